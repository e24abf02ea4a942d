namespace WhaleStack.Quant;

/// <summary>The value below which a given share of a sample lies.</summary>
/// <remarks>
/// Formula: q(p) = x[k] + (h - k)(x[k + 1] - x[k]), h = p(n - 1), k = floor(h), x sorted and counted from 0.
/// Where: n = values, p = share. Unit: that of the values. Range: smallest to largest value.
/// Source: R. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician 50, 1996,
/// definition 7. Warm-up: one value. Cost: O(1) of a sorted sample, O(n log n) of another.
/// </remarks>
public static class Quantile
{
    /// <summary>The quantile of values in ascending order.</summary>
    /// <param name="sorted">At least one value, ascending, without NaN.</param>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="ArgumentException">No value, a share out of range, or the ends are not in order.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        Argument.Count(sorted.Length, 1, int.MaxValue);
        Argument.Within(share, 0.0, 1.0);
        if (!(sorted[0] <= sorted[^1]))
        {
            Argument.Refuse(nameof(sorted), sorted[0], $"Must ascend to {sorted[^1]}.");
        }

        var place = share * (sorted.Length - 1);
        var below = (int)place;
        if (below >= sorted.Length - 1)
        {
            return sorted[^1];
        }

        var (low, high) = (sorted[below], sorted[below + 1]);
        var part = place - below;

        // Two products, not a difference: the difference of huge values of opposite signs would be infinite.
        return low == high ? low : Math.Clamp(((1.0 - part) * low) + (part * high), low, high);
    }

    /// <summary>The quantile of values in any order.</summary>
    /// <exception cref="ArgumentException">No value, one that is not finite, or a share out of range.</exception>
    public static double Of(ReadOnlySpan<double> values, double share)
    {
        Argument.Finite(values);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, share);
    }
}
