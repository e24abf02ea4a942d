using System.Globalization;
using System.IO.Compression;
using WhaleStack.Domain.Clock;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>The beginning of the recorded year, as market steps.</summary>
internal static class Recorded
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>So many hourly steps of the coins of <see cref="Given.Coins"/>, and the two that end history.</summary>
    public static IReadOnlyList<MarketStep> Steps(int hours)
    {
        var from = new DateTimeOffset(2025, 3, 8, 0, 0, 0, TimeSpan.Zero);
        var until = from.AddHours(hours);
        var candles = Given.Coins.ToDictionary(c => c, IEnumerable<Candle> (_) => new List<Candle>());
        foreach (var (time, coin, cells) in Rows("candles_1h.csv.gz", from, until))
        {
            var turnover = cells[7] * (cells[3] + cells[4] + cells[5] + cells[6]) / 4m;
            ((List<Candle>)candles[coin]).Add(
                new Candle(time, Hour, cells[3], cells[4], cells[5], cells[6], cells[7], turnover));
        }

        var fundings = Given.Coins.ToDictionary(c => c, IEnumerable<FundingRate> (_) => new List<FundingRate>());
        foreach (var (time, coin, cells) in Rows("funding_8h.csv.gz", from, until))
        {
            ((List<FundingRate>)fundings[coin]).Add(new FundingRate(time, cells[3]));
        }

        return [.. MarketHistory.Steps(Hour, candles, fundings)];
    }

    private static IEnumerable<(DateTimeOffset Time, InstrumentId Coin, decimal[] Cells)> Rows(
        string file, DateTimeOffset from, DateTimeOffset until)
    {
        using var bytes = System.IO.File.OpenRead(Repository.File("data", "samples", "bybit", file));
        using var reader = new StreamReader(new GZipStream(bytes, CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            var time = DateTimeOffset.Parse(cells[0], CultureInfo.InvariantCulture);
            var coin = new InstrumentId("bybit", $"{cells[2]}USDT");
            if (time >= from && time < until && Given.Coins.Contains(coin))
            {
                yield return (time, coin, [.. cells.Select(Number)]);
            }
        }
    }

    private static decimal Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0m;
}
