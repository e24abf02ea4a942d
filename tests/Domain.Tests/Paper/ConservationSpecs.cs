using FsCheck;
using FsCheck.Fluent;
using WhaleStack.Domain.Paper;
using WhaleStack.Domain.Portfolio;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Paper;

/// <summary>No size and no money appears or vanishes, whatever is ordered and whatever the market does.</summary>
public sealed class ConservationSpecs
{
    private static readonly string[] Traders = ["ann", "bob"];

    private static readonly Gen<OpenOrder> AnyOrder =
        from trader in Gen.Elements(Traders)
        from side in Gen.Elements(Side.Buy, Side.Sell)
        from size in Gen.Choose(1, 30).Select(tenths => tenths / 10m)
        from reduce in Gen.Elements(true, false, false)
        from limit in Maybe(9_000, 11_000)
        from guard in Maybe(1, 800)
        let price = limit is { } cents ? cents / 100m : 100m
        select new OpenOrder(
            "id", "decision", trader, Given.Sol, side, limit is null ? OrderKind.Market : OrderKind.Limit, size,
            limit is null ? null : price, reduce,
            reduce || guard is not { } near ? null : price - (side.Sign() * near / 100m),
            reduce || guard is not { } far ? null : price + (side.Sign() * far / 50m),
            price, Given.At(0), "any");

    private static readonly Gen<Turn> AnyTurn =
        from orders in AnyOrder.ListOf(3)
        from prices in Gen.Choose(8_500, 11_500).Select(cents => cents / 100m).ListOf(4)
        from rate in Gen.Choose(-100, 100).Select(units => units / 10_000m)
        select new Turn([.. orders], [.. prices], rate);

    [Fact]
    public void Sizes_and_money_add_up() => Prop.ForAll(
        AnyTurn.ListOf(25).ToArbitrary(),
        turns =>
        {
            var desk = new PaperDesk();
            var portfolio = PortfolioState.Start("main", 10_000m);
            var (cash, sizes, hour) = (10_000m, Traders.ToDictionary(trader => trader, _ => 0m), 0);
            foreach (var turn in turns)
            {
                PlaceAll(desk, turn, hour);
                foreach (var happened in desk.Advance(turn.Step(hour)))
                {
                    (portfolio, cash) = Book(portfolio, cash, sizes, happened);
                }

                hour++;
                AssertAddsUp(desk, portfolio, cash, sizes);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void States_from_journals_equal_states_that_lived() => Prop.ForAll(
        AnyTurn.ListOf(15).ToArbitrary(),
        turns =>
        {
            var desk = new PaperDesk();
            var portfolio = PortfolioState.Start("main", 10_000m);
            var events = new List<object>();
            var hour = 0;
            foreach (var turn in turns)
            {
                PlaceAll(desk, turn, hour);
                foreach (var report in desk.Advance(turn.Step(hour)))
                {
                    portfolio = Live(portfolio, events, Booked(portfolio, report));
                }

                portfolio = Live(portfolio, events, PortfolioDecisions.Mark(portfolio, turn.Step(hour++)));
            }

            AssertSame(desk, new Turn([], [100m, 120m, 80m, 100m], 0.01m).Step(hour));
            var recovered = events.Aggregate(PortfolioState.Start("main", 10_000m), (s, happened) => s.Apply(happened));
            AssertSame(portfolio, recovered);
            AssertSame(portfolio, PortfolioState.From(portfolio.View));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static object? Booked(PortfolioState portfolio, object report) => report switch
    {
        PaperEvents.Executed executed => PortfolioDecisions.Book(portfolio, executed.Fill),
        PaperEvents.Funded funded => PortfolioDecisions.Book(portfolio, funded.Payment),
        _ => null,
    };

    private static PortfolioState Live(PortfolioState portfolio, List<object> events, object? happened)
    {
        if (happened is null)
        {
            return portfolio;
        }

        events.Add(happened);
        return portfolio.Apply(happened);
    }

    private static object[] Advance(PaperState state, Messages.Clock.MarketStep step) =>
        [.. PaperExchange.Advance(state, PaperDesk.Costs, Given.Instruments, step)];

    private static void AssertSame(PaperDesk desk, Messages.Clock.MarketStep next)
    {
        var again = desk.Journal.Aggregate(PaperState.Empty, (state, happened) => state.Apply(happened));
        Assert.Equal(
            PaperExchange.ReportsAfter(desk.State, 0).AsEnumerable(), PaperExchange.ReportsAfter(again, 0));
        Assert.Equal(
            PaperExchange.OpenClientOrderIds(desk.State).AsEnumerable(), PaperExchange.OpenClientOrderIds(again));
        Assert.Equal(desk.State.Statistics with { OrdersRefused = 0 }, again.Statistics);
        Assert.Equal(Advance(desk.State, next), Advance(again, next));
        Assert.Equal(Advance(desk.State, next), Advance(desk.State, next));
    }

    private static Gen<int?> Maybe(int min, int max) =>
        Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(min, max).Select(value => (int?)value));

    private static void AssertSame(PortfolioState expected, PortfolioState actual)
    {
        Assert.Equal(expected.View.Positions.AsEnumerable(), actual.View.Positions);
        Assert.Equal(expected.View with { Positions = default }, actual.View with { Positions = default });
    }

    private static void PlaceAll(PaperDesk desk, Turn turn, int hour)
    {
        for (var i = 0; i < turn.Orders.Length; i++)
        {
            desk.Place(turn.Orders[i] with { ClientOrderId = $"{hour}-{i}", DecidedAt = Given.At(hour) });
        }
    }

    private static (PortfolioState Portfolio, decimal Cash) Book(
        PortfolioState portfolio, decimal cash, Dictionary<string, decimal> sizes, object happened)
    {
        switch (happened)
        {
            case PaperEvents.Executed { Fill: var fill }:
                var before = sizes[fill.Trader];
                sizes[fill.Trader] += fill.Side.Sign() * fill.SizeBase;
                if (fill.Trigger != FillTrigger.Order)
                {
                    Assert.True(Math.Abs(sizes[fill.Trader]) < Math.Abs(before), "Stops and targets only reduce.");
                    Assert.True(sizes[fill.Trader] * before >= 0m, "Stops and targets never turn a position round.");
                }

                portfolio = portfolio.Apply(PortfolioDecisions.Book(portfolio, fill)!);
                return (portfolio, cash - (fill.Side.Sign() * fill.SizeBase * fill.PriceQuote) - fill.FeeQuote);
            case PaperEvents.Funded { Payment: var payment }:
                portfolio = portfolio.Apply(PortfolioDecisions.Book(portfolio, payment)!);
                return (portfolio, cash + payment.AmountQuote);
            default:
                return (portfolio, cash);
        }
    }

    private static void AssertAddsUp(
        PaperDesk desk, PortfolioState portfolio, decimal cash, Dictionary<string, decimal> sizes)
    {
        var view = portfolio.View;
        foreach (var trader in Traders)
        {
            Assert.Equal(sizes[trader], desk.State.PositionBase(trader, Given.Sol));
            Assert.Equal(sizes[trader], view.Positions.SingleOrDefault(p => p.Trader == trader)?.SizeBase ?? 0m);
        }

        Assert.Equal(view.EquityQuote, view.CashQuote + view.UnrealizedQuote);
        Assert.Equal(view.CashQuote, view.StartQuote + view.RealizedQuote - view.FeesQuote + view.FundingQuote);
        // Money that changed hands, plus what the positions are worth, is the equity: to the last digit.
        var worth = view.Positions.Sum(position => position.SizeBase * position.MarkQuote);
        Assert.Equal(cash + worth, view.EquityQuote);
    }

    private sealed record Turn(OpenOrder[] Orders, decimal[] Prices, decimal Rate)
    {
        public Messages.Clock.MarketStep Step(int hour)
        {
            var candle = Given.Candle(hour, Prices[0], Prices.Max(), Prices.Min(), Prices[3]);
            return Given.Step(
                Given.Sol, candle, new InstrumentFunding(Given.Sol, new FundingRate(candle.CloseTime, Rate)));
        }
    }
}
