using WhaleStack.Messages.Units;

namespace WhaleStack.Simulator.Markets;

/// <summary>A trade that everybody saw.</summary>
/// <param name="At">When.</param>
/// <param name="Number">The exchange's number of it.</param>
/// <param name="TakerSide">Who took.</param>
/// <param name="PriceQuote">Price.</param>
/// <param name="SizeBase">Size in base.</param>
/// <param name="Tick">Up or down against the one before, as Bybit names it.</param>
public sealed record PublicTrade(
    DateTimeOffset At, long Number, Side TakerSide, decimal PriceQuote, decimal SizeBase, string Tick);
