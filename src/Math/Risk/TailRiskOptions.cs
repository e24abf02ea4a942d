using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Which tail of which returns is asked for what it costs.</summary>
/// <param name="TailFraction">Probability of the tail, [0.001, 0.5]: 0.05 is a confidence of 95 %.</param>
/// <param name="WindowCandles">Returns that are looked back at, 20 to 10,000.</param>
/// <param name="CandlesMin">Least of them before anything is told, 20 to the window.</param>
public sealed record TailRiskOptions(double TailFraction, int WindowCandles, int CandlesMin) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("tail_fraction", TailFraction, 0.001, 0.5)
        .Within("window_candles", WindowCandles, 20, 10_000)
        .Within("candles_min", CandlesMin, 20, Math.Max(20, WindowCandles))
        .Found;
}
