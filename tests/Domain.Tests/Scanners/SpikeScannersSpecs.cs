using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Funding;
using WhaleStack.Domain.Scanners.OpenInterest;
using WhaleStack.Domain.Scanners.Outlier;
using WhaleStack.Domain.Scanners.Price;
using WhaleStack.Domain.Scanners.Trend;
using WhaleStack.Domain.Scanners.Volume;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Scanners;

/// <summary>Scanners that compare a coin's facts with thresholds: on, at and below them.</summary>
public sealed class SpikeScannersSpecs
{
    private static readonly CoinFacts Nothing = Views.Nothing;

    [Theory]
    [InlineData(3.0, 0.03, "up")]
    [InlineData(-2.0, -0.02, "down")]
    [InlineData(1.99, 0.03, null)]
    [InlineData(3.0, 0.0199, null)]
    public void A_move_must_be_far_in_atr_and_in_price(double moveAtr, double moveFraction, string? label) =>
        AssertLabel(
            label,
            new PriceMoveScanner(new PriceMoveOptions(Views.Terms, 2.0, 0.02)),
            Nothing with { Price = Nothing.Price with { MoveAtr = moveAtr, MoveFraction = moveFraction } });

    [Theory]
    [InlineData(4.0, 6.0, "spike")]
    [InlineData(3.9, 6.0, null)]
    [InlineData(4.0, 4.9, null)]
    [InlineData(-9.0, 6.0, null)]
    public void Volume_must_be_high_by_both_measures(double z, double ratio, string? label) => AssertLabel(
        label,
        new VolumeSpikeScanner(new VolumeSpikeOptions(Views.Terms, 4.0, 5.0)),
        Nothing with { Volume = new VolumeFacts(1e6, ratio, z, 1e7) });

    [Theory]
    [InlineData(0.0005, 0.97, 40, "longs_pay")]
    [InlineData(-0.0005, 0.02, 40, "shorts_pay")]
    [InlineData(-0.0005, 0.97, 40, null)]
    [InlineData(0.0002, 0.97, 40, null)]
    [InlineData(0.0005, 0.94, 40, null)]
    [InlineData(0.0005, 0.97, 29, null)]
    public void Funding_must_be_high_and_rare(double rate, double percentile, int settlements, string? label) =>
        AssertLabel(
            label,
            new FundingExtremeScanner(new FundingExtremeOptions(Views.Terms, 0.0003, 0.95, 30)),
            Nothing with { Funding = new FundingFacts(rate, null, percentile, settlements) });

    [Theory]
    [InlineData(6.0, 0.05, "rise")]
    [InlineData(-6.0, -0.05, "fall")]
    [InlineData(4.9, 0.05, null)]
    [InlineData(6.0, 0.01, null)]
    public void Open_interest_must_jump(double z, double change, string? label) => AssertLabel(
        label,
        new OpenInterestSpikeScanner(new OpenInterestSpikeOptions(Views.Terms, 5.0, 0.03)),
        Nothing with { OpenInterest = new OpenInterestFacts(1e6, change, z) });

    [Theory]
    [InlineData(8.0, "up")]
    [InlineData(-8.5, "down")]
    [InlineData(7.9, null)]
    public void A_return_must_lie_far_outside(double returnZ, string? label) => AssertLabel(
        label,
        new OutlierScanner(new OutlierOptions(Views.Terms, 8.0)),
        Nothing with { Price = Nothing.Price with { ReturnZ = returnZ } });

    [Theory]
    [InlineData(0.5, 0.04, "up")]
    [InlineData(-0.5, -0.04, "down")]
    [InlineData(0.3, 0.04, null)]
    [InlineData(0.5, 0.01, null)]
    [InlineData(0.5, -0.04, null)]
    public void A_trend_is_straight_and_on_its_side_of_the_mean(double efficiency, double trend, string? label)
    {
        var view = Views.Of(
            Given.Btc, Nothing with { Price = Nothing.Price with { EfficiencyFraction = efficiency } });
        var scanner = new TrendScanner(new TrendOptions(Views.Terms, 0.35, 3.0, 2.0));
        var signal = Views.Ask(scanner, view with { TrendFraction = trend }).SingleOrDefault()?.Signal;
        Assert.Equal(label, signal?.Label);
        if (signal is not null)
        {
            // By hand: at 100 with an ATR of 1, the stop lies 2 ATR behind.
            Assert.Equal(efficiency > 0 ? (Side.Buy, 98m) : (Side.Sell, 102m), (signal.Direction, signal.StopQuote));
            Assert.Null(signal.TargetQuote);
        }
    }

    [Fact]
    public void What_is_not_known_raises_nothing()
    {
        IScanner[] scanners =
        [
            new PriceMoveScanner(new PriceMoveOptions(Views.Terms, 0.1, 0.0)),
            new VolumeSpikeScanner(new VolumeSpikeOptions(Views.Terms, 0.1, 1.0)),
            new FundingExtremeScanner(new FundingExtremeOptions(Views.Terms, 0.00001, 0.5, 2)),
            new OpenInterestSpikeScanner(new OpenInterestSpikeOptions(Views.Terms, 0.1, 0.0)),
            new OutlierScanner(new OutlierOptions(Views.Terms, 0.1)),
            new TrendScanner(new TrendOptions(Views.Terms, 0.01, 0.0, 1.0)),
        ];
        Assert.All(scanners, scanner => Assert.Empty(Views.Ask(scanner, Views.Of(Given.Btc))));
    }

    private static void AssertLabel(string? label, IScanner scanner, CoinFacts facts)
    {
        Signal? signal = Views.Ask(scanner, Views.Of(Given.Btc, facts)).SingleOrDefault()?.Signal;
        Assert.Equal(label, signal?.Label);
        if (signal is not null)
        {
            Assert.Null(signal.Direction);
            Assert.InRange(signal.ConfidenceFraction, 0.5, 1.0);
            Assert.NotEmpty(Assert.Single(signal.Reasons));
        }
    }
}
