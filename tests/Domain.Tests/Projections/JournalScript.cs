using System.Collections.Immutable;
using WhaleStack.Domain.Portfolio;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Projections;

/// <summary>
/// A made-up journal: two traders open, add to, reduce, close and flip positions in three instruments at random; the
/// portfolio's own decisions book them.
/// </summary>
internal sealed class JournalScript
{
    private static readonly DateTimeOffset Start = new(2026, 3, 5, 20, 0, 0, TimeSpan.Zero);
    private static readonly string[] Traders = ["whale_target", "grid"];
    private static readonly InstrumentId[] Coins =
        [new("bybit", "BTCUSDT"), new("bybit", "ETHUSDT"), new("bybit-spot", "BTCUSDT")];

    private readonly Random _random;
    private readonly List<(string PersistenceId, object Event)> _events = [];
    private long _report;

    /// <summary>Makes one of so many steps; the same seed gives the same.</summary>
    public JournalScript(int seed, int steps)
    {
        _random = new Random(seed);
        for (var step = 1; step <= steps; step++)
        {
            Step(new Watermark(Start.AddHours(step), StepPhase.History));
        }
    }

    /// <summary>Who journals what, in order.</summary>
    public IReadOnlyList<(string PersistenceId, object Event)> Events => _events;

    /// <summary>The account that the portfolio makes of it.</summary>
    public PortfolioState Portfolio { get; private set; } = PortfolioState.Start("main", 10_000m);

    private void Step(Watermark watermark)
    {
        if (_random.Next(3) == 0)
        {
            Add("scanner-whale_target_scanner", new SignalEvents.SignalRaised(Signal(watermark.Time), watermark));
        }

        for (var i = _random.Next(3); i > 0; i--)
        {
            Trade(watermark);
        }

        if (_random.Next(4) == 0)
        {
            Book(new FundingPayment(
                ++_report, Pick(Traders), Pick(Coins), 0.5m, 0.0001m, Cents(-9, 9), watermark.Time));
        }

        var prices = Coins.ToImmutableSortedDictionary(coin => coin, _ => Cents(900, 1_100));
        var marked = PortfolioDecisions.Mark(Portfolio, new MarketStep(watermark, [], [], prices))!;
        Portfolio = Portfolio.Apply(marked);
        Add("portfolio-main", marked);
        Add("broadcaster-file", new BroadcastEvents.MessageSent($"m-{_events.Count}"));
    }

    private void Trade(Watermark watermark)
    {
        var order = new OpenOrder(
            $"w-{_events.Count}", $"d-{_events.Count}", Pick(Traders), Pick(Coins),
            _random.Next(2) == 0 ? Side.Buy : Side.Sell, OrderKind.Market, _random.Next(1, 4) / 1_000m, null, false,
            _random.Next(2) == 0 ? Cents(800, 900) : null, _random.Next(2) == 0 ? Cents(1_100, 1_200) : null,
            1_000m, watermark, "because");
        Add($"trader-{order.Trader}", new TraderEvents.Decided(order.Trader, watermark, [order]));
        Add("execution-main", new ExecutionEvents.OrderSubmitted(order));
        var parts = _random.Next(1, 3);
        for (var i = 0; i < parts; i++)
        {
            var price = Cents(900, 1_100);
            Book(new Fill(
                ++_report, $"x-{_report}", order.ClientOrderId, order.Trader, order.Coin, order.Side, price,
                order.SizeBase / parts, price * order.SizeBase * 0.00055m, FillTrigger.Order, watermark.Time));
        }
    }

    private void Book(Fill fill) => Book(PortfolioDecisions.Book(Portfolio, fill)!);

    private void Book(FundingPayment payment) => Book(PortfolioDecisions.Book(Portfolio, payment)!);

    private void Book(object booked)
    {
        Portfolio = Portfolio.Apply(booked);
        Add("portfolio-main", booked);
    }

    private Signal Signal(DateTimeOffset time) => new(
        $"s-{_events.Count}", "whale_target_scanner", "whale_target", Pick(Coins), time, Side.Sell, 1_000m, 1_050.5m,
        900.25m, 0.7251, ["longs outweigh shorts 3:1", "trend \"agrees\""], time.AddHours(6));

    private void Add(string persistenceId, object happened) => _events.Add((persistenceId, happened));

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

    private decimal Cents(int from, int to) => _random.Next(from * 100, to * 100) / 100m;
}
