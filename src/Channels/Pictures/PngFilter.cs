namespace WhaleStack.Channels.Pictures;

/// <summary>Turns rows of samples into differences from their neighbours, which compress better.</summary>
/// <remarks>Each row takes the filter with the least sum of absolute differences, as the PNG specification advises;
/// samples that are palette indices are left as they are, as it advises too.</remarks>
internal static class PngFilter
{
    private const int FilterCount = 5;

    public static byte[] Apply(byte[] samples, int stride, int pixelBytes)
    {
        var rows = samples.Length / stride;
        var filtered = new byte[rows * (stride + 1)];
        var candidate = new byte[stride];
        var blank = new byte[stride];
        for (var row = 0; row < rows; row++)
        {
            var current = samples.AsSpan(row * stride, stride);
            var above = row == 0 ? blank : samples.AsSpan((row - 1) * stride, stride);
            var target = filtered.AsSpan(row * (stride + 1), stride + 1);
            current.CopyTo(target[1..]);
            var best = pixelBytes == 1 ? 0 : Cost(current);
            for (byte filter = 1; filter < FilterCount && pixelBytes > 1; filter++)
            {
                Row(filter, current, above, pixelBytes, candidate);
                if (Cost(candidate) is var cost && cost < best)
                {
                    best = cost;
                    target[0] = filter;
                    candidate.CopyTo(target[1..]);
                }
            }
        }

        return filtered;
    }

    private static void Row(
        byte filter, ReadOnlySpan<byte> current, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> result)
    {
        for (var i = 0; i < current.Length; i++)
        {
            var left = i < pixelBytes ? 0 : current[i - pixelBytes];
            var corner = i < pixelBytes ? 0 : above[i - pixelBytes];
            var guess = filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Unknown filter."),
            };
            result[i] = (byte)(current[i] - guess);
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var (toLeft, toAbove, toCorner) = (
            Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static int Cost(ReadOnlySpan<byte> row)
    {
        var sum = 0;
        foreach (var value in row)
        {
            sum += value < 128 ? value : 256 - value;
        }

        return sum;
    }
}
