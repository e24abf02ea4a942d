namespace WhaleStack.Quant.Tests;

/// <summary>Indicators against calculations by hand.</summary>
public sealed class IndicatorSpecs
{
    [Fact]
    public void The_true_range_begins_with_the_second_candle_and_is_smoothed_by_wilder()
    {
        var atr = new Atr(2);
        atr.Add(10, 8, 9);
        Assert.Null(atr.Value);
        atr.Add(12, 10, 11); // max(2, |12 - 9|, |10 - 9|) = 3
        Assert.Null(atr.Value);
        atr.Add(11, 10, 10); // max(1, 0, 1) = 1; mean of the first two: 2
        Assert.Equal(2.0, atr.Value);
        atr.Add(10, 5, 6); // max(5, 0, 5) = 5; 2 + (5 - 2) / 2 = 3.5
        Assert.Equal(3.5, atr.Value);
        atr.Add(9, 8, 8); // max(1, 3, 2) = 3; 3.5 + (3 - 3.5) / 2 = 3.25
        Assert.Equal(3.25, atr.Value);
    }

    [Fact]
    public void An_ema_starts_at_the_mean_and_moves_by_two_over_n_plus_one()
    {
        var ema = new Ema(3);
        ema.Add(1);
        ema.Add(2);
        Assert.Null(ema.Value);
        ema.Add(6); // mean 3
        Assert.Equal(3.0, ema.Value!.Value, 12);
        ema.Add(5); // 3 + 0.5 x (5 - 3) = 4
        Assert.Equal(4.0, ema.Value!.Value, 12);
        ema.Add(0); // 4 + 0.5 x (0 - 4) = 2
        Assert.Equal(2.0, ema.Value!.Value, 12);
    }

    [Fact]
    public void Clearing_begins_the_warm_up_anew()
    {
        var atr = new Atr(1);
        atr.Add(2, 1, 1);
        atr.Add(3, 1, 2);
        Assert.Equal(2.0, atr.Value);
        atr.Clear();
        atr.Add(100, 90, 95);
        Assert.Null(atr.Value);
        atr.Add(101, 99, 100);
        Assert.Equal(6.0, atr.Value); // |101 - 95|, and nothing of the candles before.
        var ema = new Ema(1);
        ema.Add(5);
        ema.Clear();
        Assert.Null(ema.Value);
        ema.Add(7);
        Assert.Equal(7.0, ema.Value);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_refused(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ema(2).Add(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Atr(2).Add(value, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Atr(2).Add(1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Atr(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ema(0));
    }

    [Fact]
    public void A_drawdown_is_the_fall_over_the_peak()
    {
        Assert.Equal(0.25m, Drawdown.Fraction(200m, 150m));
        Assert.Equal(0m, Drawdown.Fraction(200m, 200m));
        Assert.Equal(1.5m, Drawdown.Fraction(200m, -100m));
        Assert.Equal(0m, Drawdown.Fraction(0m, 0m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Drawdown.Fraction(100m, 101m));
    }
}
