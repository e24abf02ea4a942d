using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>Longs pay shorts, or the other way round.</summary>
public sealed class FundingSpecs
{
    private readonly Bourse _bourse = new(new FeeSchedule(0m, 0m));

    [Fact]
    public void A_positive_rate_goes_from_longs_to_shorts_at_the_mark_price()
    {
        _bourse.Trade(Ann, Bob, 10m, 100m);
        _bourse.Mark(110m);
        var events = Settle(0.001m);
        Assert.Equal(
            [(Ann, -1.1m, 10m), (Bob, 1.1m, -10m)],
            events.OfType<ExchangeEvents.FundingPaid>()
                .Select(paid => (paid.Account, paid.AmountQuote, paid.PositionBase)));
        Assert.Equal((9_998.9m, 10_001.1m), (_bourse.Balance(Ann), _bourse.Balance(Bob)));
        Assert.Equal(10m, _bourse.Size(Ann)); // It is no trade: sizes stay.
        Assert.Empty(events.Executions());
        Settle(-0.001m);
        Assert.Equal((10_000m, 10_000m), (_bourse.Balance(Ann), _bourse.Balance(Bob)));
    }

    [Fact]
    public void It_counts_as_realised_profit_of_the_position()
    {
        _bourse.Trade(Ann, Bob, 10m, 100m);
        Settle(0.001m);
        Assert.Equal(-1m, _bourse.Position(Ann).RealizedQuote);
        Assert.Equal(-1m, _bourse.Wallet(Ann).RealizedTotalQuote);
    }

    [Fact]
    public void The_house_pays_and_receives_like_anybody()
    {
        _bourse.Do(new ExchangeCommands.ReplaceHouseBook(
            _bourse.Now, Given.Sol, Side.Sell, [new HouseLevel(100m, 10m)]));
        _bourse.Buy(Ann, 10m, 100m);
        Assert.Single(Settle(0.001m).OfType<ExchangeEvents.FundingPaid>());
        Assert.Equal(1m, _bourse.Balance(AccountId.House));
    }

    [Fact]
    public void An_isolated_position_pays_from_its_margin_when_nothing_else_is_left()
    {
        var dan = new AccountId(4);
        _bourse.Do(new ExchangeCommands.OpenAccount(_bourse.Now, dan));
        _bourse.Do(new ExchangeCommands.Transfer(_bourse.Now, dan, 100m));
        _bourse.Isolate(dan);
        _bourse.Leverage(dan, 10m);
        _bourse.Trade(dan, Bob, 10m, 100m);
        Settle(0.01m);
        Assert.Equal(90m, _bourse.Position(dan).MarginQuote);
        Assert.Single(Settle(0.09m).OfType<ExchangeEvents.Liquidated>());
        Assert.Equal(0m, _bourse.Balance(dan));
    }

    [Fact]
    public void Without_a_price_nothing_is_settled()
    {
        var refused = _bourse.Do(new ExchangeCommands.SettleFunding(_bourse.Now, Given.Btc, 0.001m));
        Assert.Equal(ExchangeRefusal.PriceUnknown, refused.Refusal());
    }

    private IReadOnlyList<ExchangeEvent> Settle(decimal rate) =>
        _bourse.Do(new ExchangeCommands.SettleFunding(_bourse.Now, Given.Sol, rate));
}
