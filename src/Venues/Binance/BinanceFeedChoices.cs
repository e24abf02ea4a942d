using System.Collections.Immutable;
using WhaleStack.Domain.Feeds;

namespace WhaleStack.Venues.Binance;

/// <summary>What a configuration wants of a feed, as Binance has it.</summary>
public static class BinanceFeedChoices
{
    /// <summary>What the venue does not have, each beginning with its key; empty when it has all of it.</summary>
    /// <param name="feed">What is wanted of it; checked by itself already.</param>
    public static ImmutableArray<string> Mistakes(FeedOptions feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var sizes = BinanceSocketOptions.SnapshotSizes;
        return new Quant.Mistakes()
            .Unless(
                feed.BookLevels is not { } levels || sizes.Contains(levels),
                "book_levels",
                $"{feed.BookLevels}",
                $"{string.Join(", ", sizes)} or null")
            .Unless(
                feed.CandleInterval is not { } length || BinanceIntervals.ByWord.ContainsValue(length),
                "candle_interval",
                $"{feed.CandleInterval}",
                $"{string.Join(", ", BinanceIntervals.ByWord.Values.Order())} or null")
            .Found;
    }

    /// <summary>
    /// Options of a feed that subscribes to what is wanted. Statistics are mark prices with funding, and best bid and
    /// ask; the levels of the book are those that it begins with.
    /// </summary>
    /// <exception cref="ArgumentException">The venue does not have all of it.</exception>
    public static BinanceOptions With(this BinanceOptions options, FeedOptions feed)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = Mistakes(feed);
        if (!mistakes.IsEmpty)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(feed));
        }

        var limits = feed.Silence;
        return options with
        {
            Streams = options.Streams with
            {
                AggregateTrades = feed.Trades,
                BookPaceMs = feed.BookLevels is null ? null : options.Streams.BookPaceMs,
                BookTops = feed.Tickers,
                MarkPrices = feed.Tickers,
                KlineInterval = feed.CandleInterval is { } length ? BinanceIntervals.WordOf(length) : null,
                Liquidations = feed.Liquidations,
            },
            Sockets = options.Sockets with
            {
                SnapshotLevels = feed.BookLevels ?? options.Sockets.SnapshotLevels,
            },
            Silence = new BinanceSilenceOptions
            {
                Books = limits.Book,
                BookTops = limits.Tickers,
                Trades = limits.Trades,
                MarkPrices = limits.Tickers,
                Klines = limits.Candles,
                Liquidations = limits.Liquidations,
            },
        };
    }
}
