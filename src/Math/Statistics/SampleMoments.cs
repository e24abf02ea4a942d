namespace WhaleStack.Quant;

/// <summary>Mean, deviation, skewness and excess kurtosis of values.</summary>
/// <param name="Count">Values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Standard deviation, of a sample (by n - 1); 0 of a single value.</param>
/// <param name="Skewness">Third standardised moment; 0 without deviation.</param>
/// <param name="Excess">Fourth standardised moment less 3; 0 without deviation.</param>
/// <remarks>
/// Formula: two passes: mean m, then sums of (v - m)^k, k = 2, 3, 4. Where: v = values. Unit: that of the values; none
/// for the last two. Range: deviation not negative. Source: the usual definitions (moments by n). Warm-up: one value.
/// Cost: O(n).
/// </remarks>
public readonly record struct SampleMoments(int Count, double Mean, double Deviation, double Skewness, double Excess)
{
    /// <summary>The moments of values.</summary>
    /// <exception cref="ArgumentException">No value, or one that is no number of at most 1e150 either way.</exception>
    public static SampleMoments Of(ReadOnlySpan<double> values)
    {
        Argument.Count(values.Length, 1, int.MaxValue);
        Argument.Usable(values);
        var mean = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            mean += (values[i] - mean) / (i + 1);
        }

        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        var spread = Math.Sqrt(squares / values.Length);
        var (cubes, fourths) = (0.0, 0.0);
        foreach (var value in values)
        {
            var z = spread > 0.0 ? (value - mean) / spread : 0.0;
            cubes += z * z * z;
            fourths += z * z * z * z;
        }

        var deviation = values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : 0.0;
        return new SampleMoments(
            values.Length,
            mean,
            deviation,
            cubes / values.Length,
            spread > 0.0 ? (fourths / values.Length) - 3.0 : 0.0);
    }
}
