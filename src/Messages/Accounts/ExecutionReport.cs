using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Accounts;

/// <summary>Why a position changed.</summary>
public enum ExecutionKind
{
    /// <summary>An order of the account was filled.</summary>
    Trade = 1,

    /// <summary>The venue liquidated.</summary>
    Liquidation = 2,

    /// <summary>The venue took a position over to cover somebody else's loss.</summary>
    Deleveraging = 3,

    /// <summary>The contract was settled or delivered.</summary>
    Settlement = 4,

    /// <summary>Agreed outside the book: block trades, moved positions, spreads, corporate actions.</summary>
    OffBook = 5,
}

/// <summary>One execution that changed a position. Funding is no execution: <see cref="FundingReport"/>.</summary>
/// <param name="ExecutionId">The venue's id; the same execution always has the same.</param>
/// <param name="Kind">Why.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="VenueOrderId">The order's id at the venue.</param>
/// <param name="ClientOrderId">Our id of the order; empty where it was made elsewhere.</param>
/// <param name="Role">Whether a stop or a target was executed.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="PriceQuote">Price, quote per base.</param>
/// <param name="SizeBase">Size in base, positive.</param>
/// <param name="FeeAmount">Fee paid, in <paramref name="FeeAsset"/>; negative when earned; null where the venue tells
/// it later.</param>
/// <param name="FeeAsset">Currency of the fee; empty where the venue does not say, then it is the instrument's
/// quote.</param>
/// <param name="IsMaker">Whether it added to the book.</param>
/// <param name="ClosedBase">How much of it made a position smaller; null where the venue does not say.</param>
/// <param name="LeftBase">What the order has left; null where the venue does not say.</param>
/// <param name="Sequence">The venue's counter within the instrument; null where it has none.</param>
/// <param name="Time">The venue's time.</param>
public sealed record ExecutionReport(
    string ExecutionId,
    ExecutionKind Kind,
    InstrumentId Coin,
    string VenueOrderId,
    string ClientOrderId,
    ProtectionRole Role,
    Side Side,
    decimal PriceQuote,
    decimal SizeBase,
    decimal? FeeAmount,
    string FeeAsset,
    bool IsMaker,
    decimal? ClosedBase,
    decimal? LeftBase,
    long? Sequence,
    DateTimeOffset Time) : IWithCoin;

/// <summary>A funding settlement of a position. It changes cash and no position.</summary>
/// <param name="ExecutionId">The venue's id; the same settlement always has the same.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="SizeBase">Size of the position, in base, without its sign.</param>
/// <param name="PriceQuote">Price it was settled at.</param>
/// <param name="RateFraction">The rate; null where the venue does not say.</param>
/// <param name="AmountQuote">What the account received; negative when it paid.</param>
/// <param name="Time">The venue's time.</param>
public sealed record FundingReport(
    string ExecutionId,
    InstrumentId Coin,
    decimal SizeBase,
    decimal PriceQuote,
    decimal? RateFraction,
    decimal AmountQuote,
    DateTimeOffset Time) : IWithCoin;
