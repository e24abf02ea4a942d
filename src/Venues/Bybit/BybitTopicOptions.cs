using System.Collections.Immutable;

namespace WhaleStack.Venues.Bybit;

/// <summary>
/// Which topics a feed subscribes to for each instrument. One depth and one interval a feed, since a coin keeps one
/// book and one series of candles; whoever wants more runs more feeds.
/// </summary>
public sealed record BybitTopicOptions
{
    /// <summary>Depths of the order book that the venue has, in levels a side.</summary>
    public static ImmutableArray<int> BookDepths { get; } = [1, 50, 200, 1000];

    /// <summary>Statistics: last, mark and index price, best bid and ask, open interest, funding.</summary>
    public bool Tickers { get; init; } = true;

    /// <summary>
    /// Levels a side of the order book: 1, 50, 200 or 1000; null for none. Level 1 comes as snapshots only.
    /// </summary>
    public int? BookDepthLevels { get; init; } = 200;

    /// <summary>Public trades.</summary>
    public bool Trades { get; init; } = true;

    /// <summary>
    /// Candle interval as the venue writes it: 1, 3, 5, 15, 30, 60, 120, 240, 360, 720 (minutes), D, W or M; null for
    /// none.
    /// </summary>
    public string? KlineInterval { get; init; } = "1";

    /// <summary>Forced closes; only linear has them.</summary>
    public bool Liquidations { get; init; } = true;

    /// <summary>What is wrong with the values, one sentence each; empty when nothing is.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (BookDepthLevels is { } depth && !BookDepths.Contains(depth))
        {
            yield return $"{nameof(BookDepthLevels)} is '{depth}', must be {string.Join(", ", BookDepths)} or null.";
        }

        if (KlineInterval is { } interval && BybitInterval.All.All(known => known.Wire != interval))
        {
            var known = string.Join(", ", BybitInterval.All.Select(i => i.Wire));
            yield return $"{nameof(KlineInterval)} is '{interval}', must be {known} or null.";
        }

        if (!Tickers && !Trades && !Liquidations && BookDepthLevels is null && KlineInterval is null)
        {
            yield return "Topics holds none, must hold at least one.";
        }
    }
}
