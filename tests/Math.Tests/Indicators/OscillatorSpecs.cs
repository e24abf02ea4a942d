using FsCheck;
using FsCheck.Fluent;
using WhaleStack.Quant.Tests.Support;

namespace WhaleStack.Quant.Tests.Indicators;

/// <summary>Oscillators and cumulative volumes against calculations by hand.</summary>
public sealed class OscillatorSpecs
{
    private static readonly string[] Bounded = ["RSI", "Stochastic", "ADX"];

    [Fact]
    public void The_rsi_is_the_share_of_rises_by_hand()
    {
        var rsi = new Rsi(2);
        Assert.Null(rsi.Add(10));
        Assert.Null(rsi.Add(12)); // +2
        Assert.Equal(100.0 * 1.0 / 1.5, rsi.Add(11)!.Value, 12); // -1: averages 1 and 0.5
        Assert.Equal(100.0 * 2.0 / 2.25, rsi.Add(14)!.Value, 12); // +3: 1 + (3 - 1) / 2 = 2, 0.25
        Assert.Equal(100.0 * 1.0 / 2.125, rsi.Add(12)!.Value, 12); // -2: 1, 0.25 + (2 - 0.25) / 2 = 1.125
    }

    [Fact]
    public void A_rise_that_never_ends_is_a_hundred_and_not_a_bit_more()
    {
        var random = new SeededRandom(1);
        var (rsi, adx, price) = (new Rsi(3), new Adx(1), 1.0);
        for (var i = 0; i < 10_000; i++)
        {
            price += random.NextDouble();
            Assert.True((rsi.Add(price) ?? 100.0) == 100.0);
            Assert.InRange(adx.Add(price, price, price)?.PlusDi ?? 0.0, 0.0, 100.0);
        }
    }

    [Fact]
    public void An_rsi_of_what_never_moved_is_not_defined()
    {
        var rsi = new Rsi(2);
        Assert.All([5.0, 5.0, 5.0, 5.0], v => Assert.Null(rsi.Add(v)));
        Assert.Equal(100.0, rsi.Add(6.0));
    }

    [Fact]
    public void The_macd_is_fast_less_slow_by_hand()
    {
        // EMA(1) is the value. EMA(2) from 1.5 with weight 2/3: 2.5, 3.5, then 8/3 x ... by hand below.
        var macd = new Macd(1, 2, 2);
        Assert.Null(macd.Add(1));
        Assert.Equal(new MacdValue(0.5, null), macd.Add(2)); // 2 - 1.5
        var second = macd.Add(3)!.Value; // slow 2.5: line 0.5; signal (0.5 + 0.5) / 2
        Assert.Equal(0.5, second.Line, 12);
        Assert.Equal(0.5, second.Signal!.Value, 12);
        var third = macd.Add(7)!.Value; // slow 2.5 + 2/3 x 4.5 = 5.5: line 1.5; signal 0.5 + 2/3 x 1
        Assert.Equal(1.5, third.Line, 12);
        Assert.Equal(0.5 + (2.0 / 3.0), third.Signal!.Value, 12);
        Assert.Equal(1.5 - 0.5 - (2.0 / 3.0), third.Histogram!.Value, 12);
    }

    [Fact]
    public void The_stochastic_is_the_place_between_the_extremes_by_hand()
    {
        var stochastic = new Stochastic(2, 1, 2);
        Assert.Null(stochastic.Add(10, 5, 7));
        Assert.Equal(new StochasticValue(60.0, null), stochastic.Add(9, 6, 8)); // (8 - 5) / (10 - 5)
        var point = stochastic.Add(9, 4, 5)!.Value; // (5 - 4) / (9 - 4) = 20; mean with 60: 40; J = 60 - 80
        Assert.Equal((20.0, 40.0, -20.0), (point.K, point.D, point.J));
        stochastic.Clear();
        stochastic.Add(5, 5, 5);
        Assert.Equal(50.0, stochastic.Add(5, 5, 5)!.Value.K);
    }

    [Fact]
    public void Directional_movement_by_hand()
    {
        var adx = new Adx(1);
        Assert.Null(adx.Add(10, 8, 9));
        var up = adx.Add(13, 9, 12)!.Value; // up 3, down -1; TR max(4, 4, 0) = 4: +DI 75, DX 100
        Assert.Equal((75.0, 0.0, 100.0, 100.0), (up.PlusDi, up.MinusDi, up.Dx, up.Average));
        Assert.Null(up.Rating);
        var both = adx.Add(14, 7, 8)!.Value; // up 1, down 2: only the larger counts; TR max(7, 2, 5) = 7
        Assert.Equal(0.0, both.PlusDi);
        Assert.Equal(200.0 / 7.0, both.MinusDi, 12);
        Assert.Equal(100.0, both.Rating);
        var still = adx.Add(14, 7, 8)!.Value;
        Assert.Equal((0.0, 0.0, 0.0, 0.0, 50.0), (still.PlusDi, still.MinusDi, still.Dx, still.Average, still.Rating));
    }

    [Fact]
    public void Volumes_add_up_by_hand()
    {
        var balances = new double[5];
        Obv.Of([1, 2, 2, 1, 3], [10, 20, 30, 40, 50], balances);
        Assert.Equal([0, 20, 20, -20, 30], balances);
        var deltas = new double[3];
        Cvd.Of([1, 2, 0], [0, 5, 0.5], deltas);
        Assert.Equal([1, -2, -2.5], deltas);

        // A plain sum would lose the ones beside 1e16.
        var cvd = new Cvd();
        cvd.Add(1e16, 0);
        for (var i = 0; i < 1_000; i++)
        {
            cvd.Add(1, 0);
        }

        Assert.Equal(1_000.0, cvd.Add(0, 1e16));
    }

    [Fact]
    public void Average_prices_by_volume_by_hand()
    {
        var vwap = new Vwap(2);
        Assert.Null(vwap.Add(10, 1));
        Assert.Equal(17.5, vwap.Add(20, 3)); // (10 + 60) / 4
        Assert.Equal(20.0, vwap.Add(5, 0));
        Assert.Null(vwap.Add(7, 0)); // Nothing traded in the last two.
        var session = new SessionVwap(TimeSpan.FromDays(1));
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Null(session.Add(noon, 10, 0));
        Assert.Equal(10.0, session.Add(noon, 10, 1));
        Assert.Equal(17.5, session.Add(noon.AddHours(11), 20, 3));
        Assert.Equal(30.0, session.Add(noon.AddHours(12), 30, 5)); // Midnight: a new session.
        Assert.Equal("at", Assert.Throws<ArgumentOutOfRangeException>(
            () => { session.Add(noon, 10, 1); }).ParamName);
        Assert.Equal(30.0, session.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => { vwap.Add(10, -1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionVwap(TimeSpan.Zero));
    }

    [Fact]
    public void Oscillators_stay_in_their_range_and_do_not_feel_the_scale() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var candles = Candles.Walk((ulong)seed, 80);
            double[] Eighth(double[] values) => [.. values.Select(static v => v / 8.0)];
            var scaled = new Candles(
                Eighth(candles.Highs), Eighth(candles.Lows), Eighth(candles.Closes), candles.Volumes);
            foreach (var name in Bounded)
            {
                var one = IndicatorCase.All.Single(c => c.Name == name);
                var (_, results) = one.Whole(candles);
                var (_, again) = one.Whole(scaled); // By a power of two, so not a bit may differ.
                Assert.Equal(results, again);
                var bounded = results.SelectMany(static r => r.Take(2));
                Assert.All(bounded, static r => Assert.True(r is null or (>= 0 and <= 100)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
}
