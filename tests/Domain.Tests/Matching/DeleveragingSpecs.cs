using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>What an insurance fund with limited means does not carry is closed against those who won.</summary>
public sealed class DeleveragingSpecs
{
    private static readonly AccountId Dan = new(4);
    private readonly Bourse _bourse = new(new FeeSchedule(0m, 0m));

    [Fact]
    public void Who_has_won_most_with_the_most_leverage_is_closed_first_at_what_the_fund_paid()
    {
        // Bob sold at 100 with 2 x, Cat at 100 with 20 x: the same profit, more of Cat's margin.
        EnterAgainst((Bob, 2m), (Cat, 20m));
        _bourse.Endow(0m);
        var closed = _bourse.Mark(89m).OfType<ExchangeEvents.Deleveraged>().ToList();

        // By hand: Ann's 10 are bankrupt at 90, and nobody bids: Cat's 5 go first, then 5 of Bob's.
        Assert.Equal([(Cat, -5m, 5m), (Bob, -5m, 5m)],
            closed.Select(gone => (gone.Account, gone.PositionBase, gone.Execution.SizeBase)));
        Assert.All(closed, gone => Assert.Equal((90m, 50m, ExecutionKind.Deleveraging, Side.Buy), (
            gone.PriceQuote, gone.Execution.RealizedQuote, gone.Execution.Kind, gone.Execution.Side)));
        Assert.Equal(0m, _bourse.Exchange.InsuranceQuote);
        Assert.Empty(_bourse.Exchange.Positions(AccountId.Insurance));
        Assert.Equal((10_050m, 10_050m), (_bourse.Balance(Bob), _bourse.Balance(Cat)));
    }

    [Fact]
    public void The_fund_sells_as_low_as_it_can_pay_for_and_only_the_rest_is_deleveraged()
    {
        EnterAgainst((Bob, 2m), (Cat, 20m));
        _bourse.Endow(12m);
        _bourse.Buy(Dan, 4m, 89m);
        _bourse.Buy(Dan, 6m, 88m);
        var events = _bourse.Mark(89m);

        // By hand: for 10 at 90 its 12 reach down to 88.8: 4 are sold at 89. The other 6 are worth 6 less than paid.
        var sold = events.Executions().Single(execution => execution.Account == AccountId.Insurance);
        Assert.Equal((89m, 4m), (sold.PriceQuote, sold.SizeBase));
        Assert.Empty(events.OfType<ExchangeEvents.Deleveraged>());
        Assert.Equal(8m, _bourse.Exchange.InsuranceQuote);

        // At 88.5 they are worth 9 less, and the fund has 8.
        Assert.Equal([(Cat, 5m), (Bob, 1m)], _bourse.Mark(88.5m).OfType<ExchangeEvents.Deleveraged>()
            .Select(gone => (gone.Account, gone.Execution.SizeBase)));
        Assert.Equal(8m, _bourse.Exchange.InsuranceQuote);
        Assert.Equal(-4m, _bourse.Size(Bob));
    }

    [Fact]
    public void A_fund_that_can_carry_its_position_waits_for_a_buyer()
    {
        EnterAgainst((Bob, 2m), (Cat, 20m));
        _bourse.Endow(100m);
        Assert.Empty(_bourse.Mark(89m).OfType<ExchangeEvents.Deleveraged>());
        Assert.Equal(10m, Assert.Single(_bourse.Exchange.Positions(AccountId.Insurance)).SizeBase);
        Assert.NotEmpty(_bourse.Mark(79m).OfType<ExchangeEvents.Deleveraged>());
        Assert.Equal(100m, _bourse.Exchange.InsuranceQuote);
    }

    [Fact]
    public void What_no_account_is_left_for_falls_to_the_house()
    {
        // The house sold 4 of Ann's 9, before Bob.
        _bourse.Do(new ExchangeCommands.ReplaceHouseBook(_bourse.Now, Given, Side.Sell, [new HouseLevel(100m, 4m)]));
        EnterAgainst((Bob, 1m));
        _bourse.Buy(Ann, 4m, 100m);
        _bourse.Endow(0m);
        var closed = _bourse.Mark(89m).OfType<ExchangeEvents.Deleveraged>().ToList();
        Assert.Equal([(Bob, 5m)], closed.Select(gone => (gone.Account, gone.Execution.SizeBase)));
        Assert.Empty(_bourse.Exchange.Positions(AccountId.House));
        Assert.Empty(_bourse.Exchange.Positions(AccountId.Insurance));
    }

    [Fact]
    public void Orders_that_would_reduce_a_deleveraged_position_go_with_it()
    {
        EnterAgainst((Bob, 2m), (Cat, 20m));
        _bourse.Place(Cat, Reduce(Side.Buy, 5m, 50m));
        _bourse.Do(new ExchangeCommands.SetProtection(
            _bourse.Now, Cat, Given, PositionLeg.Net, new ProtectionPrice(50m), new ProtectionPrice(150m)));
        Assert.Equal(3, _bourse.Open(Cat).Count);
        _bourse.Endow(0m);
        _bourse.Mark(89m);
        Assert.Empty(_bourse.Open(Cat));
        Assert.Equal(0m, _bourse.Size(Cat));
    }

    private static InstrumentId Given => Support.Given.Sol;

    // Ann buys 5 from each at 100, isolated, with 10 x: bankrupt at 90.
    private void EnterAgainst(params (AccountId Account, decimal Leverage)[] sellers)
    {
        _bourse.Do(new ExchangeCommands.OpenAccount(_bourse.Now, Dan));
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, Dan, 10_000m));
        _bourse.Isolate(Ann);
        _bourse.Leverage(Ann, 10m);
        foreach (var (account, leverage) in sellers)
        {
            _bourse.Isolate(account);
            _bourse.Leverage(account, leverage);
            _bourse.Trade(Ann, account, 5m, 100m);
        }
    }
}
