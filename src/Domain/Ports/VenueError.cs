namespace WhaleStack.Domain.Ports;

/// <summary>Why a venue did not do what it was asked, in words that hold for every venue.</summary>
public enum VenueErrorKind
{
    /// <summary>A reason that this version does not know; never repeated by itself.</summary>
    Unclassified = 1,

    /// <summary>The client order id was used before: the venue has, or had, the order. Query it.</summary>
    Duplicate = 2,

    /// <summary>Size, price or combination of fields breaks the instrument's rules.</summary>
    InvalidOrder = 3,

    /// <summary>Not enough margin or balance.</summary>
    InsufficientMargin = 4,

    /// <summary>A reducing order found nothing to reduce: the position is flat already.</summary>
    NothingToReduce = 5,

    /// <summary>No such open order: never there, filled or cancelled. Reconcile.</summary>
    OrderNotFound = 6,

    /// <summary>The instrument is unknown, or does not take this kind of order at present.</summary>
    NotTrading = 7,

    /// <summary>The account has as many orders, or as large a position, as it may have.</summary>
    AccountLimit = 8,

    /// <summary>Position mode, margin mode or position slot of the account do not fit the request.</summary>
    ModeConflict = 9,

    /// <summary>What was asked for is so already.</summary>
    Unchanged = 10,

    /// <summary>The order is being worked on: again in a moment.</summary>
    Busy = 11,

    /// <summary>Too many requests of this account; refused before anything happened.</summary>
    RateLimited = 12,

    /// <summary>Too many requests of this address: the venue wants silence.</summary>
    AddressBanned = 13,

    /// <summary>The request's time was outside the venue's window.</summary>
    ClockSkew = 14,

    /// <summary>Key or signature are not accepted here: stop, and tell a person.</summary>
    Credentials = 15,

    /// <summary>The account, address or region may not do this: stop, and tell a person.</summary>
    NotPermitted = 16,

    /// <summary>The request itself is wrong: our mistake.</summary>
    BadRequest = 17,

    /// <summary>The venue restarts, is overloaded or answered with an error of its own.</summary>
    Unavailable = 18,

    /// <summary>The request did not leave: there is no connection, or the channel is not ready.</summary>
    NotConnected = 19,

    /// <summary>No answer came, or none that could be read.</summary>
    NoAnswer = 20,

    /// <summary>The venue, or this environment of it, does not have this.</summary>
    Unsupported = 21,
}

/// <summary>A venue's refusal or failure.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Message">What was asked and what came back, in one line without secrets.</param>
public sealed record VenueError(VenueErrorKind Kind, string Message)
{
    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => Kind switch
    {
        VenueErrorKind.Busy
            or VenueErrorKind.RateLimited
            or VenueErrorKind.AddressBanned
            or VenueErrorKind.ClockSkew
            or VenueErrorKind.Unavailable
            or VenueErrorKind.NotConnected
            or VenueErrorKind.NoAnswer => true,
        VenueErrorKind.Unclassified
            or VenueErrorKind.Duplicate
            or VenueErrorKind.InvalidOrder
            or VenueErrorKind.InsufficientMargin
            or VenueErrorKind.NothingToReduce
            or VenueErrorKind.OrderNotFound
            or VenueErrorKind.NotTrading
            or VenueErrorKind.AccountLimit
            or VenueErrorKind.ModeConflict
            or VenueErrorKind.Unchanged
            or VenueErrorKind.Credentials
            or VenueErrorKind.NotPermitted
            or VenueErrorKind.BadRequest
            or VenueErrorKind.Unsupported => false,
        _ => throw new InvalidOperationException($"'{Kind}' is no kind of venue error."),
    };
}
