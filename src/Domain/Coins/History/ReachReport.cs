using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.History;

/// <summary>How price went on after clusters were reached.</summary>
/// <param name="After">How long after the close of the candle that reached them.</param>
/// <param name="Count">Of so many it is known.</param>
/// <param name="MeanFraction">Mean return, positive where price went on beyond the cluster; null without any.</param>
/// <param name="LowFraction">Lower end of its 95 % interval; null with fewer than <see cref="WeeksMin"/> weeks.</param>
/// <param name="HighFraction">Upper end.</param>
public sealed record ReachReturn(
    TimeSpan After, int Count, double? MeanFraction, double? LowFraction, double? HighFraction)
{
    /// <summary>Weeks that an interval wants: drawing from fewer says nothing of the others.</summary>
    public const int WeeksMin = 8;
}

/// <summary>What became of the clusters of one class, for a person.</summary>
/// <param name="Class">Which.</param>
/// <param name="Born">Clusters of it.</param>
/// <param name="Faded">Of these, found no more before price came.</param>
/// <param name="Open">Of these, still watched: censored.</param>
/// <param name="Rates">How often they were reached, by horizon; with no decided one the interval is 0 to 1.</param>
/// <param name="HoursToReach">Quartiles of the time until those were reached that were, in hours, rounded up; empty
/// without any.</param>
/// <param name="FromFraction">Quartiles of how far they were at birth; empty without any.</param>
/// <param name="Returns">How price went on, by lag.</param>
public sealed record ReachRow(
    ReachClass Class,
    int Born,
    int Faded,
    int Open,
    ImmutableArray<ReachRate> Rates,
    ImmutableArray<int> HoursToReach,
    ImmutableArray<double> FromFraction,
    ImmutableArray<ReachReturn> Returns);

/// <summary>The history of a coin's clusters at one venue or several.</summary>
/// <param name="Coins">Whose.</param>
/// <param name="From">Close of the first candle; null without candles.</param>
/// <param name="Until">Close of the newest.</param>
/// <param name="Candles">Decision candles.</param>
/// <param name="Unclassified">Clusters born before the average true range was known.</param>
/// <param name="Cut">Clusters whose watch a gap ended.</param>
/// <param name="Dropped">Clusters that there was no room to watch.</param>
/// <param name="Rows">Classes that had a cluster.</param>
public sealed record ReachReport(
    ImmutableArray<InstrumentId> Coins,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    long Candles,
    long Unclassified,
    long Cut,
    long Dropped,
    ImmutableArray<ReachRow> Rows)
{
    private static readonly double[] Quartiles = [0.25, 0.5, 0.75];

    /// <summary>The report of some tables, their counts added up.</summary>
    /// <remarks>
    /// Intervals: of shares, <see cref="GroupedProportion"/> over weeks; of mean returns, <see cref="Bootstrap"/>
    /// drawing whole weeks. A week of all venues is one group, since they share one path of price.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no table, or they are of different classes, horizons or
    /// lags.</exception>
    public static ReachReport Of(IReadOnlyList<ReachCounts> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentOutOfRangeException.ThrowIfZero(tables.Count);
        var first = tables[0];
        if (tables.Any(table => !IsAlike(first, table)))
        {
            throw new ArgumentException("Tables of different classes, horizons or lags do not add up.", nameof(tables));
        }

        return new ReachReport(
            [.. tables.Select(table => table.Coin).Distinct().Order()],
            tables.Min(table => table.From),
            tables.Max(table => table.Until),
            tables.Sum(table => table.Candles),
            tables.Sum(table => table.Unclassified),
            tables.Sum(table => table.Cut),
            tables.Sum(table => table.Dropped),
            [
                .. first.Cells.Select((cell, i) => RowOf(first, [.. tables.Select(table => table.Cells[i])]))
                    .Where(row => row.Born > 0),
            ]);
    }

    private static bool IsAlike(ReachCounts one, ReachCounts other) =>
        one.Horizons.SequenceEqual(other.Horizons)
        && one.Lags.SequenceEqual(other.Lags)
        && one.Cells.Select(cell => cell.Class).SequenceEqual(other.Cells.Select(cell => cell.Class));

    private static ReachRow RowOf(ReachCounts table, ImmutableArray<ReachCell> cells)
    {
        var weeks = cells.SelectMany(cell => cell.Weeks)
            .GroupBy(week => week.Week)
            .OrderBy(week => week.Key)
            .Select(week => (IReadOnlyList<ReachWeek>)[.. week])
            .ToList();
        var hours = Sums(cells.Select(cell => cell.HoursToReach));
        var steps = Sums(cells.Select(cell => cell.StepsFrom));
        return new ReachRow(
            cells[0].Class,
            cells.Sum(cell => cell.Born),
            cells.Sum(cell => cell.Faded),
            cells.Sum(cell => cell.Open),
            [.. table.Horizons.Select((horizon, i) => RateOf(horizon, i, weeks))],
            [.. Places(hours).Select(place => place + 1)],
            [.. Places(steps).Select(place => (place + 0.5) * ReachTally.StepFraction)],
            [.. table.Lags.Select((lag, i) => ReturnOf(lag, i, weeks))]);
    }

    private static ReachRate RateOf(TimeSpan horizon, int place, List<IReadOnlyList<ReachWeek>> weeks)
    {
        TrialGroup[] groups =
        [
            .. weeks.Select(week => new TrialGroup(week.Sum(w => w.Reached[place]), week.Sum(w => w.Decided[place]))),
        ];
        var share = GroupedProportion.Of(groups);
        return new ReachRate(
            horizon,
            groups.Sum(group => group.Hits),
            groups.Sum(group => group.Trials),
            share?.Low ?? 0.0,
            share?.High ?? 1.0);
    }

    private static ReachReturn ReturnOf(TimeSpan lag, int place, List<IReadOnlyList<ReachWeek>> weeks)
    {
        var known = weeks
            .Select(week => (Count: week.Sum(w => w.Followed[place]), Sum: week.Sum(w => w.ReturnSums[place])))
            .Where(week => week.Count > 0)
            .ToArray();
        if (known.Length == 0)
        {
            return new ReachReturn(lag, 0, null, null, null);
        }

        double MeanOf(ReadOnlySpan<int> places)
        {
            var (count, sum) = (0, 0.0);
            foreach (var at in places)
            {
                count += known[at].Count;
                sum += known[at].Sum;
            }

            return sum / count;
        }

        var mean = Bootstrap.OfPlaces(known.Length, MeanOf, new BootstrapOptions(Draws: 1_000));
        var isWide = known.Length >= ReachReturn.WeeksMin;
        return new ReachReturn(
            lag,
            known.Sum(week => week.Count),
            mean.Estimate,
            isWide ? mean.Low : null,
            isWide ? mean.High : null);
    }

    private static int[] Sums(IEnumerable<ImmutableArray<int>> counts) =>
        counts.Aggregate(Array.Empty<int>(), (sums, one) =>
            [.. Enumerable.Range(0, one.Length).Select(i => one[i] + (i < sums.Length ? sums[i] : 0))]);

    /// <summary>The places that the quartiles of counted values fall into; none without a value.</summary>
    private static IEnumerable<int> Places(int[] counts)
    {
        var all = counts.Sum(count => (long)count);
        return all == 0 ? [] : Quartiles.Select(share => PlaceOf(counts, (long)Math.Ceiling(share * all)));
    }

    private static int PlaceOf(int[] counts, long rank)
    {
        var place = 0;
        for (var below = (long)counts[0]; below < rank; below += counts[place])
        {
            place++;
        }

        return place;
    }
}
