using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>What counts as trend and as volatile. Each state is left at a lower limit than it is entered at, so that it
/// does not flicker.</summary>
/// <param name="AdxPeriod">Candles of the ADX, 2 to 1,000.</param>
/// <param name="TrendAdxMin">ADX from which on there is a trend, (0, 100].</param>
/// <param name="TrendAdxExit">ADX below which it is over, (0, trend_adx_min].</param>
/// <param name="VolatilityPeriod">Candles of the volatility, 2 to 1,000.</param>
/// <param name="HistoryCandles">Candles whose volatility it is compared with, 20 to 10,000.</param>
/// <param name="VolatileRankMin">Share of the history that must have been calmer, (0.5, 1].</param>
/// <param name="VolatileRankExit">Share below which it is calm again, (0, volatile_rank_min].</param>
public sealed record RegimeOptions(
    int AdxPeriod = 14,
    double TrendAdxMin = 25.0,
    double TrendAdxExit = 20.0,
    int VolatilityPeriod = 24,
    int HistoryCandles = 720,
    double VolatileRankMin = 0.9,
    double VolatileRankExit = 0.8) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("adx_period", AdxPeriod, 2, 1_000)
        .Above("trend_adx_min", TrendAdxMin, 0.0, 100.0)
        .Above("trend_adx_exit", TrendAdxExit, 0.0, TrendAdxMin)
        .Within("volatility_period", VolatilityPeriod, 2, 1_000)
        .Within("history_candles", HistoryCandles, 20, 10_000)
        .Above("volatile_rank_min", VolatileRankMin, 0.5, 1.0)
        .Above("volatile_rank_exit", VolatileRankExit, 0.0, VolatileRankMin)
        .Found;
}
