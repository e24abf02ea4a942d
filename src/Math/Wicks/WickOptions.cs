using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>How wicks are measured.</summary>
/// <param name="WindowCandles">Candles that are looked back at, 20 to 5,000.</param>
/// <param name="QuantileFraction">The quantile that stands for a long wick, [0.5, 1).</param>
/// <param name="HuntLookbackCandles">Candles whose low or high a stop hunt breaks, 2 to 500.</param>
/// <param name="HuntWickShareMin">Least share of the candle's span that the wick beyond the body has, (0, 1).</param>
/// <param name="StopMarginFraction">What a safe stop adds to the long wick, as a fraction of it, [0, 5].</param>
public sealed record WickOptions(
    int WindowCandles,
    double QuantileFraction,
    int HuntLookbackCandles,
    double HuntWickShareMin,
    double StopMarginFraction) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("window_candles", WindowCandles, 20, 5_000)
        .Within("quantile_fraction", QuantileFraction, 0.5, 0.999_999)
        .Within("hunt_lookback_candles", HuntLookbackCandles, 2, 500)
        .Within("hunt_wick_share_min", HuntWickShareMin, 0.01, 0.99)
        .Within("stop_margin_fraction", StopMarginFraction, 0.0, 5.0)
        .Found;
}
