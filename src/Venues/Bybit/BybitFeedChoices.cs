using System.Collections.Immutable;
using WhaleStack.Domain.Feeds;

namespace WhaleStack.Venues.Bybit;

/// <summary>What a configuration wants of a feed, as Bybit has it.</summary>
public static class BybitFeedChoices
{
    /// <summary>What the venue does not have, each beginning with its key; empty when it has all of it.</summary>
    /// <param name="category">Whose feed.</param>
    /// <param name="feed">What is wanted of it; checked by itself already.</param>
    public static ImmutableArray<string> Mistakes(BybitCategory category, FeedOptions feed)
    {
        ArgumentNullException.ThrowIfNull(category);
        ArgumentNullException.ThrowIfNull(feed);
        var depths = BybitTopicOptions.BookDepths;
        return new Quant.Mistakes()
            .Unless(
                feed.BookLevels is not { } levels || depths.Contains(levels),
                "book_levels",
                $"{feed.BookLevels}",
                $"{string.Join(", ", depths)} or null")
            .Unless(
                feed.CandleInterval is null || WordOf(feed.CandleInterval) is not null,
                "candle_interval",
                $"{feed.CandleInterval}",
                $"{string.Join(", ", Lengths())} or null")
            .Unless(
                !feed.Liquidations || category == BybitCategory.Linear,
                "liquidations",
                "true",
                $"false: {category.Venue} does not tell of forced closes")
            .Found;
    }

    /// <summary>Options of a feed that subscribes to what is wanted.</summary>
    /// <exception cref="ArgumentException">The venue does not have all of it.</exception>
    public static BybitOptions With(this BybitOptions options, BybitCategory category, FeedOptions feed)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = Mistakes(category, feed);
        if (!mistakes.IsEmpty)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(feed));
        }

        return options with
        {
            Topics = new BybitTopicOptions
            {
                Tickers = feed.Tickers,
                BookDepthLevels = feed.BookLevels,
                Trades = feed.Trades,
                KlineInterval = WordOf(feed.CandleInterval),
                Liquidations = feed.Liquidations,
            },
            Silence = new BybitSilenceOptions
            {
                Tickers = feed.Silence.Tickers,
                BookTops = feed.Silence.Book,
                Books = feed.Silence.Book,
                Trades = feed.Silence.Trades,
                Klines = feed.Silence.Candles,
                Liquidations = feed.Silence.Liquidations,
            },
        };
    }

    // A month has no length of its own, so nobody can ask for it.
    private static string? WordOf(TimeSpan? length) => length is null
        ? null
        : BybitInterval.All.FirstOrDefault(interval => interval.Length == length)?.Wire;

    private static IEnumerable<TimeSpan> Lengths() => BybitInterval.All.Select(i => i.Length).OfType<TimeSpan>();
}
