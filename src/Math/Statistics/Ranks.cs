namespace WhaleStack.Quant;

/// <summary>Places of values in rising order.</summary>
/// <remarks>
/// Formula: (values below + half of the others alike) / (n - 1). Unit: none. Range: [0, 1]; 0 for a single value.
/// Source: C. Spearman, The proof and measurement of association between two things, American Journal of Psychology
/// 15, 1904. Warm-up: none. Cost: O(n log n).
/// </remarks>
public static class Ranks
{
    /// <summary>The rank of each value; equal values share their mean rank.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static double[] Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var i = 0; i < order.Length;)
        {
            if (!double.IsFinite(values[order[i]]))
            {
                throw new ArgumentException($"Must be finite; one is {values[order[i]]}.", nameof(values));
            }

            var end = i;
            while (end < order.Length && values[order[end]] == values[order[i]])
            {
                end++;
            }

            for (var k = i; k < end; k++)
            {
                ranks[order[k]] = (i + end - 1) / 2.0 / Math.Max(1, order.Length - 1);
            }

            i = end;
        }

        return ranks;
    }

    /// <summary>Spearman's correlation of two lists of one length; NaN when one of them never changes.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or a value is not finite.</exception>
    public static double Correlation(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"Must be as many as the first ({x.Count}); are {y.Count}.", nameof(y));
        }

        var sums = new double[CrossMoments.ColumnsOf(2)];
        var (first, second) = (Of(x), Of(y));
        for (var i = 0; i < first.Length; i++)
        {
            CrossMoments.Add(sums, [first[i], second[i]]);
        }

        return CrossMoments.Correlation(sums, 2, 0, 1);
    }
}
