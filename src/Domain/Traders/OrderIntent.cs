using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Traders;

/// <summary>A strategy's wish to trade, before it has an id.</summary>
/// <param name="Intent">What for, such as <c>enter</c>, <c>time_stop</c> or <c>flatten</c>: part of the decision's
/// id.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Kind">Market or limit.</param>
/// <param name="SizeBase">Size in base, positive, a multiple of the instrument's step.</param>
/// <param name="LimitQuote">Limit price; null for a market order.</param>
/// <param name="ReduceOnly">True when it may only make a position smaller.</param>
/// <param name="StopQuote">Protective stop; null for none.</param>
/// <param name="TargetQuote">Take-profit; null for none.</param>
/// <param name="ReferenceQuote">Price at the time of the decision.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record OrderIntent(
    string Intent,
    InstrumentId Coin,
    Side Side,
    OrderKind Kind,
    decimal SizeBase,
    decimal? LimitQuote,
    bool ReduceOnly,
    decimal? StopQuote,
    decimal? TargetQuote,
    decimal ReferenceQuote,
    string Reason);
