using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Scores what scanners said by what price did then, against random times of the same coin and hour of the
/// week.</summary>
/// <remarks>
/// With a direction: the return after it, signed by the direction, less the null's signed alike; and after costs.
/// Without: the range after it over the null's range, and the same in ATR as known at the time, since what is said in
/// busy times is followed by busy times whoever says it. Intervals draw whole weeks. Unit: bps, ratios. Source: ours.
/// </remarks>
public static class SignalScores
{
    private const int Columns = 8;

    /// <summary>Scores signals: each scanner, then each label of it where there are several.</summary>
    /// <param name="series">One for each coin, with bars of one length.</param>
    /// <param name="scanners">Names of all scanners that were asked, also of those that said nothing.</param>
    /// <param name="marks">What they said.</param>
    /// <param name="signals">How signals are scored.</param>
    /// <param name="options">How intervals are drawn.</param>
    /// <exception cref="ArgumentException">Bad options, or a signal of a coin without a series.</exception>
    public static ImmutableArray<PartScore> Of(
        IReadOnlyList<MarketSeries> series,
        IReadOnlyList<string> scanners,
        IReadOnlyList<SignalMark> marks,
        SignalOptions signals,
        EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(scanners);
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(options);
        string[] mistakes = [.. signals.Validate(), .. options.Validate()];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(signals));
        }

        var tables = series.AsParallel().AsOrdered()
            .Select(one => (one.Coin, Table: new AfterTable(one, signals)))
            .ToList()
            .ToDictionary(pair => pair.Coin, pair => pair.Table, StringComparer.Ordinal);
        if (marks.Where(mark => !tables.ContainsKey(mark.Coin)).Select(mark => mark.Coin).FirstOrDefault() is { } coin)
        {
            throw new ArgumentException($"There is no series of {coin}, of which there are signals.", nameof(marks));
        }

        var byScanner = marks.ToLookup(mark => mark.Scanner, StringComparer.Ordinal);
        return
        [
            .. scanners.SelectMany(scanner => Parts(scanner, [.. byScanner[scanner]])).Select(part =>
                new PartScore(
                    part.Scanner,
                    part.Label,
                    part.Marks.Count,
                    [.. Scopes(part.Marks, part.Label.Length == 0)
                        .SelectMany(scope => Findings(scope.Name, scope.Marks, tables, signals, options))])),
        ];
    }

    private static IEnumerable<(string Scanner, string Label, List<SignalMark> Marks)> Parts(
        string scanner, List<SignalMark> marks)
    {
        var labels = marks.GroupBy(mark => mark.Label, StringComparer.Ordinal)
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => (scanner, label.Key, label.ToList()))
            .ToList();
        return [(scanner, string.Empty, marks), .. labels.Count > 1 ? labels : []];
    }

    private static IEnumerable<(string Name, List<SignalMark> Marks)> Scopes(List<SignalMark> marks, bool byCoin)
    {
        var coins = marks.GroupBy(mark => mark.Coin, StringComparer.Ordinal)
            .OrderBy(coin => coin.Key, StringComparer.Ordinal)
            .Select(coin => (coin.Key, coin.ToList()));
        return [(Finding.AllCoins, marks), .. byCoin ? coins : []];
    }

    private static List<Finding> Findings(
        string scope,
        List<SignalMark> marks,
        Dictionary<string, AfterTable> tables,
        SignalOptions signals,
        EvaluationOptions options)
    {
        var sums = new WeeklySums(Columns * signals.Horizons.Length);
        foreach (var mark in marks)
        {
            for (var horizon = 0; horizon < signals.Horizons.Length; horizon++)
            {
                if (tables[mark.Coin].At(mark.Time, horizon) is { } after)
                {
                    Add(sums.Week(mark.Time), mark, horizon, after.Own, after.Usual);
                }
            }
        }

        var list = new FindingList(scope, sums, options);
        for (var horizon = 0; horizon < signals.Horizons.Length; horizon++)
        {
            Say(list, sums, signals, horizon);
        }

        return list.Found;
    }

    private static void Add(
        Span<double> week, SignalMark mark, int horizon, AfterTable.After own, AfterTable.After usual)
    {
        var at = week[(horizon * Columns)..];
        if (mark.Direction != 0)
        {
            at[0] += 1.0;
            at[1] += mark.Direction * own.ReturnBps;
            at[2] += mark.Direction * usual.ReturnBps;
        }
        else
        {
            at[3] += 1.0;
            at[4] += own.RangeBps;
            at[5] += usual.RangeBps;
            at[6] += own.RangeAtr;
            at[7] += usual.RangeAtr;
        }
    }

    private static void Say(FindingList list, WeeklySums sums, SignalOptions signals, int place)
    {
        var horizon = signals.Horizons[place];
        var at = place * Columns;
        if (sums.Total(at) > 0.0)
        {
            var cost = signals.CostBps;
            list.Add("return, bps", horizon, [at + 1, at], static sum => sum[0] / sum[1], double.NaN, at);
            list.Add("return, less null, bps", horizon, [at + 1, at + 2, at],
                static sum => (sum[0] - sum[1]) / sum[2], 0.0, at);
            list.Add("return after costs, bps", horizon, [at + 1, at], sum => (sum[0] / sum[1]) - cost,
                double.NaN, at);
        }

        if (sums.Total(at + 3) > 0.0)
        {
            list.AddLift("range, over null", horizon, at + 4, at + 5, at + 3);
            list.AddLift("range in ATR, over null", horizon, at + 6, at + 7, at + 3);
        }
    }
}
