using System.Globalization;

namespace WhaleStack.Simulator.Recordings;

/// <summary>One recorded hourly candle.</summary>
/// <param name="OpenMs">Open time, ms since 1970 UTC.</param>
/// <param name="Open">First price as recorded.</param>
/// <param name="High">Highest price as recorded.</param>
/// <param name="Low">Lowest price as recorded.</param>
/// <param name="Close">Last price as recorded.</param>
/// <param name="Volume">Base volume as recorded.</param>
public sealed record YearCandle(long OpenMs, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume)
{
    /// <summary>Made, not recorded: volume x (o+h+l+c)/4.</summary>
    public decimal SyntheticTurnover => Volume * (Open + High + Low + Close) / 4m;
}

/// <summary>One recorded funding settlement.</summary>
/// <param name="TimeMs">When, ms since 1970 UTC.</param>
/// <param name="Rate">Fraction of notional.</param>
public sealed record YearFunding(long TimeMs, decimal Rate);

/// <summary>The recorded year: hourly candles and funding of five perpetuals, by symbol, oldest first.</summary>
public sealed class Year
{
    private const string CandleFile = "bybit/candles_1h.csv.gz";
    private const long CandleMs = 3_600_000;
    private const string FundingFile = "bybit/funding_8h.csv.gz";

    private Year(Dictionary<string, List<YearCandle>> candles, Dictionary<string, List<YearFunding>> fundings)
    {
        Candles = candles.ToDictionary(e => e.Key, e => (IReadOnlyList<YearCandle>)e.Value, StringComparer.Ordinal);
        Fundings = fundings.ToDictionary(e => e.Key, e => (IReadOnlyList<YearFunding>)e.Value, StringComparer.Ordinal);
    }

    /// <summary>Candles by symbol, such as <c>BTCUSDT</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<YearCandle>> Candles { get; }

    /// <summary>Settlements by symbol.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<YearFunding>> Fundings { get; }

    /// <summary>Reads it.</summary>
    /// <exception cref="SimulatorException">A file is absent or corrupt; names file, line and cause.</exception>
    public static Year Read(SampleFiles files)
    {
        var candles = new Dictionary<string, List<YearCandle>>(StringComparer.Ordinal);
        foreach (var (time, symbol, cells) in Rows(files, CandleFile, columns: 8))
        {
            Of(candles, symbol).Add(new YearCandle(time, cells[3], cells[4], cells[5], cells[6], cells[7]));
        }

        var fundings = new Dictionary<string, List<YearFunding>>(StringComparer.Ordinal);
        foreach (var (time, symbol, cells) in Rows(files, FundingFile, columns: 4))
        {
            Of(fundings, symbol).Add(new YearFunding(time, cells[3]));
        }

        return new Year(candles, fundings);
    }

    /// <summary>The last days of it, up to the close of its last candle.</summary>
    public Year Last(int days)
    {
        var end = Candles.Values.Max(candles => candles[^1].OpenMs) + CandleMs;
        var from = end - (long)TimeSpan.FromDays(days).TotalMilliseconds;
        return new Year(
            Candles.ToDictionary(e => e.Key, e => e.Value.Where(c => c.OpenMs >= from).ToList()),
            Fundings.ToDictionary(e => e.Key, e => e.Value.Where(f => f.TimeMs >= from).ToList()));
    }

    private static IEnumerable<(long TimeMs, string Symbol, decimal[] Cells)> Rows(
        SampleFiles files, string name, int columns)
    {
        foreach (var (number, line) in files.ReadLines(name).Skip(1))
        {
            var texts = line.Split(',');
            var cells = new decimal[columns];
            var valid = texts.Length == columns;
            for (var i = 3; valid && i < columns; i++)
            {
                valid = decimal.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out cells[i]);
            }

            if (!valid || !DateTimeOffset.TryParse(texts[0], CultureInfo.InvariantCulture, out var time))
            {
                throw new SimulatorException(
                    $"samples file '{name}', line {number}: '{line}' is no row of {columns} columns.");
            }

            yield return (time.ToUnixTimeMilliseconds(), $"{texts[2]}USDT", cells);
        }
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> map, string symbol)
    {
        if (!map.TryGetValue(symbol, out var list))
        {
            map[symbol] = list = [];
        }

        return list;
    }
}
