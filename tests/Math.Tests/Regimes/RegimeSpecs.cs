namespace WhaleStack.Quant.Tests.Regimes;

/// <summary>Markets of a known kind are recognised.</summary>
public sealed class RegimeSpecs
{
    private static readonly RegimeOptions Options = new(HistoryCandles: 200);

    [Theory]
    [InlineData(0.004, MarketRegime.TrendUp)]
    [InlineData(-0.004, MarketRegime.TrendDown)]
    public void A_steady_move_is_a_trend(double drift, MarketRegime expected)
    {
        var states = Known(Run(_ => drift, _ => 0.002));
        Assert.True(states.Count(state => state == expected) > 0.7 * states.Length);
        Assert.All(states, state => Assert.True(state == expected || state == MarketRegime.Volatile));
    }

    [Fact]
    public void Noise_around_one_price_is_a_range_more_often_than_not()
    {
        // Each return undoes the one before. A tenth to a fifth of the time is always the most volatile one.
        var random = new SeededRandom(13);
        var last = 0.0;
        var states = Known(Run(_ => -last + (last = 0.004 * random.NextNormal()), _ => 0.002));
        Assert.True(states.Count(static state => state == MarketRegime.Range) > 0.6 * states.Length);
        Assert.InRange(states.Count(static state => state == MarketRegime.Volatile), 1, 0.35 * states.Length);
    }

    [Fact]
    public void A_burst_is_volatile_while_it_lasts_and_not_long_after()
    {
        // Volatility rises tenfold for 20 candles, in either direction alike.
        var states = Run(static i => (i % 2 == 0 ? 1 : -1) * (i is >= 400 and < 420 ? 0.03 : 0.003), static _ => 0.001);
        Assert.Equal(MarketRegime.Volatile, states[405]);
        Assert.Equal(MarketRegime.Volatile, states[419]);
        Assert.NotEqual(MarketRegime.Volatile, states[460]);
    }

    [Fact]
    public void The_warm_up_is_as_long_as_written_and_clearing_begins_it_anew()
    {
        var detector = new RegimeDetector(Options);
        var longest = Options.VolatilityPeriod + Options.HistoryCandles - 1;
        for (var turn = 0; turn < 2; turn++)
        {
            for (var i = 1; i <= longest; i++)
            {
                Assert.Equal(i == longest, detector.Add(10, 11 + (i % 3), 9, 10) is not null);
            }

            Assert.InRange(detector.VolatilityRank!.Value, 0.0, 1.0);
            Assert.InRange(detector.TrendStrength!.Value, 0.0, 100.0);
            detector.Clear();
            Assert.Null(detector.Value);
        }
    }

    [Fact]
    public void Options_are_checked_all_at_once()
    {
        var bad = Options with { AdxPeriod = 1, TrendAdxExit = 30.0, VolatileRankMin = double.NaN };
        Assert.Equal(
            ["adx_period", "trend_adx_exit", "volatile_rank_min", "volatile_rank_exit"],
            bad.Validate().Select(static mistake => mistake.Split(' ')[0]));
        Assert.Throws<ArgumentException>(() => new RegimeDetector(bad));
    }

    private static MarketRegime[] Known(List<MarketRegime?> states) => [.. states.OfType<MarketRegime>()];

    private static List<MarketRegime?> Run(Func<int, double> move, Func<int, double> wick)
    {
        var detector = new RegimeDetector(Options);
        var random = new SeededRandom(12);
        var states = new List<MarketRegime?>();
        var price = 100.0;
        for (var i = 0; i < 600; i++)
        {
            var open = price;
            price *= Math.Exp(move(i));
            var high = Math.Max(open, price) * (1 + (wick(i) * random.NextDouble()));
            var low = Math.Min(open, price) * (1 - (wick(i) * random.NextDouble()));
            states.Add(detector.Add(open, high, low, price));
        }

        return states;
    }
}
