using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Projections;

/// <summary>When journalled events happened.</summary>
public static class EventTimes
{
    /// <summary>The event's own time; when it was given to the journal where it has none.</summary>
    public static DateTimeOffset Of(JournalEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return OfEvent(happened.Event) ?? happened.WrittenAt;
    }

    private static DateTimeOffset? OfEvent(object happened) => happened switch
    {
        SignalEvents.SignalRaised e => e.Signal.Time,
        TraderEvents.Decided e => e.Watermark.Time,
        TraderEvents.DecisionSettled e => e.Time,
        RiskEvents.OrderApproved e => e.Watermark.Time,
        RiskEvents.OrderRefused e => e.Watermark.Time,
        RiskEvents.AlertRaised e => e.Time,
        ExecutionEvents.OrderSubmitted e => e.Order.DecidedAt.Time,
        ExecutionEvents.OrderAccepted e => e.Time,
        ExecutionEvents.OrderRejected e => e.Time,
        ExecutionEvents.OrderFilled e => e.Fill.Time,
        ExecutionEvents.FundingSettled e => e.Payment.Time,
        PaperEvents.OrderTaken e => e.Order.DecidedAt.Time,
        PaperEvents.Executed e => e.Fill.Time,
        PaperEvents.Funded e => e.Payment.Time,
        PaperEvents.OrderCancelled e => e.Time,
        PortfolioEvents.FillBooked e => e.Fill.Time,
        PortfolioEvents.FundingBooked e => e.Payment.Time,
        PortfolioEvents.EquityMarked e => e.Watermark.Time,
        BroadcastEvents.MessageQueued e => e.Time,
        _ => null, // Cursors of feeds and the outbox's marks stand for no moment of the market.
    };
}
