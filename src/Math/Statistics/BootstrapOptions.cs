using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>How often, how and how surely a statistic is resampled.</summary>
/// <param name="Draws">Resamples, 100 to 1,000,000.</param>
/// <param name="Confidence">Share of the draws inside the interval, (0, 1), such as 0.95.</param>
/// <param name="BlockLength">Neighbours drawn together: 1 when values are independent, longer than their memory when
/// not. At least 1; more than there are values means all of them.</param>
/// <param name="Seed">The same seed gives the same interval.</param>
public sealed record BootstrapOptions(int Draws = 2_000, double Confidence = 0.95, int BlockLength = 1, ulong Seed = 1)
    : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("draws", Draws, 100, 1_000_000)
        .Within("confidence", Confidence, 0.01, 0.9999)
        .Within("block_length", BlockLength, 1, int.MaxValue)
        .Found;

    /// <summary>These options for a series with memory: the usual rule of thumb, blocks of about the cube root of the
    /// count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public BootstrapOptions WithBlocksFor(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return this with { BlockLength = (int)Math.Ceiling(Math.Cbrt(count) - 1e-9) };
    }
}
