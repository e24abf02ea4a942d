using WhaleStack.Domain.Risk;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Execution;

/// <summary>What execution journals, given its state and what it is told. Null: there is nothing to journal.</summary>
public static class ExecutionDecisions
{
    /// <summary>An approved order arrives, perhaps not for the first time.</summary>
    public static SubmitDecision Submit(ExecutionState state, RiskApproved<OpenOrder> approved)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(approved);
        return state.Orders.TryGetValue(approved.Value.ClientOrderId, out var known)
            ? new SubmitDecision(Event: null, known)
            : new SubmitDecision(new ExecutionEvents.OrderSubmitted(approved.Value), Known: null);
    }

    /// <summary>The venue has the order. Null unless the order was waiting for that answer.</summary>
    public static ExecutionEvents.OrderAccepted? OnAccepted(
        ExecutionState state, VenueReplies.OrderAccepted reply, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(reply);
        return IsWaiting(state, reply.ClientOrderId)
            ? new ExecutionEvents.OrderAccepted(reply.ClientOrderId, reply.VenueOrderId, time)
            : null;
    }

    /// <summary>
    /// The venue refused the order. Null unless the order was waiting for that answer, and null for
    /// <see cref="RefusalKind.Duplicate"/>: then the venue has the order, and is to be queried.
    /// </summary>
    public static ExecutionEvents.OrderRejected? OnRefused(
        ExecutionState state, VenueReplies.OrderRefused reply, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(reply);
        return reply.Kind != RefusalKind.Duplicate && IsWaiting(state, reply.ClientOrderId)
            ? new ExecutionEvents.OrderRejected(reply.ClientOrderId, reply.Kind, reply.Detail, time)
            : null;
    }

    /// <summary>The venue executed an order. Null when the report was taken before.</summary>
    /// <exception cref="InvalidOperationException">A report is missing before this one.</exception>
    public static ExecutionEvents.OrderFilled? OnExecuted(ExecutionState state, VenueReplies.Executed report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return IsNew(state, report.Fill.Sequence) ? new ExecutionEvents.OrderFilled(report.Fill) : null;
    }

    /// <summary>The venue settled funding. Null when the report was taken before.</summary>
    /// <exception cref="InvalidOperationException">A report is missing before this one.</exception>
    public static ExecutionEvents.FundingSettled? OnFunded(ExecutionState state, VenueReplies.Funded report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return IsNew(state, report.Payment.Sequence) ? new ExecutionEvents.FundingSettled(report.Payment) : null;
    }

    private static bool IsWaiting(ExecutionState state, string clientOrderId) =>
        state.Orders.GetValueOrDefault(clientOrderId) is OrderState.Submitted;

    private static bool IsNew(ExecutionState state, long sequence)
    {
        ArgumentNullException.ThrowIfNull(state);
        Invariant.Hold(sequence <= state.LastReport + 1, "Venue reports arrive without a hole.");
        return sequence > state.LastReport;
    }
}
