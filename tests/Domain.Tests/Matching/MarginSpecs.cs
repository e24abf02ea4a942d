using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>What orders and positions bind, and what leverage and modes allow.</summary>
public sealed class MarginSpecs
{
    private readonly Bourse _bourse = new(new FeeSchedule(0m, 0m));

    [Fact]
    public void Orders_bind_their_value_over_leverage_until_they_end()
    {
        _bourse.Leverage(Ann, 10m);
        var id = _bourse.Buy(Ann, 10m, 99m).Id();
        Assert.Equal(99m, _bourse.Wallet(Ann).OrderMarginQuote); // 990 / 10.
        Assert.Equal(9_901m, _bourse.Wallet(Ann).AvailableQuote);
        _bourse.Cancel(Ann, id);
        Assert.Equal(10_000m, _bourse.Wallet(Ann).AvailableQuote);
    }

    [Fact]
    public void Both_sides_bind_only_the_larger_one()
    {
        _bourse.Buy(Ann, 10m, 99m);
        _bourse.Sell(Ann, 10m, 101m);
        Assert.Equal(1_010m, _bourse.Wallet(Ann).OrderMarginQuote);
    }

    [Fact]
    public void What_closes_binds_nothing_and_what_turns_round_only_the_rest()
    {
        _bourse.Trade(Ann, Bob, 10m, 100m);
        _bourse.Sell(Ann, 10m, 101m);
        Assert.Equal(0m, _bourse.Wallet(Ann).OrderMarginQuote);
        _bourse.Sell(Ann, 15m, 102m); // 25 against a long of 10: 15 / 25 of 2,540 open a short; the long binds 1,000.
        Assert.Equal(524m, _bourse.Wallet(Ann).OrderMarginQuote);
    }

    [Fact]
    public void The_takers_fee_and_the_loss_to_begin_with_are_bound_too()
    {
        var bourse = new Bourse();
        bourse.Leverage(Ann, 10m);
        bourse.Buy(Ann, 10m, 102m);

        // By hand: 1020 / 10 + 1020 x 0.055 % + 10 x (102 - 100) = 102 + 0.561 + 20.
        Assert.Equal(122.561m, bourse.Wallet(Ann).OrderMarginQuote);
    }

    [Fact]
    public void No_more_is_opened_than_the_account_can_bind()
    {
        Assert.Equal(ExchangeRefusal.InsufficientMargin, _bourse.Buy(Ann, 101m, 100m).Refusal());
        Assert.Null(_bourse.Buy(Ann, 100m, 100m).Refusal());
        Assert.Equal(ExchangeRefusal.InsufficientMargin, _bourse.Buy(Ann, 0.1m, 100m).Refusal());
    }

    [Fact]
    public void A_market_order_is_valued_at_the_prices_it_would_reach()
    {
        _bourse.Sell(Bob, 50m, 100m);
        _bourse.Sell(Cat, 50m, 104m);
        Assert.Equal(ExchangeRefusal.InsufficientMargin, _bourse.Buy(Ann, 98m, null).Refusal());
        Assert.Null(_bourse.Buy(Ann, 50m, null).Refusal());
        Assert.Equal(50m, _bourse.Size(Ann));
    }

    [Fact]
    public void Cross_margin_follows_the_mark_price_and_open_profit_is_free()
    {
        _bourse.Leverage(Ann, 10m);
        _bourse.Trade(Ann, Bob, 10m, 100m);
        _bourse.Mark(120m);
        var wallet = _bourse.Wallet(Ann);
        Assert.Equal((200m, 120m, 6m), (wallet.UnrealizedQuote, wallet.PositionMarginQuote, wallet.MaintenanceQuote));
        Assert.Equal(10_080m, wallet.AvailableQuote);
        Assert.Equal(10_200m, wallet.EquityQuote);
    }

    [Fact]
    public void Isolated_margin_is_set_aside_released_and_added_to()
    {
        _bourse.Isolate(Ann);
        _bourse.Leverage(Ann, 10m);
        _bourse.Trade(Ann, Bob, 10m, 100m);
        Assert.Equal(100m, _bourse.Position(Ann).MarginQuote);
        _bourse.Mark(120m);
        Assert.Equal(9_900m, _bourse.Wallet(Ann).AvailableQuote); // Its profit is not free.
        Add(50m);
        Assert.Equal(150m, _bourse.Position(Ann).MarginQuote);
        Assert.Equal(ExchangeRefusal.InsufficientMargin, Add(-50.01m).Refusal());
        Assert.Null(Add(-50m).Refusal());
        _bourse.Trade(Bob, Ann, 5m, 120m);
        Assert.Equal(50m, _bourse.Position(Ann).MarginQuote);
        Assert.Equal(10_100m, _bourse.Balance(Ann));
        _bourse.Trade(Bob, Ann, 5m, 120m);
        Assert.Equal(0m, _bourse.Wallet(Ann).PositionMarginQuote);
    }

    [Fact]
    public void Leverage_is_bounded_by_the_instrument_and_by_what_is_free()
    {
        Assert.Equal(ExchangeRefusal.InvalidLeverage, _bourse.Leverage(Ann, 51m).Refusal());
        Assert.Equal(ExchangeRefusal.InvalidLeverage, _bourse.Leverage(Ann, 0.5m).Refusal());
        Assert.Equal(ExchangeRefusal.NotModified, _bourse.Leverage(Ann, 1m).Refusal());
        _bourse.Leverage(Ann, 5m);
        _bourse.Trade(Ann, Bob, 100m, 100m);
        _bourse.Buy(Ann, 100m, 100m);
        Assert.Equal(ExchangeRefusal.InsufficientMargin, _bourse.Leverage(Ann, 1m).Refusal());
        Assert.Equal(5m, _bourse.Position(Ann).Leverage);
        Assert.Equal(2_000m, _bourse.Position(Ann).MarginQuote);
    }

    [Fact]
    public void An_isolated_position_takes_over_new_leverage()
    {
        _bourse.Isolate(Ann);
        _bourse.Leverage(Ann, 10m);
        _bourse.Trade(Ann, Bob, 10m, 100m);
        _bourse.Leverage(Ann, 5m);
        Assert.Equal(200m, _bourse.Position(Ann).MarginQuote);
        _bourse.Mark(99m);
        Assert.Equal(ExchangeRefusal.InsufficientMargin, _bourse.Leverage(Ann, 20m).Refusal()); // 50 - 10 < 49.5.
        Assert.Equal(200m, _bourse.Position(Ann).MarginQuote);
    }

    [Fact]
    public void The_tier_of_the_position_bounds_leverage()
    {
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, Ann, 1_000_000m));
        _bourse.Leverage(Ann, 50m);
        Assert.Null(_bourse.Buy(Ann, 200m, 100m).Refusal()); // 20,000: the lowest tier.
        Assert.Equal(ExchangeRefusal.RiskLimitExceeded, _bourse.Buy(Ann, 0.1m, 100m).Refusal());
        _bourse.Leverage(Ann, 10m);
        Assert.Null(_bourse.Buy(Ann, 4_000m, 100m).Refusal());
        Assert.Equal(ExchangeRefusal.RiskLimitExceeded, _bourse.Leverage(Ann, 25m).Refusal());
        Assert.Null(_bourse.Buy(Ann, 5_800m, 100m).Refusal()); // 1,000,000 in all.
        Assert.Equal(ExchangeRefusal.RiskLimitExceeded, _bourse.Buy(Ann, 0.1m, 100m).Refusal());
    }

    [Fact]
    public void Modes_change_only_while_nothing_is_open()
    {
        var id = _bourse.Buy(Ann, 1m, 99m).Id();
        Assert.Equal(ExchangeRefusal.OrdersOpen, _bourse.Isolate(Ann).Refusal());
        Assert.Equal(ExchangeRefusal.OrdersOpen, _bourse.Hedge(Ann).Refusal());
        _bourse.Cancel(Ann, id);
        _bourse.Trade(Ann, Bob, 1m, 100m);
        Assert.Equal(ExchangeRefusal.PositionOpen, _bourse.Isolate(Ann).Refusal());
        Assert.Equal(ExchangeRefusal.PositionOpen, _bourse.Hedge(Ann).Refusal());
        Assert.Null(_bourse.Isolate(Cat).Refusal());
        Assert.Equal(ExchangeRefusal.NotModified, _bourse.Isolate(Cat).Refusal());
    }

    [Fact]
    public void Only_what_is_free_can_be_taken_out()
    {
        _bourse.Trade(Ann, Bob, 10m, 100m);
        Assert.Equal(ExchangeRefusal.InsufficientBalance, Transfer(-9_001m).Refusal());
        Assert.Null(Transfer(-9_000m).Refusal());
        Assert.Equal(0m, _bourse.Wallet(Ann).AvailableQuote);
    }

    [Fact]
    public void Hedge_mode_holds_a_long_and_a_short()
    {
        _bourse.Hedge(Ann);
        _bourse.Sell(Bob, 10m, 100m);
        _bourse.Buy(Bob, 10m, 99m);
        Assert.Equal(ExchangeRefusal.PositionLegMismatch, _bourse.Buy(Ann, 1m, 100m).Refusal());
        Leg(Side.Buy, PositionLeg.Long, 3m);
        Leg(Side.Sell, PositionLeg.Short, 2m);
        Assert.Equal((3m, -2m), (_bourse.Size(Ann, PositionLeg.Long), _bourse.Size(Ann, PositionLeg.Short)));
        Assert.Equal(ExchangeRefusal.PositionLegMismatch,
            _bourse.Place(Bob, Order(Side.Buy, 1m, 100m) with { Leg = PositionLeg.Long }).Refusal());

        // A sale on the long closes, said to be reduce-only or not, and never more than there is.
        Leg(Side.Sell, PositionLeg.Long, 5m);
        Assert.Equal((0m, -2m), (_bourse.Size(Ann, PositionLeg.Long), _bourse.Size(Ann, PositionLeg.Short)));
        Assert.Equal(ExchangeRefusal.NothingToReduce, Leg(Side.Sell, PositionLeg.Long, 1m).Refusal());
    }

    [Fact]
    public void Each_leg_has_its_own_leverage()
    {
        _bourse.Hedge(Ann);
        _bourse.Do(new ExchangeCommands.SetLeverage(_bourse.Now, Ann, Given.Sol, 10m, 4m));
        _bourse.Sell(Bob, 10m, 100m);
        _bourse.Buy(Bob, 10m, 99m);
        Leg(Side.Buy, PositionLeg.Long, 2m);
        Leg(Side.Sell, PositionLeg.Short, 2m);
        Assert.Equal(20m, _bourse.Position(Ann, PositionLeg.Long).MarginQuote);
        Assert.Equal(50m, _bourse.Position(Ann, PositionLeg.Short).MarginQuote);
    }

    private IReadOnlyList<ExchangeEvent> Leg(Side side, PositionLeg leg, decimal size) =>
        _bourse.Place(Ann, Order(side, size, null) with { Leg = leg });

    private IReadOnlyList<ExchangeEvent> Add(decimal amount) =>
        _bourse.Do(new ExchangeCommands.AddMargin(_bourse.Now, Ann, Given.Sol, PositionLeg.Net, amount));

    private IReadOnlyList<ExchangeEvent> Transfer(decimal amount) =>
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, Ann, amount));
}
