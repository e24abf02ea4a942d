namespace WhaleStack.Quant;

/// <summary>A price zone where liquidation levels are dense.</summary>
/// <param name="Side">Whose positions.</param>
/// <param name="Price">Centre of mass of the zone, quote per base.</param>
/// <param name="MassQuote">Mass in the zone.</param>
/// <param name="WidthFraction">Width of the zone as a fraction of its price.</param>
/// <param name="DistanceFraction">Price of the zone over the last price, minus 1.</param>
public readonly record struct LiquidationCluster(
    LiquidationSide Side, double Price, double MassQuote, double WidthFraction, double DistanceFraction);
