namespace WhaleStack.Quant.Tests.Indicators;

/// <summary>Moving windows against calculations by hand, and over millions of values.</summary>
public sealed class WindowSpecs
{
    [Fact]
    public void Averages_of_the_last_three_by_hand()
    {
        double[] values = [1, 2, 6, 4, 5, 9, 1];
        var results = new double[7];
        Assert.Equal(2, Sma.Of(values, 3, results));
        Assert.Equal([double.NaN, double.NaN, 3, 4, 5, 6, 5], results);
        Assert.Equal(2, Wma.Of(values, 3, results));

        // (1 + 2 x 2 + 3 x 6) / 6 = 23/6, (2 + 12 + 12) / 6, (6 + 8 + 15) / 6, (4 + 10 + 27) / 6, (5 + 18 + 3) / 6
        double[] weighted = [23, 26, 29, 41, 26];
        Assert.All(weighted.Select((w, i) => (w / 6.0, results[i + 2])), p => Assert.Equal(p.Item1, p.Item2, 12));
    }

    [Fact]
    public void Deviations_of_the_last_four_by_hand()
    {
        // Of 2, 4, 4, 6: mean 4, squares 8; of 4, 4, 6, 10: mean 6, squares 24.
        double[] values = [2, 4, 4, 6, 10];
        var results = new double[5];
        StandardDeviation.Of(values, 4, results);
        Assert.Equal(Math.Sqrt(2.0), results[3], 12);
        Assert.Equal(Math.Sqrt(6.0), results[4], 12);
        StandardDeviation.Of(values, 4, results, isSample: true);
        Assert.Equal(Math.Sqrt(8.0), results[4], 12);

        var bands = new BollingerValue[5];
        Assert.Equal(3, Bollinger.Of(values, 4, 2.0, bands));
        Assert.Equal(6.0 + (2.0 * Math.Sqrt(6.0)), bands[4].Upper, 12);
        Assert.Equal(4.0 / Math.Sqrt(6.0), bands[4].ZScore!.Value, 12);
        Assert.Equal(4.0 * Math.Sqrt(6.0) / 6.0, bands[4].Width!.Value, 12);
        Assert.Equal(0.5 + (1.0 / Math.Sqrt(6.0)), bands[4].PercentB!.Value, 12);
    }

    [Fact]
    public void Equal_values_deviate_by_exactly_nothing()
    {
        var bollinger = new Bollinger(7);
        for (var i = 0; i < 100; i++)
        {
            bollinger.Add(0.1);
        }

        var bands = bollinger.Value!.Value;
        Assert.Equal((0.1, 0.1, 0.1, 0.0), (bands.Middle, bands.Upper, bands.Lower, bands.Deviation));
        Assert.Null(bands.ZScore);
        Assert.Null(bands.PercentB);
    }

    [Fact]
    public void Extremes_of_the_last_three_by_hand()
    {
        double[] highs = [5, 3, 4, 2, 2, 6];
        double[] lows = [4, 1, 3, 1.5, 2, 5];
        var channels = new DonchianValue[6];
        Assert.Equal(2, Donchian.Of(new CandleColumns(highs, lows, lows), 3, channels));
        Assert.Equal([new(5, 1), new(4, 1), new(4, 1.5), new(6, 1.5)], channels[2..]);
        Assert.Equal(3.75, channels[5].Middle);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Every_window_is_what_its_values_say(int period)
    {
        var random = new SeededRandom(9);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => 1_000.0 + random.NextNormal())];
        var (sma, wma, deviation) = (new double[400], new double[400], new double[400]);
        var channels = new DonchianValue[400];
        Sma.Of(values, period, sma);
        Wma.Of(values, period, wma);
        StandardDeviation.Of(values, period, deviation);
        Donchian.Of(new CandleColumns(values, values, values), period, channels);
        for (var i = period - 1; i < values.Length; i++)
        {
            var window = values[(i - period + 1)..(i + 1)];
            var mean = window.Average();
            Assert.Equal(mean, sma[i], 9);
            Assert.Equal(window.Select((v, k) => v * (k + 1)).Sum() / (period * (period + 1) / 2.0), wma[i], 9);
            Assert.Equal(Math.Sqrt(window.Sum(v => (v - mean) * (v - mean)) / period), deviation[i], 9);
            Assert.Equal(new DonchianValue(window.Max(), window.Min()), channels[i]);
        }
    }

    [Fact]
    public void A_huge_value_leaves_no_trace_and_millions_of_values_do_not_drift()
    {
        var random = new SeededRandom(4);
        var (sma, wma, vwap) = (new Sma(50), new Wma(50), new Vwap(50));
        var (deviation, correlation) = (new StandardDeviation(50), new Cvd());
        var window = new Queue<double>();
        for (var i = 0; i < 2_000_000; i++)
        {
            var value = i % 100_000 == 5 ? 1e17 : 50_000.0 + random.NextNormal();
            sma.Add(value);
            wma.Add(value);
            vwap.Add(value, 1.0);
            deviation.Add(value);
            correlation.Add(value, value);
            window.Enqueue(value);
            if (window.Count > 50)
            {
                window.Dequeue();
            }
        }

        var exact = window.Select(static v => (decimal)v).ToArray();
        var mean = exact.Average();
        var squares = exact.Sum(v => (v - mean) * (v - mean));
        Assert.Equal((double)mean, sma.Value!.Value, 9);
        Assert.Equal((double)mean, vwap.Value!.Value, 9);
        Assert.Equal((double)exact.Select(static (v, k) => v * (k + 1)).Sum() / 1_275.0, wma.Value!.Value, 9);
        Assert.Equal(Math.Sqrt((double)squares / 50.0), deviation.Value!.Value, 9);
        Assert.Equal(0.0, correlation.Value);
    }

    [Fact]
    public void Periods_out_of_range_are_refused_by_name()
    {
        foreach (var period in new[] { 0, -1, int.MinValue, 10_001 })
        {
            Assert.Equal("period", Refused(() => new Sma(period)).ParamName);
            Assert.Equal("period", Refused(() => new Wma(period)).ParamName);
            Assert.Equal("period", Refused(() => new StandardDeviation(period)).ParamName);
            Assert.Equal("period", Refused(() => new Donchian(period)).ParamName);
            Assert.Equal("period", Refused(() => new Vwap(period)).ParamName);
            Assert.Equal("period", Refused(() => new Adx(period)).ParamName);
        }

        Assert.Equal("period", Refused(() => new StandardDeviation(1, isSample: true)).ParamName);
        Assert.Equal("multiple", Refused(() => new Bollinger(20, double.NaN)).ParamName);
        Assert.Equal("multiple", Refused(() => new Bollinger(20, 0.0)).ParamName);
        Assert.Equal("slow", Refused(() => new Macd(12, 12, 9)).ParamName);
        Assert.Equal("results.Length", Refused(() => Sma.Of([1, 2], 1, new double[1])).ParamName);
        Assert.Equal("values[1]", Refused(() => Sma.Of([1, double.NaN], 1, new double[2])).ParamName);
        Assert.Equal("lows.Length", Refused(() => Atr.Of(new CandleColumns([1], [], [1]), 1, new double[1])).ParamName);
        Assert.Equal("highs[1]", Refused(
            () => Atr.Of(new CandleColumns([1, 1], [1, 2], [1, 1]), 1, new double[2])).ParamName);
    }

    private static ArgumentException Refused(Func<object> make) =>
        Assert.ThrowsAny<ArgumentException>(() => { make(); });
}
