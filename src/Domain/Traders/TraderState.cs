using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Traders;

/// <summary>What a trader knows from its own journal.</summary>
/// <param name="Trader">Its name.</param>
/// <param name="LastDecidedAt">Watermark of its last decision; null before the first.</param>
/// <param name="Unsettled">Orders without an answer, by client order id.</param>
public sealed record TraderState(
    string Trader, Watermark? LastDecidedAt, ImmutableSortedDictionary<string, OpenOrder> Unsettled)
{
    private static readonly ImmutableSortedDictionary<string, OpenOrder> NoOrders =
        ImmutableSortedDictionary.Create<string, OpenOrder>(StringComparer.Ordinal);

    /// <summary>A trader that never decided.</summary>
    public static TraderState Empty(string trader) => new(trader, LastDecidedAt: null, NoOrders);

    /// <summary>
    /// The unsettled orders in an order that does not depend on their ids, which differ between journals.
    /// </summary>
    public ImmutableArray<OpenOrder> UnsettledInOrder() =>
    [
        .. Unsettled.Values
            .OrderBy(order => order.DecidedAt)
            .ThenBy(order => order.Coin)
            .ThenBy(order => order.DecisionId, StringComparer.Ordinal),
    ];

    /// <summary>The state after an event.</summary>
    /// <exception cref="ArgumentException">The event is no trader's.</exception>
    public TraderState Apply(object happened) => happened switch
    {
        TraderEvents.Decided decided => Apply(decided),
        TraderEvents.DecisionSettled settled => Apply(settled),
        _ => throw new ArgumentException($"'{happened?.GetType().Name}' is no event of a trader.", nameof(happened)),
    };

    /// <summary>The state after a decision.</summary>
    public TraderState Apply(TraderEvents.Decided decided)
    {
        ArgumentNullException.ThrowIfNull(decided);
        return this with
        {
            LastDecidedAt = decided.Watermark,
            Unsettled = Unsettled.SetItems(
                decided.Orders.Select(order => KeyValuePair.Create(order.ClientOrderId, order))),
        };
    }

    /// <summary>The state after an answer. An answer to an order that has one already changes nothing.</summary>
    public TraderState Apply(TraderEvents.DecisionSettled settled)
    {
        ArgumentNullException.ThrowIfNull(settled);
        return this with { Unsettled = Unsettled.Remove(settled.ClientOrderId) };
    }
}
