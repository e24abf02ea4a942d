using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Coins.Facts;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Tests.Coins.Facts;

/// <summary>How risky a coin's own behaviour is.</summary>
public sealed class CoinRiskSpecs
{
    private static readonly CoinOptions Small = Given.CoinOptions with
    {
        Wicks = new WickOptions(20, 0.9, 3, 0.5, 0.25),
        RiskScore = new RiskScoreOptions(new WickRiskOptions(0.05, 0.5, 0.1), new TailRiskOptions(0.1, 40, 20)),
        Filters = new QuantileFilterOptions(64, 30, 0.95),
    };

    [Fact]
    public void Facts_are_those_of_the_formulas_over_the_candles_up_to_now()
    {
        var (coin, random, wicks) = (new Coin(Given.Btc, Small), new SeededRandom(2), new WickTracker(
            Small.Wicks, Small.RiskScore.Wick));
        var closes = new List<double>();
        for (var hour = 0; hour < 100; hour++)
        {
            var open = hour == 0 ? 100m : (decimal)closes[^1];
            var close = Math.Round(open * (decimal)(1 + (random.NextNormal() / 100)), 4);
            var candle = Given.Candle(hour, open, Math.Max(open, close) + 1, Math.Min(open, close) - 1, close);
            Assert.Null(coin.Apply(new CoinCommands.ApplyCandle(Given.Btc, candle)).Refusal);
            closes.Add((double)close);
            wicks.Add(
                candle.CloseTime,
                (double)candle.OpenQuote,
                (double)candle.HighQuote,
                (double)candle.LowQuote,
                closes[^1]);
            var returns = closes.Zip(closes.Skip(1), (before, after) => (after / before) - 1).ToArray();
            var risk = coin.View.Facts!.Risk!;
            Assert.Equal(wicks.View()?.RiskFraction, risk.WickRiskFraction);
            TailRisk? tail = returns.Length < 20 ? null : TailRisk.Historical(returns.TakeLast(40).ToArray(), 0.1);
            Assert.Equal(
                (tail?.ValueAtRisk, tail?.ExpectedShortfall), (risk.ValueAtRiskFraction, risk.ShortfallFraction));
            if (returns.Length is > 30 and < 60)
            {
                // The sketch is exact until its first level is full.
                var smaller = returns[..^1].Count(one => Math.Abs(one) <= Math.Abs(returns[^1]));
                Assert.Equal(smaller / (returns.Length - 1.0), risk.ReturnRankFraction!.Value, 12);
                Assert.Equal(risk.ReturnRankFraction >= 0.95, risk.IsReturnRare);
            }
        }
    }

    [Fact]
    public void A_gap_begins_the_windows_anew_and_keeps_what_was_ever_seen()
    {
        var coin = new Coin(Given.Btc, Small);
        for (var hour = 0; hour < 60; hour++)
        {
            Close(coin, Given.Candle(hour, 100, 102, 98, 100 + (hour % 2)));
        }

        Assert.NotNull(coin.View.Facts!.Risk!.WickRiskFraction);
        Close(coin, Given.Candle(100, 100, 102, 98, 100));
        Assert.Equal(new RiskFacts(null, null, null, null, IsReturnRare: false), coin.View.Facts!.Risk);
        Close(coin, Given.Candle(101, 100, 112, 98, 110));
        Assert.Equal((1.0, true), (coin.View.Facts!.Risk!.ReturnRankFraction, coin.View.Facts.Risk.IsReturnRare));
    }

    private static void Close(Coin coin, Candle candle) =>
        Assert.Null(coin.Apply(new CoinCommands.ApplyCandle(Given.Btc, candle)).Refusal);
}
