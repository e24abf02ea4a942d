namespace WhaleStack.Quant;

/// <summary>Rows of features, each column less its mean over its standard deviation; a column that never changes is
/// 0.</summary>
internal sealed record Standardised(double[] Values, int Width, double[] Means, double[] Scales)
{
    private const double Constant = double.PositiveInfinity;

    public int Count => Values.Length / Width;

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Width, Width);

    public bool IsConstant(int column) => double.IsPositiveInfinity(Scales[column]);

    public static Standardised Of(ReadOnlySpan<double> features, int width)
    {
        var (means, scales) = (new double[width], new double[width]);
        var count = features.Length / width;
        for (var i = 0; i < features.Length; i++)
        {
            means[i % width] += (features[i] - means[i % width]) / ((i / width) + 1);
        }

        for (var i = 0; i < features.Length; i++)
        {
            scales[i % width] = Math.Max(scales[i % width], Math.Abs(features[i] - means[i % width]));
        }

        // Squares of huge deviations would overflow: they are taken in units of the largest one.
        var squares = new double[width];
        for (var i = 0; i < features.Length; i++)
        {
            var unit = scales[i % width];
            var part = unit > 0.0 ? (features[i] - means[i % width]) / unit : 0.0;
            squares[i % width] += part * part;
        }

        for (var k = 0; k < width; k++)
        {
            var deviation = scales[k] * Math.Sqrt(squares[k] / count);
            scales[k] = deviation > Math.Abs(means[k]) * 1e-14 ? deviation : Constant;
        }

        var values = new double[features.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (features[i] - means[i % width]) / scales[i % width];
        }

        return new Standardised(values, width, means, scales);
    }
}
