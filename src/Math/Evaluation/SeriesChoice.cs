using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Which of the recorded series are scored: one for each coin and length of bar.</summary>
/// <remarks>Several venues record the same moves of a coin, and would count them twice. Taken is the longest; of equals
/// the one with more known open interest, then the first by venue.</remarks>
public static class SeriesChoice
{
    /// <summary>Shorter series leave too few weeks.</summary>
    public static readonly TimeSpan SpanMin = TimeSpan.FromDays(60);

    /// <summary>Longest bars that are scored.</summary>
    public static readonly TimeSpan IntervalMax = TimeSpan.FromHours(4);

    /// <summary>The chosen series, a group for each length of bar, longest bars first, coins by name.</summary>
    /// <param name="series">All that were read.</param>
    /// <param name="coins">Coins to keep; empty for all.</param>
    public static ImmutableArray<ImmutableArray<MarketSeries>> Of(
        IEnumerable<MarketSeries> series, IReadOnlyCollection<string> coins)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(coins);
        return
        [
            .. series
                .Where(one => coins.Count == 0 || coins.Contains(one.Coin, StringComparer.OrdinalIgnoreCase))
                .Where(one => one.Interval <= IntervalMax && one.Bars.Count > 0 && SpanOf(one) >= SpanMin)
                .GroupBy(one => one.Interval)
                .OrderByDescending(group => group.Key)
                .Select(group => group
                    .GroupBy(one => one.Coin, StringComparer.Ordinal)
                    .OrderBy(coin => coin.Key, StringComparer.Ordinal)
                    .Select(coin => coin
                        .OrderByDescending(SpanOf)
                        .ThenByDescending(one => one.Bars.Count(bar => double.IsFinite(bar.OpenInterestBase)))
                        .ThenBy(one => one.Venue, StringComparer.Ordinal)
                        .First())
                    .ToImmutableArray()),
        ];
    }

    private static TimeSpan SpanOf(MarketSeries series) => series.Bars[^1].CloseTime - series.Bars[0].CloseTime;
}
