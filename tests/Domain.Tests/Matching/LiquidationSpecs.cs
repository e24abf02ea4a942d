using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>What its margin no longer carries is taken over.</summary>
public sealed class LiquidationSpecs
{
    private readonly Bourse _bourse = new(new FeeSchedule(0m, 0m));

    [Theory]
    [InlineData(Side.Buy, 45226.13, 45000.0)]
    [InlineData(Side.Sell, 54726.37, 55000.0)]
    public void The_published_example_is_liquidated_at_its_price(Side side, double expected, double bankruptcy)
    {
        // E 50000, L 10, m 0.005, d 0, q 0.5: the worked example of the venues' help pages, exact form.
        var terms = Terms(Given.Eth, new FeeSchedule(0m, 0m), null) with { Tiers = [new(1_000_000m, 0.005m, 50m)] };
        _bourse.Do(new ExchangeCommands.ListInstrument(_bourse.Now, terms));
        Mark(Given.Eth, 50_000m);
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, Bob, 1_000_000m));
        _bourse.Do(new ExchangeCommands.SetMarginMode(_bourse.Now, Ann, Given.Eth, MarginMode.Isolated));
        _bourse.Do(new ExchangeCommands.SetLeverage(_bourse.Now, Ann, Given.Eth, 10m, 10m));
        _bourse.Place(Bob, Order(side.Opposite(), 0.5m, 50_000m), Given.Eth);
        _bourse.Place(Ann, Order(side, 0.5m, 50_000m), Given.Eth);
        var position = Assert.Single(_bourse.Exchange.Positions(Ann));
        Assert.Equal((decimal)expected, Math.Round(position.LiquidationQuote!.Value, 2));
        Assert.Equal((decimal)bankruptcy, position.BankruptcyQuote);

        var away = side.Sign() * 0.01m;
        Assert.Empty(Mark(Given.Eth, (decimal)expected + away).OfType<ExchangeEvents.Liquidated>());
        var gone = Mark(Given.Eth, (decimal)expected - away).OfType<ExchangeEvents.Liquidated>().Single();
        Assert.Equal((decimal)bankruptcy, gone.BankruptcyQuote);
        Assert.Equal(7_500m, _bourse.Balance(Ann));
    }

    [Fact]
    public void A_position_goes_to_the_fund_which_sells_it_and_keeps_the_difference()
    {
        Enter(10m, isolated: true);
        _bourse.Buy(Bob, 10m, 91m);
        Assert.Empty(_bourse.Mark(90.46m).OfType<ExchangeEvents.Liquidated>());
        var events = _bourse.Mark(90.45m);

        // By hand: (1000 - 100) / (10 x 0.995) = 90.452; bankrupt at 90; sold at 91: the fund gains 10.
        var gone = Assert.Single(events.OfType<ExchangeEvents.Liquidated>());
        Assert.Equal((10m, 90.45m, 90m), (gone.PositionBase, gone.MarkQuote, gone.BankruptcyQuote));
        Assert.Equal(
            (ExecutionKind.Takeover, Side.Sell, 0L, -100m),
            (gone.Execution.Kind, gone.Execution.Side, gone.Execution.OrderId, gone.Execution.RealizedQuote));
        var unwound = events.Executions().Single(execution => execution.Account == AccountId.Insurance);
        Assert.Equal(91m, unwound.PriceQuote);
        Assert.Equal(10m, _bourse.Exchange.InsuranceQuote);
        Assert.Equal(9_900m, _bourse.Balance(Ann));
        Assert.Equal(0m, _bourse.Size(Ann));
    }

    [Fact]
    public void The_fund_pays_when_it_sells_for_less()
    {
        Enter(10m, isolated: true);
        _bourse.Buy(Bob, 10m, 88m);
        _bourse.Mark(89m);
        Assert.Equal(-20m, _bourse.Exchange.InsuranceQuote);
        Assert.Equal(9_900m, _bourse.Balance(Ann)); // Not a cent more than its margin, though the gap was wider.
    }

    [Fact]
    public void The_fund_tries_again_until_somebody_buys()
    {
        Enter(10m, isolated: true);
        _bourse.Mark(90m);
        Assert.Equal(10m, Assert.Single(_bourse.Exchange.Positions(AccountId.Insurance)).SizeBase);
        _bourse.Buy(Cat, 4m, 91m);
        _bourse.Mark(91m);
        Assert.Equal(6m, Assert.Single(_bourse.Exchange.Positions(AccountId.Insurance)).SizeBase);
        _bourse.Do(new ExchangeCommands.ReplaceHouseBook(
            _bourse.Now, Given.Sol, Side.Buy, [new HouseLevel(90m, 100m)]));
        Assert.Empty(_bourse.Exchange.Positions(AccountId.Insurance));
        Assert.Equal(4m, _bourse.Exchange.InsuranceQuote);
    }

    [Fact]
    public void Its_orders_are_cancelled_first()
    {
        Enter(10m, isolated: true);
        _bourse.Place(Ann, Reduce(Side.Sell, 10m, 120m));
        _bourse.Buy(Ann, 1m, 80m);
        var events = _bourse.Mark(90m);
        var cancelled = events.OfType<ExchangeEvents.OrderCancelled>().Where(c => c.Order.Account == Ann).ToList();
        Assert.Equal(2, cancelled.Count);
        Assert.All(cancelled, c => Assert.Equal(CancelReason.Liquidation, c.Reason));
        Assert.Empty(_bourse.Open(Ann));
    }

    [Fact]
    public void Cross_margin_stands_with_the_whole_wallet()
    {
        Enter(10m, isolated: false, size: 190m);

        // By hand: (10000 - 190 x 100) / (190 x (0.005 - 1)) = 47.6064...
        Assert.Equal(9_000m / 189.05m, _bourse.Position(Ann).LiquidationQuote!.Value, 8);
        Assert.Empty(_bourse.Mark(47.61m).OfType<ExchangeEvents.Liquidated>());
        Assert.Single(_bourse.Mark(47.60m).OfType<ExchangeEvents.Liquidated>());
        Assert.Equal(0m, Math.Round(_bourse.Balance(Ann), 6));
        Assert.True(_bourse.Balance(Ann) >= 0m);
    }

    [Fact]
    public void Cross_positions_go_together_each_with_its_share()
    {
        Enter(10m, isolated: false, size: 100m);
        _bourse.Do(new ExchangeCommands.UpdatePrices(_bourse.Now, Given.Btc, 10_000m));
        _bourse.Do(new ExchangeCommands.SetLeverage(_bourse.Now, Ann, Given.Btc, 10m, 10m));
        _bourse.Place(Bob, Order(Side.Sell, 1m, 10_000m), Given.Btc);
        _bourse.Place(Ann, Order(Side.Buy, 1m, 10_000m), Given.Btc);
        Assert.Empty(_bourse.Mark(50m).OfType<ExchangeEvents.Liquidated>());
        var events = Mark(Given.Btc, 5_000m);
        Assert.Equal(
            [Given.Btc, Given.Sol], events.OfType<ExchangeEvents.Liquidated>().Select(gone => gone.Instrument));

        // 10,000 - 5,000 - 5,000 = 0 is left: both are taken over at their mark prices.
        Assert.Equal([5_000m, 50m], events.OfType<ExchangeEvents.Liquidated>().Select(gone => gone.BankruptcyQuote));
        Assert.Equal(0m, _bourse.Balance(Ann));
    }

    [Fact]
    public void Isolated_positions_leave_the_rest_of_the_account_alone()
    {
        Enter(10m, isolated: true);
        _bourse.Place(Bob, Order(Side.Sell, 0.1m, 10_000m), Given.Btc);
        _bourse.Place(Ann, Order(Side.Buy, 0.1m, 10_000m), Given.Btc);
        _bourse.Mark(50m);
        Assert.Equal(Given.Btc, Assert.Single(_bourse.Exchange.Positions(Ann)).Instrument);
        Assert.Equal(9_900m, _bourse.Balance(Ann));
    }

    [Fact]
    public void A_short_is_liquidated_by_a_rise()
    {
        _bourse.Isolate(Ann);
        _bourse.Leverage(Ann, 10m);
        _bourse.Trade(Bob, Ann, 10m, 100m);
        Assert.Equal(1_100m / 10.05m, _bourse.Position(Ann).LiquidationQuote!.Value, 8);
        Assert.Empty(_bourse.Mark(109.45m).OfType<ExchangeEvents.Liquidated>());
        Assert.Equal(110m, _bourse.Mark(109.46m).OfType<ExchangeEvents.Liquidated>().Single().BankruptcyQuote);
    }

    [Fact]
    public void A_trade_far_from_the_mark_price_cannot_leave_a_debt()
    {
        var dan = new AccountId(4);
        _bourse.Do(new ExchangeCommands.OpenAccount(_bourse.Now, dan));
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, dan, 40m));
        _bourse.Leverage(dan, 50m);
        _bourse.Trade(dan, Bob, 10m, 100m);
        _bourse.Buy(Cat, 10m, 95m);
        var events = _bourse.Sell(dan, 10m, null); // 5 x 10 lost, 40 there.
        Assert.Equal(10m, Assert.Single(events.OfType<ExchangeEvents.DeficitCovered>()).AmountQuote);
        Assert.Equal(0m, _bourse.Balance(dan));
        Assert.Equal(-10m, _bourse.Exchange.InsuranceQuote);
    }

    [Fact]
    public void One_liquidation_may_bring_about_the_next()
    {
        Enter(10m, isolated: true);
        _bourse.Isolate(Cat);
        _bourse.Leverage(Cat, 10m);
        _bourse.Trade(Cat, Bob, 10m, 99m);
        var stop = Order(Side.Sell, 1m, null) with
        {
            Trigger = new OrderTrigger(91m, TriggerDirection.FallsTo, TriggerSource.Last),
        };
        _bourse.Place(Bob, stop);
        _bourse.Do(new ExchangeCommands.ReplaceHouseBook(
            _bourse.Now, Given.Sol, Side.Buy, [new HouseLevel(91m, 10m), new HouseLevel(90m, 10m)]));
        var events = _bourse.Mark(90.4m);
        Assert.Equal(Ann, Assert.Single(events.OfType<ExchangeEvents.Liquidated>()).Account);
        Assert.Equal(Bob, Assert.Single(events.OfType<ExchangeEvents.OrderTriggered>()).Order.Account);
        Assert.Equal(90m, _bourse.Exchange.Prices(Given.Sol).LastQuote);
    }

    [Fact]
    public void Tiers_meet_without_a_jump()
    {
        // By hand: 20,000 x 0.5 % = 100 = 20,000 x 1 % - 100; 100,000 x 1 % - 100 = 900 = 100,000 x 2.5 % - 1600.
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, Ann, 1_000_000m));
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, Bob, 1_000_000m));
        _bourse.Trade(Ann, Bob, 200m, 100m);
        Assert.Equal(100m, _bourse.Position(Ann).MaintenanceQuote);
        _bourse.Trade(Ann, Bob, 100m, 100m);
        Assert.Equal(200m, _bourse.Position(Ann).MaintenanceQuote);
        _bourse.Trade(Ann, Bob, 1_700m, 100m);
        Assert.Equal(3_400m, _bourse.Position(Ann).MaintenanceQuote);
    }

    private void Enter(decimal leverage, bool isolated, decimal size = 10m)
    {
        if (isolated)
        {
            _bourse.Isolate(Ann);
        }

        _bourse.Leverage(Ann, leverage);
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, Bob, 1_000_000m));
        _bourse.Trade(Ann, Bob, size, 100m);
    }

    private IReadOnlyList<ExchangeEvent> Mark(InstrumentId instrument, decimal mark) =>
        _bourse.Do(new ExchangeCommands.UpdatePrices(_bourse.Now, instrument, mark));
}
