using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Execution;

/// <summary>Where an order is in its life: <c>Submitted
/// -> Accepted -> Filled</c>, or <c>Submitted -> Rejected</c>.</summary>
/// <remarks>A closed set: a fill also proves acceptance, so <c>Submitted
/// -> Filled</c> happens when its answer was lost.</remarks>
/// <param name="Order">The order.</param>
public abstract record OrderState(OpenOrder Order)
{
    /// <summary>Journalled, perhaps sent; the venue has not answered. In doubt after a crash.</summary>
    public sealed record Submitted(OpenOrder Order) : OrderState(Order);

    /// <summary>The venue has it.</summary>
    /// <param name="Order">The order.</param>
    /// <param name="VenueOrderId">The venue's id.</param>
    /// <param name="FilledBase">Executed so far, stops and targets not counted.</param>
    public sealed record Accepted(OpenOrder Order, string VenueOrderId, decimal FilledBase) : OrderState(Order);

    /// <summary>The venue refused it.</summary>
    public sealed record Rejected(OpenOrder Order, RefusalKind Kind, string Detail) : OrderState(Order);

    /// <summary>Executed in full; a reducing order is also done when there was less to reduce.</summary>
    public sealed record Filled(OpenOrder Order, decimal FilledBase) : OrderState(Order);

    /// <summary>Whether nothing more can become of it.</summary>
    public bool IsClosed => this switch
    {
        Submitted or Accepted => false,
        Rejected or Filled => true,
        _ => throw new InvalidOperationException($"'{GetType().Name}' is no order state."),
    };
}
