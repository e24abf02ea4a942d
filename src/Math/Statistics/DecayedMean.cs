namespace WhaleStack.Quant;

/// <summary>An exponentially weighted mean that starts as the plain one.</summary>
/// <remarks>
/// Formula: m = sum k^i x_i / sum k^i, k = 0.5^(bar / half-life). Where: x_i = value i bars ago. Unit: that of the
/// values. Range: that of the values. Source: the usual one. Warm-up: one value; 0 before. Cost: O(1).
/// Not thread-safe.
/// </remarks>
/// <param name="halfLifeHours">Age at which a value counts half, above 0.</param>
/// <param name="barHours">Time between two values, above 0.</param>
internal sealed class DecayedMean(double halfLifeHours, double barHours)
{
    private readonly double _keep = Math.Pow(0.5, barHours / halfLifeHours);
    private double _sum;
    private double _weight;

    /// <summary>The mean; 0 before the first value.</summary>
    public double Value => _weight > 0.0 ? _sum / _weight : 0.0;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        _sum = (_sum * _keep) + value;
        _weight = (_weight * _keep) + 1.0;
    }
}
