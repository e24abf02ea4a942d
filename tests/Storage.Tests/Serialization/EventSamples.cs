using System.Collections.Immutable;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Storage.Tests.Serialization;

/// <summary>One event of every kind, each field with a value that tells it from its neighbours.</summary>
internal static class EventSamples
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly InstrumentId Btc = new("bybit", "BTCUSDT");
    private static readonly InstrumentId Eth = new("bybit-spot", "ETHUSDT");
    private static readonly Watermark History = new(Noon, StepPhase.History);

    public static OpenOrder Order { get; } = new(
        "w1-0f3a", "whale_target|bybit:BTCUSDT|2026-03-05T12:00:00Z|enter", "whale_target", Btc, Side.Buy,
        OrderKind.Market, 0.012m, null, false, 69_100.5m, 72_400.10m, 70_000m, History,
        "heavy shorts at 72,400: 2.1 ATR above");

    public static Fill Fill { get; } = new(
        7, "x-7", "w1-0f3a", "whale_target", Btc, Side.Sell, 69_100.12345678m, 0.012m, 0.456m, FillTrigger.Stop,
        Noon.AddTicks(1_234_567));

    public static FundingPayment Funding { get; } = new(
        8, "whale_target", Btc, -0.5m, 0.0000125m, 0.4375m, Noon.AddHours(4));

    public static Signal Signal { get; } = new(
        "s-1", "whale_target_scanner", "whale_target", Eth, Noon, Side.Sell, 3_500m, 3_580.5m, 3_300.25m, 0.7251,
        ["longs below outweigh shorts above 3:1", "trend agrees (-1.2 %)"], Noon.AddHours(6));

    public static ImmutableArray<object> All { get; } =
    [
        new FeedEvents.CursorAdvanced("bybit-linear", ImmutableSortedDictionary<string, TopicCount>.Empty
            .Add("tickers.BTCUSDT", new TopicCount(190, 12)).Add("kline.1.ETHUSDT", new TopicCount(3, 0))),
        new SignalEvents.SignalRaised(Signal, History),
        new TraderEvents.Decided("whale_target", History, [Order, LimitOrder()]),
        new TraderEvents.DecisionSettled("whale_target", "w1-0f3a", DecisionOutcome.Refused, "leverage", Noon),
        new RiskEvents.OrderApproved(Order, History),
        new RiskEvents.OrderRefused(Order, "position_fraction_max", 0.05m, 0.0731m, History),
        new RiskEvents.AlertRaised("drawdown", 0.1m, 0.1042m, Noon),
        new ExecutionEvents.OrderSubmitted(Order),
        new ExecutionEvents.OrderAccepted("w1-0f3a", "v-1", Noon),
        new ExecutionEvents.OrderRejected("w1-0f3a", RefusalKind.InsufficientMargin, "needs 420 USDT", Noon),
        new ExecutionEvents.OrderFilled(Fill),
        new ExecutionEvents.FundingSettled(Funding),
        new PaperEvents.OrderTaken(Order, "v-1"),
        new PaperEvents.Executed(Fill, History),
        new PaperEvents.Funded(Funding, new Watermark(Noon, StepPhase.Live)),
        new PaperEvents.OrderCancelled("w1-0f3a", "end of history", Noon),
        new PortfolioEvents.FillBooked(Fill, -12.3456789m),
        new PortfolioEvents.FundingBooked(Funding),
        new PortfolioEvents.EquityMarked(
            new Watermark(Noon, StepPhase.Flatten), 10_123.45m, 10_500m, 10_100m, 0.0359m,
            ImmutableSortedDictionary<InstrumentId, decimal>.Empty.Add(Eth, 3_500.01m).Add(Btc, 70_000.5m)),
        new AccountView(
            "main", History, 10_000m, 10_100.5m, 10_123.45m, 120.75m, 22.95m,
            18.25m, -2m, 10_500m, 10_100m, 0.0359m, 42, 50,
            [new PositionView("whale_target", Btc, -0.5m, 70_100m, -35_050m, 70_000.5m, Noon, 49.75m)]),
        new BroadcastEvents.MessageQueued("m-1", "Whale target: SELL ETHUSDT -> 3300.25 \"now\"\n", Noon),
        new BroadcastEvents.MessageSent("m-1"),
    ];

    private static OpenOrder LimitOrder() => Order with
    {
        ClientOrderId = "w1-0f3b",
        Side = Side.Sell,
        Kind = OrderKind.Limit,
        LimitQuote = 72_400.10m,
        ReduceOnly = true,
        StopQuote = null,
        TargetQuote = null,
    };
}
