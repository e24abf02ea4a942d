using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using WhaleStack.Domain.Clock;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Support;

/// <summary>The recorded year that ships in <c>data/samples/bybit</c>; turnover is volume x (o + h + l + c) /
/// 4.</summary>
internal static class RecordedYear
{
    private static readonly Lazy<ImmutableArray<MarketStep>> Loaded = new(Load);

    public static ImmutableArray<MarketStep> Steps => Loaded.Value;

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    private static ImmutableArray<MarketStep> Load() =>
    [
        .. MarketHistory.Steps(
            Given.Hour,
            Rows("candles_1h.csv.gz").GroupBy(CoinOf).ToDictionary(rows => rows.Key, rows => rows.Select(CandleOf)),
            Rows("funding_8h.csv.gz").GroupBy(CoinOf).ToDictionary(rows => rows.Key, rows => rows.Select(FundingOf))),
    ];

    private static IEnumerable<string[]> Rows(string file)
    {
        using var text = new StreamReader(new GZipStream(
            File.OpenRead(Path.Combine(Root, "data", "samples", "bybit", file)), CompressionMode.Decompress));
        text.ReadLine();
        while (text.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }

    private static InstrumentId CoinOf(string[] row) => new(row[1], row[2] + "USDT");

    private static Candle CandleOf(string[] row)
    {
        var (open, high, low, close, volume) = (
            Number(row[3]), Number(row[4]), Number(row[5]), Number(row[6]), Number(row[7]));
        return new Candle(
            Time(row[0]), Given.Hour, open, high, low, close, volume, volume * (open + high + low + close) / 4m);
    }

    private static FundingRate FundingOf(string[] row) => new(Time(row[0]), Number(row[3]));

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "data", "samples"))
                && Directory.Exists(Path.Combine(folder.FullName, "config")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds data/samples and config.");
    }
}
