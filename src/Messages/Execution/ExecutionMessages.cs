using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Execution;

/// <summary>One execution at a venue.</summary>
/// <param name="Sequence">The venue's report number for the account: 1, 2, 3 ...; a report is counted once.</param>
/// <param name="ExecutionId">The venue's id of the execution.</param>
/// <param name="ClientOrderId">The order it belongs to; for a stop or target, that of the entry.</param>
/// <param name="Trader">Whose order it was.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="PriceQuote">Price, quote per base.</param>
/// <param name="SizeBase">Size in base.</param>
/// <param name="FeeQuote">Fee paid; negative when earned.</param>
/// <param name="Trigger">Why it was filled: entry, exit, stop, target or end of history.</param>
/// <param name="Time">Event time.</param>
public sealed record Fill(
    long Sequence,
    string ExecutionId,
    string ClientOrderId,
    string Trader,
    InstrumentId Coin,
    Side Side,
    decimal PriceQuote,
    decimal SizeBase,
    decimal FeeQuote,
    FillTrigger Trigger,
    DateTimeOffset Time) : IWithCoin;

/// <summary>Why an order was filled.</summary>
public enum FillTrigger
{
    /// <summary>The order itself.</summary>
    Order = 1,

    /// <summary>The protective stop.</summary>
    Stop = 2,

    /// <summary>The take-profit.</summary>
    Target = 3,
}

/// <summary>A funding settlement that was paid or received.</summary>
/// <param name="Sequence">The venue's report number for the account; shared with fills.</param>
/// <param name="Trader">Whose position.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="PositionBase">Signed position at the settlement.</param>
/// <param name="RateFraction">The rate.</param>
/// <param name="AmountQuote">What the account received; negative when it paid.</param>
/// <param name="Time">Event time.</param>
public sealed record FundingPayment(
    long Sequence,
    string Trader,
    InstrumentId Coin,
    decimal PositionBase,
    decimal RateFraction,
    decimal AmountQuote,
    DateTimeOffset Time) : IWithCoin;

/// <summary>Why a venue or execution refused an order.</summary>
public enum RefusalKind
{
    /// <summary>The client order id was used before: the venue has the order.</summary>
    Duplicate = 1,

    /// <summary>Size or price breaks the instrument's rules.</summary>
    InvalidOrder = 2,

    /// <summary>Nothing to reduce.</summary>
    NothingToReduce = 3,

    /// <summary>Not enough margin.</summary>
    InsufficientMargin = 4,

    /// <summary>The instrument is unknown or not trading.</summary>
    UnknownInstrument = 5,
}

/// <summary>What execution tells a venue.</summary>
public static class VenueCommands
{
    /// <summary>Place an order. Answered by an <see cref="VenueReplies.OrderAccepted"/> or a refusal.</summary>
    public sealed record PlaceOrder(OpenOrder Order);

    /// <summary>Is there an order with this id?</summary>
    public sealed record QueryOrder(string ClientOrderId);

    /// <summary>Send again every report after this number, then <see cref="VenueReplies.Reconciled"/>.</summary>
    public sealed record Reconcile(long AfterSequence);
}

/// <summary>What a venue answers or reports.</summary>
public static class VenueReplies
{
    /// <summary>The venue has the order.</summary>
    public sealed record OrderAccepted(string ClientOrderId, string VenueOrderId);

    /// <summary>The venue does not take the order.</summary>
    public sealed record OrderRefused(string ClientOrderId, RefusalKind Kind, string Detail, bool IsTransient);

    /// <summary>The venue never saw such an order.</summary>
    public sealed record OrderUnknown(string ClientOrderId);

    /// <summary>An execution.</summary>
    public sealed record Executed(Fill Fill);

    /// <summary>A funding settlement.</summary>
    public sealed record Funded(FundingPayment Payment);

    /// <summary>
    /// The market step is worked through: every report up to this number comes of it or of a step before.
    /// </summary>
    public sealed record Advanced(MarketStep Step, long LastSequence);

    /// <summary>All reports up to this number have been sent.</summary>
    public sealed record Reconciled(long LastSequence, ImmutableArray<string> OpenClientOrderIds);
}

/// <summary>What execution can be told by risk.</summary>
public static class ExecutionCommands
{
    /// <summary>The portfolio has booked every report up to this number.</summary>
    public sealed record ConfirmReports(long UpToSequence);

    /// <summary>The portfolio asks for the reports it has not booked.</summary>
    public sealed record ResendReports(long AfterSequence);
}

/// <summary>What execution journals.</summary>
public static class ExecutionEvents
{
    /// <summary>The order is about to be sent: journalled before it leaves.</summary>
    public sealed record OrderSubmitted(OpenOrder Order);

    /// <summary>The venue has it.</summary>
    public sealed record OrderAccepted(string ClientOrderId, string VenueOrderId, DateTimeOffset Time);

    /// <summary>The venue refused it.</summary>
    public sealed record OrderRejected(string ClientOrderId, RefusalKind Kind, string Detail, DateTimeOffset Time);

    /// <summary>It was executed.</summary>
    public sealed record OrderFilled(Fill Fill);

    /// <summary>Funding was settled.</summary>
    public sealed record FundingSettled(FundingPayment Payment);
}
