using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>What the exchange does not take, and that a refusal changes nothing.</summary>
public sealed class OrderRulesSpecs
{
    private readonly Bourse _bourse = new(bandFraction: 0.1m);

    public static TheoryData<ExchangeRefusal, OrderRequest> Wrong => new()
    {
        { ExchangeRefusal.InvalidPrice, Order(Side.Buy, 1m, 99.999m) },
        { ExchangeRefusal.InvalidPrice, Order(Side.Buy, 1m, 0m) },
        { ExchangeRefusal.InvalidPrice, Order(Side.Sell, 1m, 1_000_000.01m) },
        { ExchangeRefusal.PriceOutOfBand, Order(Side.Buy, 1m, 110.01m) },
        { ExchangeRefusal.PriceOutOfBand, Order(Side.Sell, 1m, 89.99m) },
        { ExchangeRefusal.InvalidSize, Order(Side.Buy, 0.15m, 99m) },
        { ExchangeRefusal.InvalidSize, Order(Side.Buy, 0m, 99m) },
        { ExchangeRefusal.InvalidSize, Order(Side.Buy, -1m, 99m) },
        { ExchangeRefusal.InvalidSize, Order(Side.Buy, 10_000.1m, 99m) },
        { ExchangeRefusal.InvalidSize, Order(Side.Buy, 5_000.1m, null) },
        { ExchangeRefusal.NotionalTooSmall, Order(Side.Buy, 0.1m, 49.9m) },
        { ExchangeRefusal.InvalidOrder, Order(Side.Buy, 1m, 99m) with { PriceQuote = null } },
        { ExchangeRefusal.InvalidOrder, Order(Side.Buy, 1m, null) with { PriceQuote = 99m } },
        { ExchangeRefusal.InvalidOrder, Order(Side.Buy, 1m, null, TimeInForce.PostOnly) },
        { ExchangeRefusal.InvalidOrder, Order(Side.Buy, 1m, 99m) with { BandFraction = 0.1m } },
        { ExchangeRefusal.InvalidOrder, Order(Side.Buy, 1m, null) with { BandFraction = 1m } },
        { ExchangeRefusal.InvalidOrder, Order(Side.Buy, 1m, 99m) with { Protection = new(null, null) } },
        {
            ExchangeRefusal.InvalidOrder,
            Reduce(Side.Buy, 1m, 99m) with { Protection = new(new ProtectionPrice(120m), null) }
        },
        { ExchangeRefusal.PositionLegMismatch, Order(Side.Buy, 1m, 99m) with { Leg = PositionLeg.Long } },
        {
            ExchangeRefusal.PriceUnknown,
            Order(Side.Buy, 1m, 99m) with
            {
                Trigger = new OrderTrigger(101m, TriggerDirection.RisesTo, TriggerSource.Index),
            }
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_breaks_a_rule_is_refused_and_changes_nothing(ExchangeRefusal kind, OrderRequest order)
    {
        var before = _bourse.Wallet(Ann);
        Assert.Equal(kind, Assert.IsType<ExchangeEvents.Refused>(Assert.Single(_bourse.Place(Ann, order))).Kind);
        Assert.Equal(before, _bourse.Wallet(Ann));
        Assert.Empty(_bourse.Open(Ann));
        Assert.Equal(1, _bourse.Buy(Ann, 1m, 99m).Id()); // Numbers are not used up either.
    }

    [Theory]
    [InlineData(110.0, 90.0)]
    public void Prices_at_the_edge_of_the_band_are_taken(double buy, double sell)
    {
        Assert.Null(_bourse.Buy(Ann, 1m, (decimal)buy).Refusal());
        Assert.Null(_bourse.Sell(Bob, 1m, (decimal)sell).Refusal());
    }

    [Fact]
    public void A_market_order_needs_some_price()
    {
        var refused = _bourse.Place(Ann, Order(Side.Buy, 1m, null), Given.Btc).OfType<ExchangeEvents.Refused>();
        Assert.True(Assert.Single(refused).IsTransient);
    }

    [Fact]
    public void Strangers_are_refused()
    {
        Assert.Equal(ExchangeRefusal.UnknownAccount, _bourse.Buy(new AccountId(9), 1m, 99m).Refusal());
        Assert.Equal(
            ExchangeRefusal.UnknownInstrument, _bourse.Place(Ann, Order(Side.Buy, 1m, 99m), Given.Eth).Refusal());
        Assert.Equal(
            ExchangeRefusal.AlreadyExists, _bourse.Do(new ExchangeCommands.OpenAccount(_bourse.Now, Ann)).Refusal());
        var again = new ExchangeCommands.ListInstrument(_bourse.Now, Terms(Given.Sol, null, null));
        Assert.Equal(ExchangeRefusal.AlreadyExists, _bourse.Do(again).Refusal());
        Assert.Null(_bourse.Exchange.Wallet(new AccountId(9)));
        Assert.Null(_bourse.Exchange.Terms(Given.Eth));
    }

    [Fact]
    public void Only_so_many_orders_may_be_open()
    {
        for (var i = 0; i < 500; i++)
        {
            _bourse.Buy(Ann, 0.1m, 95m);
        }

        Assert.Equal(ExchangeRefusal.TooManyOrders, _bourse.Buy(Ann, 0.1m, 95m).Refusal());
        Assert.Equal(500, _bourse.Open(Ann).Count);
    }

    [Fact]
    public void Commands_that_cannot_be_meant_are_exceptions()
    {
        var exchange = _bourse.Exchange;
        Assert.Throws<ArgumentException>(() => exchange.Execute(
            new ExchangeCommands.OpenAccount(_bourse.Now - TimeSpan.FromTicks(1), new AccountId(9))));
        Assert.Throws<ArgumentException>(() => exchange.Execute(
            new ExchangeCommands.OpenAccount(_bourse.Now, AccountId.House)));
        Assert.Throws<ArgumentException>(() => exchange.Execute(new ExchangeCommands.Batch(
            _bourse.Now, [new ExchangeCommands.Batch(_bourse.Now, [])])));
        Assert.Throws<ArgumentNullException>(() => exchange.Execute(null!));
    }

    [Fact]
    public void Tiers_that_do_not_continue_each_other_are_named()
    {
        var terms = Terms(Given.Eth, null, null);
        MarginTier[][] wrong =
        [
            [],
            [Tiers[0] with { MaintenanceFraction = 1m }],
            [Tiers[1], Tiers[0]],
            [Tiers[0], Tiers[1] with { LeverageMax = 60m }],
        ];
        Assert.All(wrong, tiers => Assert.Throws<ArgumentException>(() => _bourse.Exchange.Execute(
            new ExchangeCommands.ListInstrument(_bourse.Now, terms with { Tiers = [.. tiers] }))));
    }
}
