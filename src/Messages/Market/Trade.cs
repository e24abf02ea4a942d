using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Market;

/// <summary>One public trade.</summary>
/// <param name="VenueTime">When it was matched, UTC.</param>
/// <param name="TradeId">The venue's id, unique for the instrument.</param>
/// <param name="TakerSide">The aggressor's side.</param>
/// <param name="PriceQuote">Price, quote per base.</param>
/// <param name="SizeBase">Size in base.</param>
public readonly record struct Trade(
    DateTimeOffset VenueTime, TradeId TradeId, Side TakerSide, decimal PriceQuote, decimal SizeBase);

/// <summary>One forced close of a leveraged position.</summary>
/// <param name="VenueTime">When it was matched, UTC.</param>
/// <param name="PositionSide">The side of the position that was liquidated: <see cref="Side.Buy"/> is a long.</param>
/// <param name="BankruptcyPriceQuote">The price at which the position's margin is used up.</param>
/// <param name="SizeBase">Size in base.</param>
public readonly record struct LiquidationPrint(
    DateTimeOffset VenueTime, Side PositionSide, decimal BankruptcyPriceQuote, decimal SizeBase);
