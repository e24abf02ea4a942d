using System.Collections.Immutable;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Execution;

/// <summary>The orders of one account, as execution's journal tells them.</summary>
/// <remarks>Bounded: of closed orders the last <see cref="ClosedMax"/> are remembered, the oldest is forgotten
/// first.</remarks>
public sealed record ExecutionState
{
    /// <summary>Closed orders remembered.</summary>
    public const int ClosedMax = 10_000;

    private ExecutionState()
    {
    }

    /// <summary>No order yet.</summary>
    public static ExecutionState Empty { get; } = new();

    /// <summary>Orders by client order id.</summary>
    public ImmutableDictionary<string, OrderState> Orders { get; private init; } =
        ImmutableDictionary.Create<string, OrderState>(StringComparer.Ordinal);

    /// <summary>Number of the last venue report taken; 0 before the first.</summary>
    public long LastReport { get; private init; }

    /// <summary>
    /// <see cref="ExecutionEvents.OrderFilled"/> and <see cref="ExecutionEvents.FundingSettled"/> that the portfolio
    /// has not confirmed, in order of their report numbers. Confirmations are not journalled, so a recovery starts
    /// with all.
    /// </summary>
    public ImmutableList<object> Unconfirmed { get; private init; } = [];

    /// <summary>Orders that were journalled and not answered, by decision: query the venue, never resend
    /// blindly.</summary>
    public IEnumerable<OpenOrder> InDoubt => Orders.Values
        .OfType<OrderState.Submitted>()
        .Select(state => state.Order)
        .OrderBy(order => order.DecidedAt)
        .ThenBy(order => order.Trader, StringComparer.Ordinal)
        .ThenBy(order => order.Coin)
        .ThenBy(order => order.DecisionId, StringComparer.Ordinal);

    private ImmutableQueue<string> ClosedOldestFirst { get; init; } = [];

    private int ClosedCount { get; init; }

    /// <summary>The state after an event of execution.</summary>
    /// <exception cref="ArgumentException">The event is none of execution's.</exception>
    public ExecutionState Apply(object happened) => happened switch
    {
        ExecutionEvents.OrderSubmitted submitted =>
            Set(new OrderState.Submitted(submitted.Order)),
        ExecutionEvents.OrderAccepted accepted => Accept(accepted),
        ExecutionEvents.OrderRejected rejected => Reject(rejected),
        ExecutionEvents.OrderFilled filled => Report(filled.Fill.Sequence, filled).Execute(filled.Fill),
        ExecutionEvents.FundingSettled settled => Report(settled.Payment.Sequence, settled),
        _ => throw new ArgumentException($"'{happened?.GetType().Name}' is no event of execution.", nameof(happened)),
    };

    /// <summary>The state after the portfolio booked every report up to the number.</summary>
    public ExecutionState Confirm(long upToSequence)
    {
        var booked = 0;
        while (booked < Unconfirmed.Count && ReportNumber(Unconfirmed[booked]) <= upToSequence)
        {
            booked++;
        }

        return booked == 0 ? this : this with { Unconfirmed = Unconfirmed.RemoveRange(0, booked) };
    }

    private static long ReportNumber(object report) => report switch
    {
        ExecutionEvents.OrderFilled filled => filled.Fill.Sequence,
        ExecutionEvents.FundingSettled settled => settled.Payment.Sequence,
        _ => throw new InvalidOperationException($"'{report.GetType().Name}' is no report."),
    };

    private ExecutionState Accept(ExecutionEvents.OrderAccepted accepted) =>
        Orders.GetValueOrDefault(accepted.ClientOrderId) is OrderState.Submitted { Order: var order }
            ? Set(new OrderState.Accepted(order, accepted.VenueOrderId, FilledBase: 0m))
            : this;

    private ExecutionState Reject(ExecutionEvents.OrderRejected rejected) =>
        Orders.GetValueOrDefault(rejected.ClientOrderId) is OrderState.Submitted { Order: var order }
            ? Close(new OrderState.Rejected(order, rejected.Kind, rejected.Detail))
            : this;

    private ExecutionState Report(long sequence, object report)
    {
        Invariant.Hold(sequence == LastReport + 1, "Reports are journalled without a hole.");
        return this with { LastReport = sequence, Unconfirmed = Unconfirmed.Add(report) };
    }

    private ExecutionState Execute(Fill fill)
    {
        if (fill.Trigger != FillTrigger.Order || !Orders.TryGetValue(fill.ClientOrderId, out var known)
            || known.IsClosed)
        {
            return this; // A stop or target of an order that is done, or an order already forgotten.
        }

        var accepted = known as OrderState.Accepted;
        var filledBase = (accepted?.FilledBase ?? 0m) + fill.SizeBase;
        return filledBase >= known.Order.SizeBase || known.Order.ReduceOnly
            ? Close(new OrderState.Filled(known.Order, filledBase))
            : Set(new OrderState.Accepted(known.Order, accepted?.VenueOrderId ?? string.Empty, filledBase));
    }

    private ExecutionState Set(OrderState state) =>
        this with { Orders = Orders.SetItem(state.Order.ClientOrderId, state) };

    private ExecutionState Close(OrderState closed)
    {
        var orders = Orders.SetItem(closed.Order.ClientOrderId, closed);
        var oldestFirst = ClosedOldestFirst.Enqueue(closed.Order.ClientOrderId);
        var count = ClosedCount + 1;
        while (count > ClosedMax)
        {
            oldestFirst = oldestFirst.Dequeue(out var oldest);
            orders = orders.Remove(oldest);
            count--;
        }

        return this with { Orders = orders, ClosedOldestFirst = oldestFirst, ClosedCount = count };
    }
}
