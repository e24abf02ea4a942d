using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.History;

/// <summary>Keeps what became of a coin's liquidation clusters: how often, how fast and from how far price reached
/// them, and how it went on.</summary>
/// <remarks>
/// A cluster is born when <see cref="ClusterTracker"/> first finds it, at the close of a candle. It is reached by the
/// first later candle that touches its centre as it was last found; one that is found no more is watched on where it
/// was, and one that comes back near there is the same. Whether it was reached within a horizon is counted when the
/// horizon is over, for all alike, so that quick ones do not come first; until then it is open (censored). Returns run
/// from the close of the candle that reached it, the first price at which that was known.
/// Everything comes from closed candles, in order of time: the counts never know more than their last candle. Bounded:
/// <see cref="ReachOptions.WatchedMax"/>, <see cref="ReachOptions.WeeksMax"/>. Cost: O(watched + found x tracked) a
/// candle. Not thread-safe: one coin owns it.
/// </remarks>
public sealed class ReachHistory
{
    private readonly ReachOptions _options;
    private readonly ReachClasses _classes;
    private readonly ReachTally[] _tallies;
    private readonly ClusterTracker _tracker;
    private readonly List<WatchedCluster> _watched = [];
    private readonly Dictionary<long, WatchedCluster> _tracked = [];
    private DateTimeOffset? _from;
    private DateTimeOffset? _until;
    private long _candles;
    private long _unclassified;
    private long _cut;
    private long _dropped;

    /// <summary>Makes one that has seen nothing.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public ReachHistory(ReachOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
        _classes = new ReachClasses(options);
        _tallies = [.. _classes.All.Select(_ => new ReachTally(options))];
        _tracker = new ClusterTracker(options.Tracker);
    }

    /// <summary>A decision candle has closed.</summary>
    /// <param name="closeTime">Its close, behind that of the last.</param>
    /// <param name="low">Lowest price, quote per base.</param>
    /// <param name="high">Highest.</param>
    /// <param name="close">Last.</param>
    /// <param name="atrQuote">Average true range with this candle; null in warm-up.</param>
    /// <param name="found">The clusters found at its close.</param>
    /// <exception cref="ArgumentOutOfRangeException">The high is below the low.</exception>
    public void Close(
        DateTimeOffset closeTime,
        double low,
        double high,
        double close,
        double? atrQuote,
        IReadOnlyList<LiquidationCluster> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        _from ??= closeTime;
        _until = closeTime;
        _candles++;
        foreach (var watched in _watched)
        {
            Look(watched, closeTime, low, high, close);
        }

        _watched.RemoveAll(IsOver);
        foreach (var gone in _tracked.Values.Where(known => known.ReachedAt is not null || IsOver(known)).ToList())
        {
            _tracked.Remove(gone.Id);
        }

        foreach (var change in _tracker.Update(closeTime, low, high, found))
        {
            Take(change, close, atrQuote, found);
        }

        Renew();
    }

    /// <summary>A decision candle has closed; with it the average true range and the clusters found.</summary>
    internal void Close(Candle candle, double? atrQuote, IReadOnlyList<LiquidationCluster> found) => Close(
        candle.CloseTime,
        (double)candle.LowQuote,
        (double)candle.HighQuote,
        (double)candle.CloseQuote,
        atrQuote,
        found);

    /// <summary>A hole in the candles: what is watched cannot be followed over it. What is known stays.</summary>
    public void Cut()
    {
        _cut += _watched.Count;
        _watched.Clear();
        _tracked.Clear();
        _tracker.Clear();
    }

    /// <summary>How often clusters like one were reached in time; null while too few are known.</summary>
    /// <param name="side">Whose positions.</param>
    /// <param name="massShare">Its share of the mass of all clusters of its side.</param>
    /// <param name="distanceAtr">Its distance from the price, in average true ranges.</param>
    public ReachRate? RateOf(LiquidationSide side, double massShare, double distanceAtr) =>
        _tallies[_classes.PlaceOf(side, massShare, distanceAtr)].Told();

    /// <summary>Clusters, each with how often ones like it were reached.</summary>
    /// <param name="clusters">All that there are now.</param>
    /// <param name="priceQuote">The price that their distance is taken from.</param>
    /// <param name="atrQuote">Average true range; null in warm-up, when nothing is told.</param>
    internal ImmutableArray<ClusterView> Told(
        ImmutableArray<ClusterView> clusters, decimal priceQuote, double? atrQuote)
    {
        if (atrQuote is not > 0.0)
        {
            return clusters;
        }

        var longs = clusters.Where(cluster => cluster.PositionSide == Side.Buy).Sum(cluster => cluster.MassQuote);
        var shorts = clusters.Sum(cluster => cluster.MassQuote) - longs;
        return
        [
            .. clusters.Select(cluster => cluster with
            {
                Reached = RateOf(
                    cluster.PositionSide == Side.Buy ? LiquidationSide.Longs : LiquidationSide.Shorts,
                    cluster.MassQuote / (cluster.PositionSide == Side.Buy ? longs : shorts),
                    Math.Abs(cluster.DistanceFraction) * (double)priceQuote / atrQuote.Value),
            }),
        ];
    }

    /// <summary>Everything that is known.</summary>
    public ReachCounts Counts(InstrumentId coin) => new(
        coin,
        _from,
        _until,
        _candles,
        _unclassified,
        _cut,
        _dropped,
        _options.Horizons,
        _options.Lags,
        [.. _tallies.Select((tally, place) => tally.Cell(_classes.All[place], OpenOf(place)))]);

    private int OpenOf(int place) =>
        _watched.Count(watched => watched.Place == place && watched.ReachedAt is null);

    private void Look(WatchedCluster watched, DateTimeOffset time, double low, double high, double close)
    {
        var tally = _tallies[watched.Place];
        var age = time - watched.BornAt;
        if (watched.ReachedAt is { } reachedAt)
        {
            for (; watched.LagsOver < _options.Lags.Length
                && time - reachedAt >= _options.Lags[watched.LagsOver]; watched.LagsOver++)
            {
                tally.Follow(watched.BornAt, watched.LagsOver, watched.ReturnTo(close));
            }
        }
        else if (age <= _options.Horizons[^1] && watched.IsWithin(low, high))
        {
            watched.Reach(time, close);
            tally.Reach(age, watched.FromFraction);
        }

        for (; watched.HorizonsDecided < _options.Horizons.Length
            && age >= _options.Horizons[watched.HorizonsDecided]; watched.HorizonsDecided++)
        {
            var horizon = _options.Horizons[watched.HorizonsDecided];
            tally.Decide(watched.BornAt, watched.HorizonsDecided, watched.ReachedAt - watched.BornAt <= horizon);
        }
    }

    private bool IsOver(WatchedCluster watched) =>
        watched.HorizonsDecided == _options.Horizons.Length
        && (watched.ReachedAt is null || watched.LagsOver == _options.Lags.Length);

    private void Take(
        in ClusterEvent change, double close, double? atrQuote, IReadOnlyList<LiquidationCluster> found)
    {
        switch (change.Change)
        {
            case ClusterChange.Born:
                Begin(change.Cluster, close, atrQuote, found);
                break;
            case ClusterChange.Faded:
                Fade(change.Cluster.Id);
                break;
            case ClusterChange.Grown or ClusterChange.Shrunk or ClusterChange.Swept:
                break; // Its class is that of its birth, and its reach has been seen above.
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change.Change, "Unknown change.");
        }
    }

    private void Begin(
        TrackedCluster born, double close, double? atrQuote, IReadOnlyList<LiquidationCluster> found)
    {
        if (Returning(born) is { } known)
        {
            (known.Id, known.HasFaded) = (born.Id, false);
            _tracked.Add(born.Id, known);
            _tallies[known.Place].Faded--;
            return;
        }

        if (atrQuote is not > 0.0)
        {
            _unclassified++;
            return;
        }

        if (_watched.Count >= _options.WatchedMax)
        {
            _dropped++;
            return;
        }

        var distanceAtr = Math.Abs(born.Cluster.Price - close) / atrQuote.Value;
        var place = _classes.PlaceOf(born.Cluster.Side, ShareOf(born.Cluster, found), distanceAtr);
        var watched = new WatchedCluster(place, born, close);
        _watched.Add(watched);
        _tracked.Add(born.Id, watched);
        _tallies[place].Begin();
    }

    /// <summary>The cluster that was lost near here, if one was.</summary>
    private WatchedCluster? Returning(TrackedCluster born) => _watched.Find(watched =>
        watched.HasFaded
        && watched.ReachedAt is null
        && watched.Side == born.Cluster.Side
        && Math.Abs((born.Cluster.Price / watched.Price) - 1.0) <= _options.Tracker.MatchFractionMax);

    private void Fade(long id)
    {
        if (_tracked.Remove(id, out var lost))
        {
            lost.HasFaded = true;
            _tallies[lost.Place].Faded++;
        }
    }

    /// <summary>Centres move with what is opened.</summary>
    private void Renew()
    {
        foreach (var tracked in _tracker.Tracked)
        {
            if (_tracked.TryGetValue(tracked.Id, out var same))
            {
                same.Price = tracked.Cluster.Price;
            }
        }
    }

    private static double ShareOf(in LiquidationCluster cluster, IReadOnlyList<LiquidationCluster> found)
    {
        var sum = 0.0;
        foreach (var other in found)
        {
            sum += other.Side == cluster.Side ? other.MassQuote : 0.0;
        }

        return sum > 0.0 ? cluster.MassQuote / sum : 0.0;
    }
}
