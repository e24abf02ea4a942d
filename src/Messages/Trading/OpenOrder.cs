using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Trading;

/// <summary>How an order is priced.</summary>
public enum OrderKind
{
    /// <summary>At the best price there is.</summary>
    Market = 1,

    /// <summary>At <see cref="OpenOrder.LimitQuote"/> or better.</summary>
    Limit = 2,
}

/// <summary>A trader's decision to trade.</summary>
/// <param name="ClientOrderId">At most 36 characters; a hash of journal incarnation, trader, sequence number and
/// index.</param>
/// <param name="DecisionId">Names the decision apart from its journal position: trader, instrument, time,
/// intent.</param>
/// <param name="Trader">Name of the trader.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Kind">Market or limit.</param>
/// <param name="SizeBase">Size in base, positive, a multiple of the instrument's step.</param>
/// <param name="LimitQuote">Limit price; null for a market order.</param>
/// <param name="ReduceOnly">True when it may only make a position smaller.</param>
/// <param name="StopQuote">Protective stop placed with the entry; null for none.</param>
/// <param name="TargetQuote">Take-profit placed with the entry; null for none.</param>
/// <param name="ReferenceQuote">Price at the time of the decision, for risk checks.</param>
/// <param name="DecidedAt">The watermark at which it was decided.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record OpenOrder(
    string ClientOrderId,
    string DecisionId,
    string Trader,
    InstrumentId Coin,
    Side Side,
    OrderKind Kind,
    decimal SizeBase,
    decimal? LimitQuote,
    bool ReduceOnly,
    decimal? StopQuote,
    decimal? TargetQuote,
    decimal ReferenceQuote,
    Watermark DecidedAt,
    string Reason) : IWithCoin;
