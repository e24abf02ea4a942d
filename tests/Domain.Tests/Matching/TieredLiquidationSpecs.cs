using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>A large position is cut tier by tier, as long as a lower tier may carry the rest.</summary>
/// <remarks>Tiers by value: 0.5 % to 20,000, 1 % to 100,000, 2.5 % to 1,000,000.</remarks>
public sealed class TieredLiquidationSpecs
{
    private readonly Bourse _bourse = new(new FeeSchedule(0m, 0m), 1_000_000m);

    [Fact]
    public void A_position_is_cut_to_the_tier_below_where_that_carries_the_rest()
    {
        Enter(2_000m, leverage: 10m); // 200,000, with 20,000 behind it: bankrupt at 90.
        Assert.Empty(_bourse.Mark(92m).OfType<ExchangeEvents.Liquidated>());

        // By hand, at 91.5: left 3,000 of 183,000; margin 183,000 x 2.5 % - 1,600 = 2,975. At 91.48: 2,960 <= 2,974.
        var taken = Assert.Single(_bourse.Mark(91.48m).OfType<ExchangeEvents.Liquidated>());
        var kept = 1_093.1m; // 100,000 / 91.48, down to a step of 0.1.
        Assert.Equal((2_000m, 2_000m - kept, 90m), (
            taken.PositionBase, taken.Execution.SizeBase, taken.BankruptcyQuote));
        var left = _bourse.Position(Ann);
        Assert.Equal((kept, 100m), (left.SizeBase, left.EntryQuote!.Value));
        Assert.Equal(20_000m * kept / 2_000m, left.MarginQuote, 8);
        Assert.True(left.MarginQuote + left.UnrealizedQuote > left.MaintenanceQuote);
        Assert.Equal(90m, left.BankruptcyQuote!.Value, 8);
    }

    [Fact]
    public void Where_the_tier_below_does_not_carry_it_the_next_one_may()
    {
        Enter(2_000m, leverage: 10m);

        // By hand, at 90.6: left 0.6 of 90.6, 0.66 %: too little for 100,000 (0.9 %), enough for 20,000 (0.5 %).
        var taken = _bourse.Mark(90.6m).OfType<ExchangeEvents.Liquidated>().ToList();
        Assert.Equal([2_000m, 1_103.7m], taken.Select(gone => gone.PositionBase));
        Assert.Equal(220.7m, _bourse.Size(Ann));
    }

    [Fact]
    public void What_the_lowest_rate_would_not_carry_goes_at_once_and_as_a_whole()
    {
        Enter(2_000m, leverage: 10m);
        var taken = Assert.Single(_bourse.Mark(90.4m).OfType<ExchangeEvents.Liquidated>());
        Assert.Equal(2_000m, taken.Execution.SizeBase);
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void Of_cross_positions_the_one_in_the_highest_tier_is_cut_first()
    {
        _bourse.Leverage(Ann, 10m);
        _bourse.Do(new ExchangeCommands.UpdatePrices(_bourse.Now, Given.Btc, 10_000m));
        _bourse.Trade(Ann, Bob, 9_000m, 100m);
        _bourse.Place(Bob, Order(Side.Sell, 1m, 10_000m), Given.Btc);
        _bourse.Place(Ann, Order(Side.Buy, 1m, 10_000m), Given.Btc);
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, Ann, -850_000m));

        // By hand, at 85.4: left 150,000 - 9,000 x 14.6 = 18,600; margin 768,600 x 2.5 % - 1,600 + 50 = 17,665. At
        // 85.2: 16,800 <= 17,620.
        Assert.Empty(_bourse.Mark(85.4m).OfType<ExchangeEvents.Liquidated>());
        var taken = Assert.Single(_bourse.Mark(85.2m).OfType<ExchangeEvents.Liquidated>());
        Assert.Equal((Given.Sol, 9_000m - 1_173.7m), (taken.Instrument, taken.Execution.SizeBase));
        Assert.Equal(2, _bourse.Exchange.Positions(Ann).Count);
        var wallet = _bourse.Wallet(Ann);
        Assert.True(wallet.EquityQuote > wallet.MaintenanceQuote);
    }

    private void Enter(decimal size, decimal leverage)
    {
        _bourse.Isolate(Ann);
        _bourse.Leverage(Ann, leverage);
        _bourse.Trade(Ann, Bob, size, 100m);
    }
}
