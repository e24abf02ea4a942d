namespace WhaleStack.Quant;

/// <summary>How far a peak stands out from what is around it.</summary>
/// <remarks>
/// Formula: P = v[p] - max(L, R), where L and R = the lowest value on the way from the peak to the nearest higher value
/// on the left and on the right, or 0 when there is none. Unit: that of the values. Range: 0 to v[p]; v[p] for the
/// highest of all. Source: topographic prominence, the usual definition for peaks of a signal, with the ends at 0.
/// Warm-up: none. Cost: O(n).
/// </remarks>
public static class Prominence
{
    /// <summary>The prominence of the value at a place.</summary>
    /// <param name="values">Not negative.</param>
    /// <param name="peak">The place; it need not be a peak, and is 0 where it is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static double Of(ReadOnlySpan<double> values, int peak)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(peak);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(peak, values.Length);
        return values[peak] - Math.Max(Saddle(values, peak, -1), Saddle(values, peak, 1));
    }

    private static double Saddle(ReadOnlySpan<double> values, int peak, int step)
    {
        var lowest = values[peak];
        for (var i = peak + step; i >= 0 && i < values.Length; i += step)
        {
            if (values[i] > values[peak])
            {
                return lowest;
            }

            lowest = Math.Min(lowest, values[i]);
        }

        return 0.0;
    }
}
