namespace WhaleStack.Quant;

/// <summary>What the heatmap needs of a candle.</summary>
/// <param name="CloseTime">End of the candle, UTC.</param>
/// <param name="Open">First price, positive.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price, positive.</param>
/// <param name="Close">Last price.</param>
/// <param name="TurnoverQuote">Traded quote, not negative.</param>
public readonly record struct HeatmapCandle(
    DateTimeOffset CloseTime, double Open, double High, double Low, double Close, double TurnoverQuote);
