namespace WhaleStack.Quant;

/// <summary>Centre and spread of values, of which up to half may be wild.</summary>
/// <param name="Median">The middle value.</param>
/// <param name="Deviation">Median distance from the median.</param>
/// <remarks>
/// Formula: m = median of v, d = median of |v - m|; score of a value x: (x - m) / (1.4826 d).
/// Where: 1.4826 = 1 / 0.6745, which makes the score that of a normal distribution. Unit: that of the values; scores
/// have none. Range: d not negative. Source: F. Hampel, The influence curve and its role in robust estimation, Journal
/// of the American Statistical Association 69, 1974; B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers,
/// 1993, who call a value with a score beyond 3.5 an outlier. Warm-up: one value. Cost: O(n log n).
/// </remarks>
public readonly record struct MedianDeviation(double Median, double Deviation)
{
    /// <summary>Scores beyond this are usually called outliers.</summary>
    public const double UsualLimit = 3.5;

    private const double NormalScale = 1.482602218505602;

    /// <summary>Centre and spread of values in any order.</summary>
    /// <exception cref="ArgumentException">No value, or one that is no number of at most 1e150 either way.</exception>
    public static MedianDeviation Of(ReadOnlySpan<double> values)
    {
        Argument.Count(values.Length, 1, int.MaxValue);
        Argument.Usable(values);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted);
    }

    /// <summary>How many normal standard deviations a value is from the centre; null when half of the values are equal,
    /// so that there is no spread to measure by: then only the centre itself has a score, 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public double? Score(double value)
    {
        Argument.Usable(value);
        var score = (value - Median) / (NormalScale * Deviation);
        return Deviation > 0.0 && double.IsFinite(score) ? score : value == Median ? 0.0 : null;
    }

    /// <summary>True when the value is farther from the centre than the limit; without spread, when it differs at
    /// all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of usual size, or the limit not above
    /// 0.</exception>
    public bool IsOutlier(double value, double limit = UsualLimit)
    {
        Argument.Positive(limit);
        Argument.Usable(value);
        return Math.Abs(value - Median) > limit * NormalScale * Deviation;
    }

    // Distances grow from the median to both ends: the middle one of two sorted lists.
    internal static MedianDeviation OfSorted(ReadOnlySpan<double> sorted)
    {
        var median = Quantile.OfSorted(sorted, 0.5);
        var right = 0;
        while (right < sorted.Length && sorted[right] < median)
        {
            right++;
        }

        var left = right - 1;
        var (previous, distance) = (0.0, 0.0);
        for (var taken = 0; taken <= sorted.Length / 2; taken++)
        {
            previous = distance;
            var isRight = left < 0 || (right < sorted.Length && sorted[right] - median <= median - sorted[left]);
            distance = isRight ? sorted[right++] - median : median - sorted[left--];
        }

        return new MedianDeviation(median, sorted.Length % 2 == 1 ? distance : (previous + distance) / 2.0);
    }
}
