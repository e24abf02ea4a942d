using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.Facts;

/// <summary>How far back a coin's facts look.</summary>
/// <param name="WindowCandles">Decision candles that medians and deviations are taken over, 10 to 10,000.</param>
/// <param name="WindowCandlesMin">Least of them before a z-score is told, from 5 to the window.</param>
/// <param name="MoveCandles">Decision candles that a price move is measured over, 1 to 1,000.</param>
/// <param name="FlowCandles">Decision candles of taker flow, open interest's change and sweeps, 1 to 1,000.</param>
/// <param name="TrendCandles">Decision candles of efficiency and wicks, 2 to 1,000.</param>
/// <param name="SettlementsMax">Funding settlements that are remembered, 1 to 10,000.</param>
/// <param name="DepthBps">Distances from the mid price at which depth is summed, in hundredths of a percent, rising; up
/// to 10.</param>
/// <param name="Timeframes">Candles that are kept for who asks; up to 12 timeframes.</param>
public sealed record CoinFactsOptions(
    int WindowCandles,
    int WindowCandlesMin,
    int MoveCandles,
    int FlowCandles,
    int TrendCandles,
    int SettlementsMax,
    ImmutableArray<double> DepthBps,
    ImmutableArray<TimeframeOptions> Timeframes) : IValidatedOptions
{
    private const int DepthsMax = 10;
    private const int TimeframesMax = 12;

    /// <summary>What a coin does that is told nothing else; the numbers of
    /// <c>config/quant_math/coin_facts.yaml</c>.</summary>
    public static CoinFactsOptions Default { get; } = new(
        WindowCandles: 168,
        WindowCandlesMin: 48,
        MoveCandles: 4,
        FlowCandles: 24,
        TrendCandles: 48,
        SettlementsMax: 90,
        DepthBps: [10, 50, 100],
        Timeframes:
        [
            new TimeframeOptions(TimeSpan.FromMinutes(1), 60),
            new TimeframeOptions(TimeSpan.FromMinutes(5), 144),
            new TimeframeOptions(TimeSpan.FromMinutes(15), 96),
            new TimeframeOptions(TimeSpan.FromHours(1), 336),
            new TimeframeOptions(TimeSpan.FromHours(4), 84),
            new TimeframeOptions(TimeSpan.FromDays(1), 400),
        ]);

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var depths = DepthBps.IsDefault ? [] : DepthBps;
        var timeframes = Timeframes.IsDefault ? [] : Timeframes;
        var mistakes = new Mistakes()
            .Within("window_candles", WindowCandles, 10, 10_000)
            .Within("window_candles_min", WindowCandlesMin, 5, Math.Max(5, WindowCandles))
            .Within("move_candles", MoveCandles, 1, 1_000)
            .Within("flow_candles", FlowCandles, 1, 1_000)
            .Within("trend_candles", TrendCandles, 2, 1_000)
            .Within("settlements_max", SettlementsMax, 1, 10_000)
            .Within("depth_bps (count)", depths.Length, 0, DepthsMax)
            .Unless(
                depths.SequenceEqual(depths.Where(bps => bps is > 0.0 and < 10_000.0).Distinct().Order()),
                "depth_bps",
                string.Join(", ", depths),
                "rising numbers above 0 and below 10000")
            .Within("timeframes (count)", timeframes.Length, 0, TimeframesMax)
            .Unless(
                timeframes.Select(timeframe => timeframe?.Interval).Distinct().Count() == timeframes.Length,
                "timeframes",
                "a list with doubles",
                "each interval once");
        for (var i = 0; i < timeframes.Length; i++)
        {
            mistakes.Nested($"timeframes[{i}]", timeframes[i]);
        }

        return mistakes.Found;
    }
}

/// <summary>Candles of one length that are kept.</summary>
/// <param name="Interval">Their length, 1 minute to 1 day, a divisor of a day.</param>
/// <param name="CandlesMax">How many are kept, 1 to 10,000; the oldest is dropped.</param>
public sealed record TimeframeOptions(TimeSpan Interval, int CandlesMax) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("interval", Interval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
        .Unless(
            Interval > TimeSpan.Zero && TimeSpan.FromDays(1).Ticks % Interval.Ticks == 0,
            "interval",
            Interval.ToString(),
            "a whole part of a day")
        .Within("candles_max", CandlesMax, 1, 10_000)
        .Found;
}
