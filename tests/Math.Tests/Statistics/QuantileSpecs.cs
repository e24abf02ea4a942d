using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Quantiles of whole samples.</summary>
public sealed class QuantileSpecs
{
    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.25, 1.75)] // h = 0.25 x 3 = 0.75: 1 + 0.75 x (2 - 1)
    [InlineData(0.5, 2.5)]
    [InlineData(0.9, 3.7)]
    [InlineData(1.0, 4.0)]
    public void A_quantile_lies_between_its_neighbours(double share, double expected) =>
        Assert.Equal(expected, Quantile.Of([4.0, 1.0, 3.0, 2.0], share), 12);

    [Fact]
    public void Quantiles_rise_with_the_share_and_stay_within_the_values() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat[]>(),
        drawn =>
        {
            var values = drawn.Select(static v => v.Get).Append(double.MaxValue).Append(-1.0).ToArray();
            var quantiles = Enumerable.Range(0, 21).Select(i => Quantile.Of(values, i / 20.0)).ToArray();
            return quantiles[0] == values.Min() && quantiles[^1] == values.Max()
                && quantiles.Zip(quantiles.Skip(1)).All(static pair => pair.First <= pair.Second);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void What_has_no_quantile_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1.0, double.NaN], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1.0], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1.0], 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.OfSorted([2.0, 1.0], 0.5));
    }
}
