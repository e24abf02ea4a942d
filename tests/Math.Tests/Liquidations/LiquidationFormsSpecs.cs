using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests;

/// <summary>Inverse, bankrupt and tiered: the venues' worked examples, and what must hold for any position.</summary>
public sealed class LiquidationFormsSpecs
{
    // As published for one contract: maintenance by notional, with the venue's own amounts to deduct.
    private static readonly MaintenanceTiers Tiers = new(
        new(0m, 0.005m), new(50_000m, 0.01m), new(250_000m, 0.025m), new(1_000_000m, 0.05m), new(10_000_000m, 0.10m));

    private static readonly InversePosition<decimal> Inverse = new(
        LiquidationSide.Longs, 60_000m, 50_000m, 10m, 0.005m, 0m, 0m);

    [Theory]
    [InlineData(LiquidationSide.Longs, 45662.10, 45681.82)]
    [InlineData(LiquidationSide.Shorts, 55248.62, 55277.78)]
    public void An_inverse_position_has_the_published_prices(LiquidationSide side, double atEntry, double atMark)
    {
        // By hand: long 60000 / (1.2 + 0.12 - 0.006) and 60300 / (1.2 + 0.12); short 60000 / 1.086 and 59700 / 1.08.
        var position = Inverse with { Side = side };
        Assert.Equal((decimal)atEntry, Math.Round(InverseLiquidation.IsolatedAtEntry(position)!.Value, 2));
        Assert.Equal((decimal)atMark, Math.Round(InverseLiquidation.Isolated(position, 0.00055m)!.Value, 2));
    }

    [Theory]
    [InlineData(LiquidationSide.Longs, 45_250)]
    [InlineData(LiquidationSide.Shorts, 54_750)]
    public void A_linear_position_with_its_margin_at_entry_has_the_older_price(LiquidationSide side, double expected)
    {
        // By hand: IM 2500, MM 125, q 0.5: 50000 -/+ 2375 / 0.5.
        var position = new IsolatedPosition<decimal>(side, 0.5m, 50_000m, 10m, 0.005m, 0m, 0m);
        Assert.Equal((decimal)expected, LiquidationPrice.IsolatedLinearAtEntry(position));
    }

    [Fact]
    public void Added_margin_moves_an_inverse_liquidation_away()
    {
        // By hand: long 60300 / (1.32 + 0.1 / 1.001 + 0.01); short 59700 / (1.08 - 0.1 / 0.999 - 0.01).
        var position = Inverse with { ExtraMarginBase = 0.1m, DeductionBase = 0.01m };
        Assert.Equal(
            60_300m / (1.33m + (0.1m / 1.001m)), InverseLiquidation.Isolated(position, 0.001m)!.Value, 15);
        Assert.Equal(
            59_700m / (1.07m - (0.1m / 0.999m)),
            InverseLiquidation.Isolated(position with { Side = LiquidationSide.Shorts }, 0.001m)!.Value,
            15);
    }

    [Fact]
    public void Cross_margin_of_an_inverse_position_is_found_by_its_definition()
    {
        foreach (var (backing, size) in new[] { (0.12m, 60_000m), (0.12m, -60_000m), (0.7m, -60_000m), (0m, 10m) })
        {
            var price = InverseLiquidation.Cross(backing, size, 50_000m, 0.005m, 0.0001m)!.Value;
            // What is left of balance and profit is the maintenance margin at that price.
            var left = backing + (size / 50_000m) - (size / price);
            Assert.Equal((Math.Abs(size) * 0.005m / price) - 0.0001m, left, 15);
        }

        Assert.Null(InverseLiquidation.Cross(1.2m, -60_000m, 50_000m, 0.005m, 0m)); // A short fully covered.
    }

    [Fact]
    public void Nothing_is_left_of_the_margin_at_the_bankruptcy_price()
    {
        Assert.Equal(45_000m, BankruptcyPrice.Linear(LiquidationSide.Longs, 50_000m, 10m));
        Assert.Equal(55_000m, BankruptcyPrice.Linear(LiquidationSide.Shorts, 50_000m, 10m));
        Assert.Null(BankruptcyPrice.Linear(LiquidationSide.Longs, 50_000m, 1m));
        // By hand, inverse, 50,000 quote at 50,000 is 1 base, margin 0.1: loss 0.1 when 1 / P = 1.1 / 50,000.
        Assert.Equal(50_000m / 1.1m, BankruptcyPrice.Inverse(LiquidationSide.Longs, 50_000m, 10m)!.Value, 15);
        Assert.Equal(50_000m / 0.9m, BankruptcyPrice.Inverse(LiquidationSide.Shorts, 50_000m, 10m)!.Value, 15);
        Assert.Null(BankruptcyPrice.Inverse(LiquidationSide.Shorts, 50_000m, 1m));
    }

    [Fact]
    public void Deductions_are_the_published_ones_and_the_margin_has_no_jump()
    {
        Assert.Equal([0m, 250m, 4_000m, 29_000m, 529_000m], Tiers.All.Select(tier => tier.DeductionQuote));
        foreach (var tier in Tiers.All.Skip(1))
        {
            Assert.InRange(Tiers.MarginQuote(tier.FloorQuote) - Tiers.MarginQuote(tier.FloorQuote - 1m), 0m, 0.1m);
        }

        Assert.Equal(0m, Tiers.MarginQuote(0m));
        Assert.Equal(0.005m, Tiers.Of(49_999m).MaintenanceFraction);
        Assert.Equal(0.01m, Tiers.Of(50_000m).MaintenanceFraction);
    }

    [Fact]
    public void The_tier_is_that_of_the_notional_at_the_liquidation_price()
    {
        // By hand: 5.2 at 50,000 = 260,000 is in the third tier; at ten times it falls below 250,000, so the second
        // holds: (260000 - 26000 - 250) / (5.2 x 0.99) = 45,411.81, worth 236,141.
        var price = Tiers.IsolatedLinear(LiquidationSide.Longs, 5.2m, 50_000m, 10m);
        Assert.Equal(233_750m / (5.2m * 0.99m), price!.Value, 15);
    }

    [Fact]
    public void A_cross_position_has_the_short_form_that_venues_print()
    {
        // WB + cum - s q E over q (m - s), in the tier of 250,000 to 1,000,000.
        var price = Tiers.CrossLinear(30_000m, 8m, 50_000m);
        Assert.Equal((30_000m + 4_000m - 400_000m) / (8m * (0.025m - 1m)), price!.Value, 15);
        Assert.Equal(
            (30_000m + 4_000m + 400_000m) / (8m * (0.025m + 1m)), Tiers.CrossLinear(30_000m, -8m, 50_000m)!.Value, 15);
    }

    [Fact]
    public void At_the_price_found_what_is_left_is_the_maintenance_margin_of_its_notional() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(bool IsLong, PositiveInt Size, PositiveInt Entry, PositiveInt Leverage)>(),
            input =>
            {
                var side = input.IsLong ? LiquidationSide.Longs : LiquidationSide.Shorts;
                var (size, entry) = (input.Size.Get * 0.37m, input.Entry.Get * 113m);
                var leverage = 1m + (input.Leverage.Get % 90);
                if (Tiers.IsolatedLinear(side, size, entry, leverage) is not { } price)
                {
                    Assert.True(leverage < 2m);
                    return;
                }

                var sign = input.IsLong ? 1m : -1m;
                var left = (size * entry / leverage) + (sign * size * (price - entry));
                Assert.Equal(0.0, (double)((left - Tiers.MarginQuote(size * price)) / (size * entry)), 12);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new MaintenanceTiers());
        Assert.Throws<ArgumentException>(() => new MaintenanceTiers(new MaintenanceStep(1m, 0.1m)));
        Assert.Throws<ArgumentException>(() => new MaintenanceTiers(new(0m, 0.1m), new(0m, 0.2m)));
        Assert.Throws<ArgumentException>(() => new MaintenanceTiers(new(0m, 0.1m), new(5m, 0.1m)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tiers.Of(-1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tiers.CrossLinear(1m, 0m, 1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => InverseLiquidation.Cross(1m, 0m, 1m, 0.005m, 0m));
        Assert.Throws<ArgumentOutOfRangeException>(() => InverseLiquidation.Isolated(Inverse, 0.2m));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => InverseLiquidation.IsolatedAtEntry(Inverse with { SizeQuote = 0m }));
        Assert.Throws<ArgumentOutOfRangeException>(() => BankruptcyPrice.Linear(LiquidationSide.Longs, 0m, 2m));
        Assert.Throws<ArgumentOutOfRangeException>(() => BankruptcyPrice.Linear((LiquidationSide)7, 1m, 2m));
    }
}
