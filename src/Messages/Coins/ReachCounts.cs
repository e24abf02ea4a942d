using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Coins;

/// <summary>
/// What became of the liquidation clusters that a coin had: counts by class, which add up over coins and venues. A
/// cluster belongs to the class in which it was born.
/// </summary>
/// <param name="Coin">Which coin.</param>
/// <param name="From">Close of the first candle; null before it.</param>
/// <param name="Until">Close of the newest candle; null before the first.</param>
/// <param name="Candles">Decision candles seen, over all gaps.</param>
/// <param name="Unclassified">Clusters born before the average true range was known: in no class.</param>
/// <param name="Cut">Clusters whose watch a gap in the candles ended; what was open then stays undecided.</param>
/// <param name="Dropped">Clusters that there was no room to watch.</param>
/// <param name="Horizons">Within which times a cluster is asked to be reached, rising.</param>
/// <param name="Lags">How long after it was reached price is looked at, rising.</param>
/// <param name="Cells">The classes: longs' side before shorts', light before heavy, near before far.</param>
public sealed record ReachCounts(
    InstrumentId Coin,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    long Candles,
    long Unclassified,
    long Cut,
    long Dropped,
    ImmutableArray<TimeSpan> Horizons,
    ImmutableArray<TimeSpan> Lags,
    ImmutableArray<ReachCell> Cells);

/// <summary>Clusters of one class.</summary>
/// <param name="Class">Which.</param>
/// <param name="Born">Clusters of it that were ever found.</param>
/// <param name="Faded">Of these, found no more before price came, and not since.</param>
/// <param name="Open">Of these, still watched without having been reached: censored.</param>
/// <param name="HoursToReach">How many were reached within 1, 2, ... hours, at the close of the candle; counts of each
/// hour.</param>
/// <param name="StepsFrom">From how far those came that were reached: counts by steps of 0.1 % of the price at birth;
/// the last holds all beyond.</param>
/// <param name="Weeks">Outcomes by week of birth, in order of time.</param>
public sealed record ReachCell(
    ReachClass Class,
    int Born,
    int Faded,
    int Open,
    ImmutableArray<int> HoursToReach,
    ImmutableArray<int> StepsFrom,
    ImmutableArray<ReachWeek> Weeks);

/// <summary>A class of clusters. Lower ends belong to it, upper ends do not.</summary>
/// <param name="PositionSide">Whose positions: <see cref="Side.Buy"/> = longs, which lie below the price.</param>
/// <param name="MassShareMin">Least mass, as a share of all clusters found of its side.</param>
/// <param name="MassShareMax">Upper end; null for the heaviest class, which has none.</param>
/// <param name="DistanceAtrMin">Least distance from the price, in average true ranges.</param>
/// <param name="DistanceAtrMax">Upper end; null for the farthest class, which has none.</param>
public sealed record ReachClass(
    Side PositionSide, double MassShareMin, double? MassShareMax, double DistanceAtrMin, double? DistanceAtrMax);

/// <summary>What became of the clusters of a class that were born in a week; arrays are by horizon or lag.</summary>
/// <param name="Week">Whole weeks since the first day of year 1.</param>
/// <param name="Decided">Clusters of which it is known whether they were reached in time.</param>
/// <param name="Reached">Of these, reached in time.</param>
/// <param name="Followed">Clusters of which it is known how price went on after they were reached.</param>
/// <param name="ReturnSums">Sum of their returns as fractions, positive where price went on beyond the cluster.</param>
public sealed record ReachWeek(
    int Week,
    ImmutableArray<int> Decided,
    ImmutableArray<int> Reached,
    ImmutableArray<int> Followed,
    ImmutableArray<double> ReturnSums);

/// <summary>How often clusters of one class were reached in time.</summary>
/// <param name="Within">The time.</param>
/// <param name="Reached">How many were.</param>
/// <param name="Of">Of so many of which it is known.</param>
/// <param name="LowFraction">Lower end of the 95 % interval of the share.</param>
/// <param name="HighFraction">Upper end.</param>
public sealed record ReachRate(TimeSpan Within, int Reached, int Of, double LowFraction, double HighFraction);
