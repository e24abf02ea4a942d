using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Scanners;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Bench.Scanners;

/// <summary>Candles through a coin and its scanners, as actors would do it.</summary>
internal static class YearRun
{
    /// <summary>Levels a side of the book of each of many coins.</summary>
    public const int BookLevels = 200;

    private const int Fundings = 96; // Candles between two settlements: 8 hours.
    private const int HoursFilled = 1_000;

    /// <summary>Runs a year; returns how many signals were raised.</summary>
    public static double Of(CoinOptions options, ImmutableArray<IScanner> scanners, Candle[] year)
    {
        var id = InstrumentId.Parse("bench:BTCUSDT");
        var coin = new Coin(id, options);
        var states = scanners.Select(_ => ScannerState.Empty).ToArray();
        var raised = 0;
        for (var i = 0; i < year.Length; i++)
        {
            var time = year[i].CloseTime;
            coin.Apply(new CoinCommands.ApplyTicker(
                id, new Ticker(time, IsSnapshot: false, OpenInterestBase: 1_000m + (i % 97))));
            coin.Apply(new CoinCommands.ApplyTrades(
                id, [new Trade(time, default, i % 3 == 0 ? Side.Sell : Side.Buy, year[i].CloseQuote, 10m)]));
            coin.Apply(new CoinCommands.ApplyCandle(id, year[i]));
            if (i % Fundings == 0)
            {
                coin.Apply(new CoinCommands.ApplyFunding(id, new FundingRate(time, (i % 7) * 0.0001m)));
            }

            raised += Scan(scanners, states, coin, new Watermark(time, StepPhase.History), id);
        }

        return raised;
    }

    /// <summary>Makes coins whose windows and books are full.</summary>
    public static double Fill(Coin[] coins, CoinOptions options, Candle[] year)
    {
        for (var i = 0; i < coins.Length; i++)
        {
            var id = InstrumentId.Parse($"bench:COIN{i}USDT");
            coins[i] = new Coin(id, options);
            for (var hour = 0; hour < HoursFilled; hour++)
            {
                var candle = year[hour] with
                {
                    OpenTime = year[0].OpenTime.AddHours(hour), Interval = TimeSpan.FromHours(1),
                };
                coins[i].Apply(new CoinCommands.ApplyCandle(id, candle));
            }

            coins[i].Apply(new CoinCommands.ApplyBook(id, Book(year[0].OpenTime)));
        }

        return coins.Length;
    }

    private static int Scan(
        ImmutableArray<IScanner> scanners, ScannerState[] states, Coin coin, Watermark watermark, InstrumentId id)
    {
        var raised = 0;
        CoinEvents.CoinUpdated[] views = [new CoinEvents.CoinUpdated(id, watermark, coin.ViewAt(watermark.Time))];
        for (var i = 0; i < scanners.Length; i++)
        {
            foreach (var signal in scanners[i].Decide(states[i], watermark, views))
            {
                states[i] = states[i].Apply(signal);
                raised++;
            }
        }

        return raised;
    }

    private static BookUpdate Book(DateTimeOffset time) => new(
        time,
        IsSnapshot: true,
        1,
        [.. Enumerable.Range(0, BookLevels).Select(i => new BookLevel(60_000m - i, 1m))],
        [.. Enumerable.Range(1, BookLevels).Select(i => new BookLevel(60_000m + i, 1m))]);
}
