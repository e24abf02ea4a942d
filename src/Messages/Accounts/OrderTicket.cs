using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Accounts;

/// <summary>How long an order may rest.</summary>
public enum OrderLife
{
    /// <summary>Until it is filled or cancelled.</summary>
    UntilCancelled = 1,

    /// <summary>What does not fill at once is cancelled.</summary>
    ImmediateOrCancel = 2,

    /// <summary>All at once or nothing.</summary>
    FillOrKill = 3,

    /// <summary>Cancelled instead of taking: it only ever adds to the book.</summary>
    PostOnly = 4,
}

/// <summary>Which of an account's positions in an instrument is meant.</summary>
public enum PositionSlot
{
    /// <summary>The only one: buys and sells net.</summary>
    Net = 1,

    /// <summary>The long one of an account that may hold both.</summary>
    Long = 2,

    /// <summary>The short one of an account that may hold both.</summary>
    Short = 3,
}

/// <summary>The price that a trigger watches.</summary>
public enum TriggerPrice
{
    /// <summary>Last traded price.</summary>
    Last = 1,

    /// <summary>Price of the underlying.</summary>
    Index = 2,

    /// <summary>Price used for margin.</summary>
    Mark = 3,
}

/// <summary>An order that waits until a price is reached.</summary>
/// <param name="PriceQuote">The price, quote per base, positive.</param>
/// <param name="WhenRising">True when the price has to rise to it, false when it has to fall.</param>
/// <param name="Watches">Which price.</param>
public sealed record OrderTrigger(decimal PriceQuote, bool WhenRising, TriggerPrice Watches);

/// <summary>Stop and target that protect a whole position; both are executed at market.</summary>
/// <param name="StopQuote">Price of the stop; null for none.</param>
/// <param name="TargetQuote">Price of the target; null for none.</param>
/// <param name="Watches">Which price triggers them.</param>
public sealed record Protection(decimal? StopQuote, decimal? TargetQuote, TriggerPrice Watches = TriggerPrice.Mark);

/// <summary>An order as a venue is asked to take it.</summary>
/// <param name="ClientOrderId">Ours: 1 to 36 letters, digits, '-' or '_'; never used twice.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Kind">Market or limit.</param>
/// <param name="SizeBase">Size in base, positive; 0 in a market order that only reduces closes the whole
/// position.</param>
/// <param name="LimitQuote">Limit price, positive; null for a market order.</param>
/// <param name="Life">How long it may rest; a market order never rests.</param>
/// <param name="ReduceOnly">True when it may only make a position smaller.</param>
/// <param name="Slot">Which position it is for.</param>
/// <param name="Trigger">When it is to be placed; null for at once.</param>
/// <param name="Protection">Stop and target placed with the entry; null for none.</param>
public sealed record OrderTicket(
    string ClientOrderId,
    InstrumentId Coin,
    Side Side,
    OrderKind Kind,
    decimal SizeBase,
    decimal? LimitQuote = null,
    OrderLife Life = OrderLife.UntilCancelled,
    bool ReduceOnly = false,
    PositionSlot Slot = PositionSlot.Net,
    OrderTrigger? Trigger = null,
    Protection? Protection = null) : IWithCoin
{
    /// <summary>A trader's order as a ticket: stops and targets watch the mark price.</summary>
    public static OrderTicket For(OpenOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var isProtected = order.StopQuote is not null || order.TargetQuote is not null;
        return new OrderTicket(
            order.ClientOrderId,
            order.Coin,
            order.Side,
            order.Kind,
            order.SizeBase,
            order.LimitQuote,
            ReduceOnly: order.ReduceOnly,
            Protection: isProtected ? new Protection(order.StopQuote, order.TargetQuote) : null);
    }
}

/// <summary>Names an order at a venue.</summary>
/// <param name="Coin">Its instrument.</param>
/// <param name="ClientOrderId">Our id; empty for an order that was made elsewhere.</param>
/// <param name="VenueOrderId">The venue's id; needed only where ours is empty.</param>
public sealed record OrderKey(InstrumentId Coin, string ClientOrderId, string VenueOrderId = "") : IWithCoin
{
    /// <summary>Our id, or the venue's where there is none.</summary>
    public string Name => ClientOrderId.Length > 0 ? ClientOrderId : VenueOrderId;
}

/// <summary>What is to change of an order that rests; null leaves a value as it is.</summary>
/// <param name="Order">Which.</param>
/// <param name="SizeBase">New size in base, all of it and not what is left.</param>
/// <param name="LimitQuote">New limit price.</param>
/// <param name="TriggerQuote">New trigger price.</param>
/// <param name="StopQuote">New stop; 0 takes it away.</param>
/// <param name="TargetQuote">New target; 0 takes it away.</param>
public sealed record OrderChange(
    OrderKey Order,
    decimal? SizeBase = null,
    decimal? LimitQuote = null,
    decimal? TriggerQuote = null,
    decimal? StopQuote = null,
    decimal? TargetQuote = null);

/// <summary>What the venue calls an order that it was asked about.</summary>
/// <param name="ClientOrderId">Our id; empty for an order that is not ours.</param>
/// <param name="VenueOrderId">The venue's id.</param>
public sealed record OrderReceipt(string ClientOrderId, string VenueOrderId);
