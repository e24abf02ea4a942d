using FsCheck;
using FsCheck.Fluent;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Tests.Coins;

/// <summary>Whatever a venue sends, a coin answers; what it refuses leaves no trace.</summary>
public sealed class CoinGarbageSpecs
{
    private static readonly decimal[] Numbers =
    [
        0m, -1m, 1m, 0.5m, 99m, 100m, 101m, 1_000_000m, 1e-12m, 1e-20m, 1e12m, 1e13m, 1e18m, decimal.MaxValue,
        decimal.MinValue,
    ];

    private static readonly Gen<decimal> AnyNumber = Gen.Elements(Numbers);

    private static readonly Gen<DateTimeOffset> AnyTime =
        Gen.Choose(0, 500).Select(minute => Given.Start.AddMinutes(minute));

    private static readonly Gen<TimeSpan> AnyInterval =
        Gen.Elements(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromMinutes(7));

    [Theory]
    [InlineData(false, 300)]
    [InlineData(true, 60)]
    public void Nothing_makes_a_coin_throw_and_refusals_change_nothing(bool holdsModels, int runs) => Prop.ForAll(
        AnyCommand().ListOf(30).ToArbitrary(),
        commands =>
        {
            var coin = new Coin(
                Given.Btc, Given.CoinOptions with
                {
                    WarmUpCandles = 2, AtrPeriod = 1, TrendPeriod = 1, Models = holdsModels ? [Given.TimeWeighted] : [],
                });
            foreach (var command in commands)
            {
                var (view, top) = (coin.View, coin.Top);
                if (coin.Apply(command).Refusal is not null)
                {
                    Same.View(view, coin.View);
                    Assert.Equal(top, coin.Top);
                }

                Assert.False(coin.Top is { } book && book.BidQuote >= book.AskQuote);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(runs));

    private static Gen<IWithCoin> AnyCommand() => Gen.OneOf(
        AnyCandle().Select(candle => (IWithCoin)new CoinCommands.ApplyCandle(Given.Btc, candle)),
        AnyCandle().Select(candle => (IWithCoin)new CoinCommands.ApplyFormingCandle(Given.Btc, candle)),
        AnyBook().Select(update => (IWithCoin)new CoinCommands.ApplyBook(Given.Btc, update)),
        from price in AnyNumber
        from size in AnyNumber
        from time in AnyTime
        select (IWithCoin)new CoinCommands.ApplyTrades(
            Given.Btc, [new Trade(time, Messages.Units.TradeId.Parse("t"), Messages.Units.Side.Buy, price, size)]),
        from price in AnyNumber
        from rate in AnyNumber
        from openInterest in AnyNumber
        from time in AnyTime
        select (IWithCoin)new CoinCommands.ApplyTicker(
            Given.Btc,
            new Ticker(
                time,
                IsSnapshot: false,
                LastPriceQuote: price,
                OpenInterestBase: openInterest,
                FundingRateFraction: rate)),
        from price in AnyNumber
        from size in AnyNumber
        from time in AnyTime
        select (IWithCoin)new CoinCommands.ApplyLiquidations(
            Given.Btc, [new LiquidationPrint(time, Messages.Units.Side.Buy, price, size)]),
        from price in AnyNumber
        from level in AnyNumber
        from mass in Gen.Elements(0.0, -1.0, 1e6, 1e18, 1e300, double.NaN)
        from time in AnyTime
        from until in AnyTime
        select (IWithCoin)new CoinCommands.ApplyLevels(
            Given.Btc,
            new ModelLevels("vendor", "vendor", time, until, price, [new LevelMass(level, mass), new(price, 1.0)])),
        from rate in AnyNumber
        from time in AnyTime
        select (IWithCoin)new CoinCommands.ApplyFunding(Given.Btc, new FundingRate(time, rate)));

    private static Gen<Candle> AnyCandle() =>
        from time in AnyTime
        from interval in AnyInterval
        from prices in AnyNumber.ListOf(4)
        from sorted in Gen.Elements(true, true, true, false)
        from volume in AnyNumber
        from turnover in AnyNumber
        let low = sorted ? prices.Min() : prices[2]
        let high = sorted ? prices.Max() : prices[1]
        let open = interval > TimeSpan.Zero ? time.AddTicks(-(time.UtcTicks % interval.Ticks)) : time
        select new Candle(open, interval, prices[0], high, low, prices[3], volume, turnover);

    private static Gen<BookUpdate> AnyBook() =>
        from snapshot in Gen.Elements(true, false)
        from id in Gen.Choose(1, 5)
        from bid in AnyNumber
        from ask in AnyNumber
        from size in AnyNumber
        select new BookUpdate(Given.Start, snapshot, id, [new BookLevel(bid, size)], [new BookLevel(ask, size)]);
}
