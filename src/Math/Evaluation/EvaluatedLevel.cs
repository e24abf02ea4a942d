namespace WhaleStack.Quant;

/// <summary>A cluster as it stood at a decision, ahead of the price.</summary>
/// <param name="Side">Longs lie below the price, shorts above.</param>
/// <param name="Price">Centre of the cluster, quote per base.</param>
/// <param name="MassQuote">Its mass.</param>
/// <param name="WidthFraction">Its width as a fraction of its price.</param>
/// <param name="DistanceLog">|ln(level / price)|, above 0.</param>
/// <param name="DistanceAtr">The same in hourly average true ranges.</param>
/// <param name="MassShare">Its mass as a share of all levels of its side at this decision, (0, 1].</param>
public readonly record struct EvaluatedLevel(
    LiquidationSide Side,
    double Price,
    double MassQuote,
    double WidthFraction,
    double DistanceLog,
    double DistanceAtr,
    double MassShare)
{
    /// <summary>1 for a level above the price, -1 for one below.</summary>
    public double Sign => Side == LiquidationSide.Shorts ? 1.0 : -1.0;
}
