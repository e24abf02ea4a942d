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
        var matched = new HashSet<long>();
        foreach (var (tracked, index) in Pairs(found))
        {
            if (!isTaken[index] && !matched.Contains(tracked.Id))
            {
                isTaken[index] = true;
                matched.Add(tracked.Id);
                Renew(tracked, found[index], closeTime, events);
            }
        }

        Miss(matched, closeTime, events);
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

    private List<(TrackedCluster Tracked, int Index)> Pairs(IReadOnlyList<LiquidationCluster> found) =>
    [
        .. from tracked in _tracked
           from index in Enumerable.Range(0, found.Count)
           where found[index].Side == tracked.Cluster.Side
           let distance = Math.Abs((found[index].Price / tracked.Cluster.Price) - 1.0)
           where distance <= _options.MatchFractionMax
           orderby distance, tracked.Id, index
           select (tracked, index),
    ];

    private void Renew(
        TrackedCluster tracked,
        LiquidationCluster now,
        DateTimeOffset time,
        ImmutableArray<ClusterEvent>.Builder events)
    {
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
        _tracked[_tracked.IndexOf(tracked)] = renewed;
        if (isTold)
        {
            events.Add(new ClusterEvent(change > 0.0 ? ClusterChange.Grown : ClusterChange.Shrunk, renewed, time));
        }
    }

    private void Miss(HashSet<long> matched, DateTimeOffset time, ImmutableArray<ClusterEvent>.Builder events)
    {
        for (var i = _tracked.Count - 1; i >= 0; i--)
        {
            if (matched.Contains(_tracked[i].Id))
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
}
