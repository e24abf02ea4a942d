namespace WhaleStack.Quant;

/// <summary>How far a value has fallen from its peak.</summary>
/// <remarks>
/// Formula: d = (peak - value) / peak. Where: peak = highest value so far, value = present value.
/// Unit: fraction. Range: [0, 1] for values from 0 to the peak; above 1 when the value is negative.
/// Source: the usual definition. Warm-up: none. Cost: O(1). Zero when the peak is not positive.
/// </remarks>
public static class Drawdown
{
    /// <summary>The fall of <paramref name="value"/> from <paramref name="peak"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is above its peak.</exception>
    public static decimal Fraction(decimal peak, decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, peak);
        return peak > 0m ? (peak - value) / peak : 0m;
    }
}
