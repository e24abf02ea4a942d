namespace WhaleStack.Quant;

/// <summary>Correlations, plain and partial, from sums that can be added up in any grouping.</summary>
/// <remarks>
/// Formula: the sums are n, sum x_i, and sum x_i x_j for i at most j. Of x and y with others held fixed: the
/// correlations of the others and x, x last, are L L'; L l = their correlations with y; r = l_x / sqrt(1 - sum of the
/// other l^2), which is the correlation of what a linear fit on the others leaves of both. Unit: none. Range: [-1, 1];
/// NaN when a variable never changes or is told by the others. Source: T. Anderson, An Introduction to Multivariate
/// Statistical Analysis, 2.5. Cost: O(k^3).
/// </remarks>
public static class CrossMoments
{
    // Less of a variable than this is left by rounding alone.
    private const double LeftMin = 1e-9;

    /// <summary>Sums for so many variables.</summary>
    public static int ColumnsOf(int variables) => 1 + variables + (variables * (variables + 1) / 2);

    /// <summary>Adds one observation.</summary>
    public static void Add(Span<double> sums, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sums.Length, ColumnsOf(values.Length), nameof(sums));
        sums[0] += 1.0;
        for (var i = 0; i < values.Length; i++)
        {
            sums[1 + i] += values[i];
            for (var j = i; j < values.Length; j++)
            {
                sums[Place(values.Length, i, j)] += values[i] * values[j];
            }
        }
    }

    /// <summary>Correlation of two variables, counted from 0.</summary>
    public static double Correlation(ReadOnlySpan<double> sums, int variables, int x, int y)
    {
        var variances = Covariance(sums, variables, x, x) * Covariance(sums, variables, y, y);
        return variances > 0.0 ? Covariance(sums, variables, x, y) / Math.Sqrt(variances) : double.NaN;
    }

    /// <summary>Correlation of two variables with others held fixed.</summary>
    public static double Partial(ReadOnlySpan<double> sums, int variables, int x, int y, params ReadOnlySpan<int> held)
    {
        Span<int> order = [.. held, x];
        var size = order.Length;
        Span<double> matrix = stackalloc double[size * size];
        Span<double> ofY = stackalloc double[size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                matrix[(row * size) + column] = Correlation(sums, variables, order[row], order[column]);
            }

            ofY[row] = Correlation(sums, variables, order[row], y);
        }

        return Cholesky.TryFactor(matrix, size) ? LastOf(matrix, ofY) : double.NaN;
    }

    /// <summary>Solves L l = c, and brings the last of l to what the others leave.</summary>
    private static double LastOf(ReadOnlySpan<double> factor, Span<double> side)
    {
        var left = 1.0;
        for (var row = 0; row < side.Length; row++)
        {
            for (var k = 0; k < row; k++)
            {
                side[row] -= factor[(row * side.Length) + k] * side[k];
            }

            side[row] /= factor[(row * side.Length) + row];
            left -= row < side.Length - 1 ? side[row] * side[row] : 0.0;
        }

        return left > LeftMin ? Math.Clamp(side[^1] / Math.Sqrt(left), -1.0, 1.0) : double.NaN;
    }

    private static double Covariance(ReadOnlySpan<double> sums, int variables, int x, int y)
    {
        var n = sums[0];
        return (sums[Place(variables, Math.Min(x, y), Math.Max(x, y))] / n) - (sums[1 + x] / n * (sums[1 + y] / n));
    }

    private static int Place(int variables, int i, int j) =>
        1 + variables + (i * variables) - (i * (i - 1) / 2) + (j - i);
}
