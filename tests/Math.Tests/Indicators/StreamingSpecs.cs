using WhaleStack.Quant.Tests.Support;

namespace WhaleStack.Quant.Tests.Indicators;

/// <summary>What holds of every indicator: streaming is batch, warm-up is as written, clearing forgets.</summary>
public sealed class StreamingSpecs
{
    public static TheoryData<string> Names => [.. IndicatorCase.All.Select(static one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Streaming_equals_batch_bit_for_bit(string name)
    {
        var one = Find(name);
        foreach (var candles in new[] { Candles.Recorded(), Candles.Walk(1, 5_000), Candles.Walk(2, 3) })
        {
            var (first, whole) = one.Whole(candles);
            var streamed = one.Stream(candles);
            Assert.Equal(candles.Count, whole.Length);
            for (var i = 0; i < candles.Count; i++)
            {
                Assert.Equal(Bits(streamed[i]), Bits(whole[i]));
            }

            Assert.Equal(Math.Min(one.WarmUp - 1, candles.Count), first);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cleared_one_is_as_good_as_new(string name)
    {
        var one = Find(name);
        var (add, clear) = one.Begin();
        var (before, after) = (Candles.Walk(3, 40), Candles.Walk(4, 60));
        for (var i = 0; i < before.Count; i++)
        {
            add(before, i);
        }

        clear();
        var expected = one.Stream(after);
        for (var i = 0; i < after.Count; i++)
        {
            Assert.Equal(Bits(expected[i]), Bits(add(after, i)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_result_is_finite_also_of_flat_empty_and_huge_candles(string name)
    {
        var one = Find(name);
        double[] flat = [.. Enumerable.Repeat(5.0, 60)];
        double[] huge = [.. Enumerable.Range(0, 60).Select(static i => i % 3 == 0 ? 1e150 : i % 3 == 1 ? -1e150 : 0.0)];
        double[] high = [.. huge.Select(static h => Math.Max(h, 1e149))];
        foreach (var candles in new[]
        {
            new Candles(flat, flat, flat, new double[60]),
            new Candles(high, huge, huge, [.. huge.Select(Math.Abs)]),
            new Candles(new double[60], new double[60], new double[60], new double[60]),
        })
        {
            // Lows stand in for sold volumes at one of them.
            var usable = name == "CVD" ? candles with { Lows = candles.Volumes } : candles;
            Assert.All(one.Stream(usable).SelectMany(static r => r), static r => Assert.True(
                r is null || double.IsFinite(r.Value)));
            Assert.All(one.Whole(usable).Results.SelectMany(static r => r), static r => Assert.True(
                r is null || double.IsFinite(r.Value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_series_has_no_results(string name)
    {
        var (first, results) = Find(name).Whole(Candles.Walk(1, 0));
        Assert.Equal(0, first);
        Assert.Empty(results);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_no_number_is_refused_and_changes_nothing(string name)
    {
        var one = Find(name);
        var good = Candles.Walk(5, 40);
        var expected = one.Stream(good);
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e151 })
        {
            var (add, _) = one.Begin();
            double[] some = [bad];
            var candle = new Candles(some, some, some, some);
            for (var i = 0; i < good.Count; i++)
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => { add(candle, 0); });
                Assert.Equal(Bits(expected[i]), Bits(add(good, i)));
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => { one.Whole(candle); });
        }
    }

    private static IndicatorCase Find(string name) => IndicatorCase.All.Single(one => one.Name == name);

    private static string Bits(double?[] results) => string.Join(
        ' ', results.Select(static r => r is { } v ? $"{BitConverter.DoubleToInt64Bits(v):x}" : "none"));
}
