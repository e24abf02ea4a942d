using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Coins.Facts;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Coins.Facts;

/// <summary>What a coin's recent past amounts to.</summary>
public sealed class CoinFactsSpecs
{
    private static readonly CoinFactsOptions Small = CoinFactsOptions.Default with
    {
        WindowCandles = 20, WindowCandlesMin = 5, MoveCandles = 2, FlowCandles = 3, TrendCandles = 4,
        SettlementsMax = 4, DepthBps = [100, 1000],
    };

    private readonly Coin _coin =
        new(Given.Btc, Given.CoinOptions with { WarmUpCandles = 1, AtrPeriod = 1, Facts = Small });

    private CoinFacts Facts => _coin.View.Facts!;

    [Fact]
    public void A_young_coin_knows_nothing_and_says_so()
    {
        Assert.Equal(new PriceFacts(null, null, null, null, null, null), Facts.Price);
        Assert.Equal(new VolumeFacts(null, null, null, null), Facts.Volume);
        Assert.Equal(new FlowFacts(null, null, null, 0.0), Facts.Flow);
        Assert.Equal(new OpenInterestFacts(null, null, null), Facts.OpenInterest);
        Assert.Equal(new FundingFacts(null, null, null, 0), Facts.Funding);
        Assert.Equal(new LiquidationFacts(0.0, 0.0, null, null), Facts.Liquidations);
        Assert.Equal(new SweepFacts(0.0, 0.0, null, null), Facts.Sweeps);
        Assert.Empty(Facts.Depth);
    }

    [Fact]
    public void A_move_is_measured_from_the_close_some_candles_ago()
    {
        Closes(100, 101, 103, 106);
        // By hand: two closes ago (of the newest two) is 103; ATR of period 1 is the last true range, 106 - 103 = 3.
        Assert.Equal((106.0 / 103.0) - 1.0, Facts.Price.MoveFraction!.Value, 12);
        Assert.Equal(1.0, Facts.Price.MoveAtr!.Value, 12);
    }

    [Fact]
    public void The_usual_range_is_known_after_a_week_and_forgotten_by_a_hole()
    {
        for (var hour = 0; hour < 168; hour++)
        {
            Assert.Null(Facts.Price.MonthRangeFraction);
            Apply(new CoinCommands.ApplyCandle(Given.Btc, Given.Candle(hour, 100m, 101m, 99m, 100m)));
        }

        Assert.Equal(0.02, Facts.Price.MonthRangeFraction!.Value, 12);
        Apply(new CoinCommands.ApplyCandle(Given.Btc, Given.Candle(500, 100m, 101m, 99m, 100m)));
        Assert.Null(Facts.Price.MonthRangeFraction);
    }

    [Fact]
    public void Efficiency_is_the_net_way_over_the_whole_way()
    {
        Closes(100, 102, 101, 103, 104);
        // By hand: net 4 over 2 + 1 + 2 + 1.
        Assert.Equal(4.0 / 6.0, Facts.Price.EfficiencyFraction!.Value, 12);
        for (var hour = 5; hour < 10; hour++)
        {
            Close(hour, 104);
        }

        Assert.Equal(0.0, Facts.Price.EfficiencyFraction!.Value);
    }

    [Fact]
    public void Scores_are_those_of_a_plain_median_and_deviation()
    {
        var random = new Random(7);
        var closes = new List<double> { 100.0 };
        var volumes = new List<double>();
        for (var hour = 0; hour < 200; hour++)
        {
            var volume = Math.Round((decimal)(1.0 + (random.NextDouble() * 50.0)), 2);
            var close = Math.Round((decimal)(closes[^1] * (1.0 + ((random.NextDouble() - 0.5) * 0.02))), 4);
            var candle = Given.Candle(hour, close, close, close, close, volume);
            Apply(new CoinCommands.ApplyCandle(Given.Btc, candle));
            var returns = closes.Skip(1).Zip(closes.Skip(2), (a, b) => Math.Log(b / a)).TakeLast(20).ToList();
            closes.Add((double)close);
            AssertScore(returns, Math.Log(closes[^1] / closes[^2]), hour == 0 ? null : Facts.Price.ReturnZ);
            AssertScore([.. volumes.TakeLast(20)], Math.Log((double)candle.TurnoverQuote), Facts.Volume.Z);
            volumes.Add(Math.Log((double)candle.TurnoverQuote));
        }
    }

    [Fact]
    public void Equal_values_have_no_score_but_the_median_itself()
    {
        Closes(100, 100, 100, 100, 100, 100, 100, 100);
        Assert.Equal(0.0, Facts.Price.ReturnZ);
        Close(8, 101);
        Assert.Null(Facts.Price.ReturnZ); // No deviation to measure it by.
    }

    [Fact]
    public void Taker_flow_is_that_of_the_window_and_the_forming_candle()
    {
        for (var hour = 0; hour < 5; hour++)
        {
            Trades(hour, (Side.Buy, 1m + hour), (Side.Sell, 1m));
            Close(hour, 100);
        }

        Trades(5, (Side.Sell, 4m));
        // By hand, of candles 2, 3, 4 and the forming one: bought 3 + 4 + 5, sold 1 + 1 + 1 + 4, at 100.
        Assert.Equal(1_200.0, Facts.Flow.BuyQuote);
        Assert.Equal(700.0, Facts.Flow.SellQuote);
        Assert.Equal(500.0 / 1_900.0, Facts.Flow.ImbalanceFraction!.Value, 12);
        Assert.Equal((15 - 9) * 100.0, Facts.Flow.CumulativeDeltaQuote); // 1 + 2 + 3 + 4 + 5 less 5 + 4.
    }

    [Fact]
    public void Open_interest_is_compared_with_the_windows_beginning()
    {
        for (var hour = 0; hour < 4; hour++)
        {
            OpenInterest(hour, 1_000m + (100m * hour));
            Close(hour, 100);
        }

        OpenInterest(4, 1_500m);
        Assert.Equal(1_500.0, Facts.OpenInterest.Base);
        Assert.Equal((1_500.0 / 1_100.0) - 1.0, Facts.OpenInterest.ChangeFraction!.Value, 12);
    }

    [Fact]
    public void Funding_is_ranked_among_the_last_settlements()
    {
        foreach (var (hour, rate) in new[] { (0, 9m), (8, 1m), (16, 2m), (24, 2m), (32, 2m) })
        {
            Apply(new CoinCommands.ApplyFunding(Given.Btc, new FundingRate(Given.At(hour).Time, rate / 1e4m)));
        }

        // By hand: four are remembered, 1 2 2 and the last 2: one below, two ties at a half, of three.
        Assert.Equal(4, Facts.Funding.Settlements);
        Assert.Equal(2.0 / 3.0, Facts.Funding.PercentileFraction!.Value, 12);
        Assert.Equal(0.0002, Facts.Funding.RateFraction!.Value, 12);
        Assert.Equal(TimeSpan.FromHours(8), Facts.Funding.Interval);
    }

    [Fact]
    public void Forced_closes_are_those_of_the_last_and_the_forming_candle()
    {
        Liquidated(0, Side.Buy, 5m);
        Closes(100, 100, 100, 100, 100, 100); // Candles 0 to 5.
        Liquidated(6, Side.Buy, 1m);
        Close(6, 100);
        Liquidated(7, Side.Sell, 2m);
        Assert.Equal(100.0, Facts.Liquidations.LongsQuote);
        Assert.Equal(200.0, Facts.Liquidations.ShortsQuote);
        Assert.Equal(0.1, Facts.Liquidations.LongsTurnoverFraction!.Value, 9); // A candle turns over 10 x 100.
    }

    [Fact]
    public void Depth_is_summed_up_to_each_distance()
    {
        Apply(new CoinCommands.ApplyBook(Given.Btc, new BookUpdate(
            Given.At(0).Time,
            IsSnapshot: true,
            1,
            [new BookLevel(99.5m, 2m), new BookLevel(95m, 3m)],
            [new BookLevel(100.5m, 1m), new BookLevel(120m, 9m)])));
        // By hand, mid 100: within 1 % lie 99.5 and 100.5, within 10 % 95 as well.
        Assert.Equal(
            [new DepthFacts(100, 199.0, 100.5), new DepthFacts(1_000, 484.0, 100.5)],
            Facts.Depth.AsEnumerable());
    }

    [Fact]
    public void A_candle_through_a_cluster_sweeps_it()
    {
        var coin = new Coin(Given.Btc, Given.CoinOptions with { WarmUpCandles = 1 });
        for (var hour = 0; hour < 100; hour++)
        {
            coin.Apply(new CoinCommands.ApplyCandle(
                Given.Btc, Given.Candle(hour, 100m, 100.1m, 99.9m, 100m, 1_000m)));
        }

        var longs = coin.View.Clusters.Where(cluster => cluster.PositionSide == Side.Buy).ToList();
        var nearest = longs.MaxBy(cluster => cluster.PriceQuote)!;
        coin.Apply(new CoinCommands.ApplyCandle(
            Given.Btc, Given.Candle(100, 100m, 100m, nearest.PriceQuote - 0.05m, 100m)));
        var sweeps = coin.View.Facts!.Sweeps;
        Assert.Equal(nearest.PriceQuote, sweeps.LastLongs!.PriceQuote);
        Assert.Equal(nearest.MassQuote / longs.Sum(c => c.MassQuote), sweeps.LastLongs.ShareFraction, 9);
        Assert.Equal(sweeps.LastLongs.ShareFraction, sweeps.LongsShareFraction, 9);
        Assert.Null(sweeps.LastShorts);
    }

    [Fact]
    public void A_gap_forgets_windows_and_keeps_what_was_true()
    {
        Closes(100, 101, 102, 103, 104, 105, 106);
        Assert.NotNull(Facts.Price.ReturnZ);
        Close(50, 100);
        Assert.Null(Facts.Price.ReturnZ);
        Assert.Null(Facts.Price.MoveAtr);
        Assert.Equal(8, _coin.CandlesOf(Given.Hour, 100).Length);
    }

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Wrong_numbers_are_named(CoinFactsOptions options, string key) =>
        Assert.StartsWith(key, Assert.Single(options.Validate()), StringComparison.Ordinal);

    public static TheoryData<CoinFactsOptions, string> WrongOptions => new()
    {
        { Small with { WindowCandles = 9 }, "window_candles" },
        { Small with { WindowCandlesMin = 21 }, "window_candles_min" },
        { Small with { DepthBps = [50, 10] }, "depth_bps" },
        { Small with { DepthBps = [double.NaN] }, "depth_bps" },
        { Small with { Timeframes = [new TimeframeOptions(TimeSpan.FromMinutes(7), 5)] }, "timeframes[0].interval" },
        { Small with { Timeframes = [new(Given.Hour, 5), new(Given.Hour, 6)] }, "timeframes" },
    };

    private static void AssertScore(List<double> window, double value, double? actual)
    {
        if (window.Count < 5)
        {
            Assert.Null(actual);
            return;
        }

        var median = Median(window);
        var deviation = Median([.. window.Select(x => Math.Abs(x - median))]);
        Assert.Equal((value - median) / (1.482602218505602 * deviation), actual!.Value, 9);
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
    }

    private void Closes(params int[] closes)
    {
        for (var hour = 0; hour < closes.Length; hour++)
        {
            Close(hour, closes[hour]);
        }
    }

    private void Close(int hour, decimal price) =>
        Apply(new CoinCommands.ApplyCandle(Given.Btc, Given.Candle(hour, price, price, price, price)));

    private void Trades(int hour, params (Side Side, decimal SizeBase)[] trades) =>
        Apply(new CoinCommands.ApplyTrades(
            Given.Btc,
            [.. trades.Select(t => new Trade(Given.At(hour).Time, TradeId.Parse("1"), t.Side, 100m, t.SizeBase))]));

    private void OpenInterest(int hour, decimal openInterestBase) => Apply(new CoinCommands.ApplyTicker(
        Given.Btc, new Ticker(Given.At(hour).Time, IsSnapshot: false, OpenInterestBase: openInterestBase)));

    private void Liquidated(int hour, Side positionSide, decimal sizeBase) =>
        Apply(new CoinCommands.ApplyLiquidations(
            Given.Btc, [new LiquidationPrint(Given.At(hour).Time, positionSide, 100m, sizeBase)]));

    private void Apply(IWithCoin command) => Assert.Null(_coin.Apply(command).Refusal);
}
