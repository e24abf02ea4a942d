namespace WhaleStack.Domain.Matching;

/// <summary>Why the exchange refused a command.</summary>
public enum ExchangeRefusal
{
    /// <summary>No such account.</summary>
    UnknownAccount = 1,

    /// <summary>No such instrument.</summary>
    UnknownInstrument = 2,

    /// <summary>No such order, or it ended before.</summary>
    UnknownOrder = 3,

    /// <summary>The client order id was used before.</summary>
    DuplicateClientOrderId = 4,

    /// <summary>Price off the tick or outside the instrument's range.</summary>
    InvalidPrice = 5,

    /// <summary>Size off the step, too small or too large.</summary>
    InvalidSize = 6,

    /// <summary>Value below the minimum.</summary>
    NotionalTooSmall = 7,

    /// <summary>Limit price too far from the mark price.</summary>
    PriceOutOfBand = 8,

    /// <summary>Parts of the command contradict each other.</summary>
    InvalidOrder = 9,

    /// <summary>The position leg does not fit the position mode.</summary>
    PositionLegMismatch = 10,

    /// <summary>Not enough free margin.</summary>
    InsufficientMargin = 11,

    /// <summary>Above the position value that the leverage or the highest tier allows.</summary>
    RiskLimitExceeded = 12,

    /// <summary>Reduce-only, and nothing to reduce.</summary>
    NothingToReduce = 13,

    /// <summary>The trigger price is already reached.</summary>
    TriggerAlreadyReached = 14,

    /// <summary>Too many open orders.</summary>
    TooManyOrders = 15,

    /// <summary>Too many conditional orders.</summary>
    TooManyConditionals = 16,

    /// <summary>Too many partial take-profits and stop-losses.</summary>
    TooManyProtections = 17,

    /// <summary>Mode, leverage, order or protection already is as asked.</summary>
    NotModified = 18,

    /// <summary>Modes cannot change while there is a position.</summary>
    PositionOpen = 19,

    /// <summary>Modes cannot change while there are orders.</summary>
    OrdersOpen = 20,

    /// <summary>No position to set that on.</summary>
    NoPosition = 21,

    /// <summary>Leverage outside the instrument's range.</summary>
    InvalidLeverage = 22,

    /// <summary>A price that is needed was never told: mark, last or index.</summary>
    PriceUnknown = 23,

    /// <summary>The id of the account or instrument is taken.</summary>
    AlreadyExists = 24,

    /// <summary>Not enough free balance to take out.</summary>
    InsufficientBalance = 25,

    /// <summary>A take-profit or stop-loss lies on the wrong side of the price.</summary>
    ProtectionMisplaced = 26,
}

/// <summary>What a refusal means for the sender.</summary>
public static class ExchangeRefusalExtensions
{
    /// <summary>True when the same command may succeed a little later.</summary>
    public static bool IsTransient(this ExchangeRefusal kind) => kind
        is ExchangeRefusal.TooManyOrders
        or ExchangeRefusal.TooManyConditionals
        or ExchangeRefusal.TooManyProtections
        or ExchangeRefusal.PriceUnknown;
}
