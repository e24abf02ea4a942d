using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Accounts;

/// <summary>Where an order is in its life at the venue.</summary>
public enum OrderStatus
{
    /// <summary>It waits for its trigger.</summary>
    Untriggered = 1,

    /// <summary>Its trigger was reached; it is about to be placed.</summary>
    Triggered = 2,

    /// <summary>It rests; nothing is filled.</summary>
    Open = 3,

    /// <summary>It rests; a part is filled.</summary>
    PartiallyFilled = 4,

    /// <summary>Filled in full.</summary>
    Filled = 5,

    /// <summary>Ended by someone or by its own terms; a part may be filled all the same.</summary>
    Cancelled = 6,

    /// <summary>The venue did not take it; a part may be filled all the same.</summary>
    Rejected = 7,
}

/// <summary>Who made an order.</summary>
public enum OrderOrigin
{
    /// <summary>The account's owner, by whatever way.</summary>
    User = 1,

    /// <summary>A stop or target of a position.</summary>
    Protection = 2,

    /// <summary>The venue, which liquidates a position.</summary>
    Liquidation = 3,

    /// <summary>The venue, which takes a position over to cover somebody else's loss.</summary>
    Deleveraging = 4,

    /// <summary>The venue, for another reason: settlement, delivery, a block trade.</summary>
    Venue = 5,
}

/// <summary>What part an order has in a position's protection.</summary>
public enum ProtectionRole
{
    /// <summary>None: an order by itself, triggered or not.</summary>
    None = 1,

    /// <summary>A stop, trailing ones included.</summary>
    Stop = 2,

    /// <summary>A target.</summary>
    Target = 3,
}

/// <summary>Why an order ended, where that matters to whoever placed it.</summary>
public enum OrderEnd
{
    /// <summary>It has not ended, was filled, or the venue says nothing.</summary>
    None = 1,

    /// <summary>Post-only, and it would have taken.</summary>
    WouldHaveTaken = 2,

    /// <summary>Nothing to reduce.</summary>
    NothingToReduce = 3,

    /// <summary>Not enough margin.</summary>
    InsufficientMargin = 4,

    /// <summary>Cancelled on request.</summary>
    OnRequest = 5,

    /// <summary>It would have met another order of the same account.</summary>
    SelfTrade = 6,

    /// <summary>Its price was outside the venue's band, or no one was left to fill it.</summary>
    NoPrice = 7,

    /// <summary>Another reason; the report's detail has the venue's word.</summary>
    Other = 8,
}

/// <summary>An order as the venue sees it.</summary>
/// <param name="Coin">Which instrument.</param>
/// <param name="VenueOrderId">The venue's id.</param>
/// <param name="ClientOrderId">Ours; empty for an order made elsewhere.</param>
/// <param name="ParentClientOrderId">For a stop or target, the entry it came with; empty where there is none or the
/// venue does not say.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Kind">Market or limit.</param>
/// <param name="Life">How long it may rest.</param>
/// <param name="SizeBase">All of it, in base.</param>
/// <param name="FilledBase">Filled so far.</param>
/// <param name="LeftBase">Still to be filled; null where the venue does not say.</param>
/// <param name="LimitQuote">Limit price; null for a market order.</param>
/// <param name="AverageQuote">Average price of what is filled; null where nothing is.</param>
/// <param name="FeesQuote">Fees so far in the fee's currency; null where the venue does not say.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="End">Why it ended.</param>
/// <param name="EndDetail">The venue's word for why; empty where there is none.</param>
/// <param name="ReduceOnly">Whether it may only make a position smaller.</param>
/// <param name="Slot">Which position it is for.</param>
/// <param name="Origin">Who made it.</param>
/// <param name="Role">Its part in a position's protection.</param>
/// <param name="Trigger">When it is placed; null for one that is placed at once.</param>
/// <param name="StopQuote">Stop that comes with it; null for none.</param>
/// <param name="TargetQuote">Target that comes with it; null for none.</param>
/// <param name="CreatedAt">The venue's time.</param>
/// <param name="UpdatedAt">The venue's time of this state.</param>
public sealed record OrderReport(
    InstrumentId Coin,
    string VenueOrderId,
    string ClientOrderId,
    string ParentClientOrderId,
    Side Side,
    OrderKind Kind,
    OrderLife Life,
    decimal SizeBase,
    decimal FilledBase,
    decimal? LeftBase,
    decimal? LimitQuote,
    decimal? AverageQuote,
    decimal? FeesQuote,
    OrderStatus Status,
    OrderEnd End,
    string EndDetail,
    bool ReduceOnly,
    PositionSlot Slot,
    OrderOrigin Origin,
    ProtectionRole Role,
    OrderTrigger? Trigger,
    decimal? StopQuote,
    decimal? TargetQuote,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IWithCoin
{
    /// <summary>Whether nothing more can become of it.</summary>
    public bool IsEnded => Status switch
    {
        OrderStatus.Untriggered or OrderStatus.Triggered or OrderStatus.Open or OrderStatus.PartiallyFilled => false,
        OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected => true,
        _ => throw new InvalidOperationException($"'{Status}' is no status of an order."),
    };
}
