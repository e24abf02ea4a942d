namespace WhaleStack.Quant;

/// <summary>A candle took the stops beyond an extreme of the candles before it, and came back.</summary>
/// <param name="Time">Close of the candle.</param>
/// <param name="Side">Whose stops: longs' below a low, shorts' above a high.</param>
/// <param name="BrokenQuote">The low or high that was broken.</param>
/// <param name="ExtremeQuote">How far price went.</param>
/// <param name="DepthFraction">Distance beyond what was broken, as a fraction of it, above 0.</param>
public readonly record struct StopHunt(
    DateTimeOffset Time, LiquidationSide Side, double BrokenQuote, double ExtremeQuote, double DepthFraction);
