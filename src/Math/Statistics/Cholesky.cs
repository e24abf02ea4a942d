namespace WhaleStack.Quant;

/// <summary>Solves systems of symmetric positive definite matrices.</summary>
/// <remarks>
/// Formula: A = L L'; L y = b; L' x = y. Where: A = matrix, row by row, of which the lower half is read, L = lower
/// triangle. Unit: none. Range: A positive definite. Source: the usual algorithm (G. Golub and C. Van Loan, Matrix
/// Computations, algorithm 4.2.1). Warm-up: none. Cost: O(n^3) to factor, O(n^2) to solve.
/// </remarks>
internal static class Cholesky
{
    /// <summary>Overwrites the lower half with L. False, and the matrix is spoilt, when it is not positive
    /// definite.</summary>
    public static bool TryFactor(Span<double> matrix, int size)
    {
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[(row * size) + column];
                for (var k = 0; k < column; k++)
                {
                    sum -= matrix[(row * size) + k] * matrix[(column * size) + k];
                }

                if (row == column)
                {
                    if (!(sum > 0.0 && double.IsFinite(sum)))
                    {
                        return false;
                    }

                    matrix[(row * size) + row] = Math.Sqrt(sum);
                }
                else
                {
                    matrix[(row * size) + column] = sum / matrix[(column * size) + column];
                }
            }
        }

        return true;
    }

    /// <summary>Overwrites the right side with the solution.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int size, Span<double> side)
    {
        for (var row = 0; row < size; row++)
        {
            for (var k = 0; k < row; k++)
            {
                side[row] -= factor[(row * size) + k] * side[k];
            }

            side[row] /= factor[(row * size) + row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < size; k++)
            {
                side[row] -= factor[(k * size) + row] * side[k];
            }

            side[row] /= factor[(row * size) + row];
        }
    }
}
