using WhaleStack.Domain.Coins.History;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using static WhaleStack.Node.Demo.ScreenText;

namespace WhaleStack.Node.History;

/// <summary>The history of a coin's clusters for a person: lines of at most 80 columns.</summary>
public static class HistoryText
{
    private const int ColumnsMax = 80;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(ReachReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var line in Wrapped(report.Coins.Select(coin => $"{coin}")))
        {
            yield return line;
        }

        yield return Format($"{report.Candles:#,0} candles from {report.From:yyyy-MM-dd HH:mm} ")
            + Format($"to {report.Until:yyyy-MM-dd HH:mm} UTC");
        yield return Format($"{report.Rows.Sum(row => (long)row.Born):#,0} clusters; not counted: ")
            + Format($"{report.Unclassified:#,0} in warm-up, {report.Dropped:#,0} for want of room; ")
            + Format($"{report.Cut:#,0} cut by gaps");
        yield return "Mass: share of all clusters of the side; distance: average true ranges; both as";
        yield return "at birth. [..]: 95 % intervals over weeks, or quartiles. bps: count and mean";
        yield return "return from the sweep on, positive where price went on. Whether clusters are";
        yield return "reached more often than other prices: docs/evaluation.md.";
        foreach (var side in report.Rows.GroupBy(row => row.Class.PositionSide))
        {
            yield return string.Empty;
            yield return side.Key switch
            {
                Side.Buy => "LONGS, below the price",
                Side.Sell => "SHORTS, above the price",
                _ => throw new ArgumentOutOfRangeException(nameof(report), side.Key, "Unknown side."),
            };
            foreach (var line in Tables([.. side]))
            {
                yield return line;
            }
        }

        yield return string.Empty;
    }

    private static IEnumerable<string> Tables(ReachRow[] rows)
    {
        yield return Head("reached within", rows[0].Rates.Select(rate => Hours(rate.Within)));
        foreach (var row in rows)
        {
            yield return Name(row) + string.Concat(row.Rates.Select(rate => $"{RateOf(rate),22}"));
        }

        yield return $"{"mass",-7}{"ATR",-6}"
            + $"{"born",6}{"faded",6}{"open",5}{"hours to reach",17}{"from, % of the price",25}";
        foreach (var row in rows)
        {
            yield return Name(row) + Format($"{row.Born,6:0}{row.Faded,6:0}{row.Open,5:0}")
                + Format($"{Three(row.HoursToReach.Select(hours => Format($"{hours}"))),17}")
                + Format($"{Three(row.FromFraction.Select(share => Format($"{share * 100:0.0}"))),25}");
        }

        yield return Head("bps", rows[0].Returns.Select(after => $"after {Hours(after.After)}"));
        foreach (var row in rows)
        {
            yield return Name(row) + string.Concat(row.Returns.Select(after => $"{ReturnOf(after),22}"));
        }
    }

    private static string Head(string title, IEnumerable<string> columns) =>
        $"{"mass",-7}{"ATR",-6}" + string.Concat(columns.Select(name => $"{$"{title} {name}",22}"));

    private static string Name(ReachRow row) =>
        $"{Span(row.Class.MassShareMin, row.Class.MassShareMax, 100, "%"),-7}"
        + $"{Span(row.Class.DistanceAtrMin, row.Class.DistanceAtrMax, 1, ""),-6}";

    private static string Span(double min, double? max, double scale, string unit) => max is { } end
        ? Format($"{min * scale:0.#}-{end * scale:0.#}{unit}")
        : Format($"{min * scale:0.#}{unit}+");

    private static string RateOf(ReachRate rate) => rate.Of == 0
        ? "-"
        : Format($"{rate.Reached}/{rate.Of} {100.0 * rate.Reached / rate.Of:0}% ")
            + Format($"[{rate.LowFraction * 100:0} {rate.HighFraction * 100:0}]");

    /// <summary>In hundredths of a percent, positive where price went on.</summary>
    private static string ReturnOf(ReachReturn after)
    {
        if (after.MeanFraction is not { } mean)
        {
            return "-";
        }

        var interval = after is { LowFraction: { } low, HighFraction: { } high }
            ? Format($" [{low * 1e4:+0;-0;0} {high * 1e4:+0;-0;0}]")
            : string.Empty;
        return Format($"{after.Count}: {mean * 1e4:+0;-0;0}") + interval;
    }

    private static string Three(IEnumerable<string> quartiles)
    {
        string[] given = [.. quartiles];
        return given.Length == 0 ? "-" : $"{given[1]} [{given[0]} {given[2]}]";
    }

    private static string Hours(TimeSpan time) => Format($"{time.TotalHours:0.##} h");

    private static IEnumerable<string> Wrapped(IEnumerable<string> words)
    {
        var line = string.Empty;
        foreach (var word in words)
        {
            if (line.Length > 0 && line.Length + 2 + word.Length > ColumnsMax)
            {
                yield return line;
                line = string.Empty;
            }

            line = line.Length == 0 ? word : $"{line}, {word}";
        }

        yield return line;
    }
}
