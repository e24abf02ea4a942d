using WhaleStack.Quant.Tests.Support;

namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Volatility, drawdown and regime: what a whole series gives is what streaming gives, bit for bit.</summary>
public sealed class BatchSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<VolatilityEstimator> Estimators => [.. Enum.GetValues<VolatilityEstimator>()];

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Volatility_of_a_series_is_that_of_its_candles_one_by_one(VolatilityEstimator estimator)
    {
        foreach (var candles in All())
        {
            var opens = Opens(candles);
            var whole = new double[candles.Count];
            var first = RollingVolatility.Of(estimator, 24, opens, candles.Columns, whole);
            var volatility = new RollingVolatility(estimator, 24);
            // One candle more from close to close.
            var warmUp = estimator == VolatilityEstimator.CloseToClose ? 24 : 23;
            Assert.Equal(Math.Min(warmUp, candles.Count), first);
            for (var i = 0; i < candles.Count; i++)
            {
                Same(volatility.Add(opens[i], candles.Highs[i], candles.Lows[i], candles.Closes[i]), whole[i]);
                Assert.Equal(i < first, double.IsNaN(whole[i]));
            }
        }
    }

    [Fact]
    public void Forgetting_volatility_of_a_series_is_that_of_its_closes_one_by_one()
    {
        foreach (var candles in All())
        {
            var whole = new double[candles.Count];
            var first = EwmaVolatility.Of(candles.Closes, 0.94, whole);
            var volatility = new EwmaVolatility(0.94);
            Assert.Equal(Math.Min(17, candles.Count), first); // 1 / 0.06 returns, rounded up.
            for (var i = 0; i < candles.Count; i++)
            {
                Same(volatility.Add(candles.Closes[i]), whole[i]);
            }
        }
    }

    [Fact]
    public void Falls_of_a_series_are_those_of_its_values_one_by_one()
    {
        foreach (var candles in All())
        {
            DateTimeOffset[] times = [.. Enumerable.Range(0, candles.Count).Select(static i => Start.AddHours(i))];
            var depths = new double[candles.Count];
            var whole = DrawdownTracker.Of(times, candles.Closes, depths);
            var tracker = new DrawdownTracker();
            var peak = 0.0;
            for (var i = 0; i < candles.Count; i++)
            {
                tracker.Add(times[i], candles.Closes[i]);
                peak = Math.Max(peak, candles.Closes[i]);
                Same(tracker.Depth, depths[i]);
                Same((peak - candles.Closes[i]) / peak, depths[i]);
            }

            Assert.Equal(tracker.Deepest, whole.Deepest);
            Assert.Equal(tracker.Current, whole.Current);
            Assert.Equal(tracker.LongestBelowPeak, whole.LongestBelowPeak);
            Assert.Equal(candles.Count == 0 ? 0.0 : depths.Max(), whole.Deepest?.Fraction ?? 0.0);
        }
    }

    [Fact]
    public void Regimes_of_a_series_are_those_of_its_candles_one_by_one()
    {
        var options = new RegimeOptions(HistoryCandles: 200);
        foreach (var candles in All())
        {
            var opens = Opens(candles);
            var whole = new MarketRegime?[candles.Count];
            var first = RegimeDetector.Of(options, opens, candles.Columns, whole);
            var detector = new RegimeDetector(options);
            Assert.Equal(Math.Min(24 + 200 - 2, candles.Count), first);
            for (var i = 0; i < candles.Count; i++)
            {
                var state = detector.Add(opens[i], candles.Highs[i], candles.Lows[i], candles.Closes[i]);
                Assert.Equal(state, whole[i]);
            }

            Assert.True(candles.Count < 1_000 || whole.Distinct().Count() >= 4); // Null and three states at least.
        }
    }

    [Fact]
    public void Columns_of_different_lengths_and_bad_values_are_refused()
    {
        var candles = Candles.Walk(1, 3);
        var opens = Opens(candles);
        Assert.Throws<ArgumentOutOfRangeException>(() => RollingVolatility.Of(
            VolatilityEstimator.Parkinson, 2, opens.AsSpan(1), candles.Columns, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RollingVolatility.Of(
            VolatilityEstimator.Parkinson, 2, opens, candles.Columns, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RollingVolatility.Of(
            (VolatilityEstimator)9, 2, opens, candles.Columns, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RollingVolatility.Of(
            VolatilityEstimator.Parkinson, 2, [1e9, 1, 1], candles.Columns, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => EwmaVolatility.Of([1, 0, 1], 0.5, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => EwmaVolatility.Of([1, 2], 0.5, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawdownTracker.Of([Start], [1, 2], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawdownTracker.Of([Start], [-1], new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegimeDetector.Of(
            new RegimeOptions(), opens, candles.Columns, new MarketRegime?[4]));
    }

    private static Candles[] All() =>
        [Candles.Recorded(), Candles.Walk(1, 2_000), Candles.Walk(2, 3), Candles.Walk(3, 0)];

    // The close before, as far as it lies within the candle.
    private static double[] Opens(Candles candles) =>
    [
        .. Enumerable.Range(0, candles.Count).Select(i =>
            Math.Clamp(candles.Closes[Math.Max(0, i - 1)], candles.Lows[i], candles.Highs[i])),
    ];

    private static void Same(double? expected, double actual) => Assert.Equal(
        BitConverter.DoubleToInt64Bits(expected ?? double.NaN), BitConverter.DoubleToInt64Bits(actual));
}
