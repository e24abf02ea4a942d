using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Follows clusters from bar to bar: the same one keeps its id while it moves, grows, shrinks and
/// hides.</summary>
/// <remarks>
/// A bar first sweeps: a cluster of longs whose centre is not below the low, or of shorts not above the high, is gone.
/// Then what was found now is matched with what is left, side by side, nearest pairs first, at most
/// <see cref="ClusterTrackerOptions.MatchFractionMax"/> apart; the rest is born, or missed and in the end faded.
/// Pure: the same updates give the same ids and events. Bounded: <see cref="TrackedMax"/>; more are not begun. Cost:
/// O(tracked x found). Not thread-safe.
/// </remarks>
public sealed class ClusterTracker
{
    /// <summary>Most clusters that are followed at once.</summary>
    public const int TrackedMax = 100;

    private readonly ClusterTrackerOptions _options;
    private readonly List<TrackedCluster> _tracked = [];
    private readonly List<Pair> _pairs = [];
    private long _lastId;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public ClusterTracker(ClusterTrackerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
    }

    /// <summary>What is followed now, oldest first.</summary>
    public IReadOnlyList<TrackedCluster> Tracked => _tracked;

    /// <summary>Takes a bar and the clusters found at its close; says what happened: sweeps, then changes, then
    /// births, then fading.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The high is below the low.</exception>
    public ImmutableArray<ClusterEvent> Update(
        DateTimeOffset closeTime, double low, double high, IReadOnlyList<LiquidationCluster> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        var events = ImmutableArray.CreateBuilder<ClusterEvent>();
        Sweep(closeTime, low, high, events);
        var isTaken = new bool[found.Count];
        var isMatched = new bool[_tracked.Count];
        FindPairs(found);
        foreach (var pair in _pairs)
        {
            if (!isTaken[pair.Index] && !isMatched[pair.Place])
            {
                isTaken[pair.Index] = true;
                isMatched[pair.Place] = true;
                Renew(pair.Place, found[pair.Index], closeTime, events);
            }
        }

        Miss(isMatched, closeTime, events);
        Begin(found, isTaken, closeTime, events);
        return [.. events.OrderBy(change => Order(change.Change))];
    }

    /// <summary>Forgets all clusters; ids go on rising.</summary>
    public void Clear() => _tracked.Clear();

    private void Sweep(
        DateTimeOffset time, double low, double high, ImmutableArray<ClusterEvent>.Builder events)
    {
        bool IsSwept(TrackedCluster tracked) => tracked.Cluster.Side switch
        {
            LiquidationSide.Longs => low <= tracked.Cluster.Price,
            LiquidationSide.Shorts => high >= tracked.Cluster.Price,
            _ => throw new ArgumentOutOfRangeException(nameof(tracked), tracked.Cluster.Side, "Unknown side."),
        };
        events.AddRange(_tracked.Where(IsSwept).Select(gone => new ClusterEvent(ClusterChange.Swept, gone, time)));
        _tracked.RemoveAll(IsSwept);
    }

    /// <summary>All that lie near enough to each other, nearest first; of equally near ones the older first.</summary>
    private void FindPairs(IReadOnlyList<LiquidationCluster> found)
    {
        _pairs.Clear();
        for (var place = 0; place < _tracked.Count; place++)
        {
            var (side, price) = (_tracked[place].Cluster.Side, _tracked[place].Cluster.Price);
            for (var index = 0; index < found.Count; index++)
            {
                var distance = Math.Abs((found[index].Price / price) - 1.0);
                if (found[index].Side == side && distance <= _options.MatchFractionMax)
                {
                    _pairs.Add(new Pair(distance, place, index));
                }
            }
        }

        _pairs.Sort(static (x, y) => x.Distance != y.Distance ? x.Distance.CompareTo(y.Distance)
            : x.Place != y.Place ? x.Place.CompareTo(y.Place)
            : x.Index.CompareTo(y.Index));
    }

    private void Renew(
        int place,
        LiquidationCluster now,
        DateTimeOffset time,
        ImmutableArray<ClusterEvent>.Builder events)
    {
        var tracked = _tracked[place];
        var change = (now.MassQuote / tracked.MassQuoteTold) - 1.0;
        var isTold = Math.Abs(change) >= _options.ChangeFractionMin;
        var renewed = tracked with
        {
            Cluster = now,
            SeenAt = time,
            MassQuoteMax = Math.Max(tracked.MassQuoteMax, now.MassQuote),
            MassQuoteTold = isTold ? now.MassQuote : tracked.MassQuoteTold,
            Missed = 0,
        };
        _tracked[place] = renewed;
        if (isTold)
        {
            events.Add(new ClusterEvent(change > 0.0 ? ClusterChange.Grown : ClusterChange.Shrunk, renewed, time));
        }
    }

    private void Miss(bool[] isMatched, DateTimeOffset time, ImmutableArray<ClusterEvent>.Builder events)
    {
        for (var i = _tracked.Count - 1; i >= 0; i--)
        {
            if (isMatched[i])
            {
                continue;
            }

            _tracked[i] = _tracked[i] with { Missed = _tracked[i].Missed + 1 };
            if (_tracked[i].Missed > _options.MissedMax)
            {
                events.Add(new ClusterEvent(ClusterChange.Faded, _tracked[i], time));
                _tracked.RemoveAt(i);
            }
        }
    }

    private void Begin(
        IReadOnlyList<LiquidationCluster> found,
        bool[] isTaken,
        DateTimeOffset time,
        ImmutableArray<ClusterEvent>.Builder events)
    {
        for (var i = 0; i < found.Count && _tracked.Count < TrackedMax; i++)
        {
            if (!isTaken[i] && found[i].MassQuote > 0.0)
            {
                var mass = found[i].MassQuote;
                _tracked.Add(new TrackedCluster(++_lastId, found[i], time, time, mass, mass, Missed: 0));
                events.Add(new ClusterEvent(ClusterChange.Born, _tracked[^1], time));
            }
        }
    }

    private static int Order(ClusterChange change) => change switch
    {
        ClusterChange.Swept => 0,
        ClusterChange.Grown or ClusterChange.Shrunk => 1,
        ClusterChange.Born => 2,
        ClusterChange.Faded => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Unknown change."),
    };

    /// <summary>One that is followed and one that was found, by their places.</summary>
    private readonly record struct Pair(double Distance, int Place, int Index);
}
