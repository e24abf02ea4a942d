namespace WhaleStack.Quant;

/// <summary>A statistic and how far it might be off.</summary>
/// <param name="Estimate">The statistic of the sample itself; NaN where it is not defined there.</param>
/// <param name="Low">Lower end of the interval; NaN when fewer than half of the draws were defined.</param>
/// <param name="High">Upper end; NaN likewise.</param>
/// <param name="StandardError">Standard deviation of the draws; NaN likewise.</param>
/// <param name="DrawsDefined">Draws for which the statistic was a finite number; the others are left out.</param>
public readonly record struct BootstrapInterval(
    double Estimate, double Low, double High, double StandardError, int DrawsDefined)
{
    /// <summary>True when the interval is defined and holds the value.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
