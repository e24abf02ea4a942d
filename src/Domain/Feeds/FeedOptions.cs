using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Feeds;

/// <summary>
/// Which topics the live feed of a venue subscribes to for each instrument, and how long each may be silent; a group of
/// <c>config/market_data.yaml</c>. One depth and one interval, since a coin keeps one book and one series of candles.
/// What the venue has of it is the venue's to check.
/// </summary>
/// <param name="Tickers">Statistics: last, mark and index price, best bid and ask, open interest, funding.</param>
/// <param name="BookLevels">Levels a side of the order book, 1 to 10,000; null for no book.</param>
/// <param name="Trades">Public trades.</param>
/// <param name="CandleInterval">Length of the candles, 1 minute to 7 days; null for none.</param>
/// <param name="Liquidations">Forced closes, where the venue tells of them.</param>
/// <param name="Silence">How long a topic may say nothing.</param>
public sealed record FeedOptions(
    bool Tickers,
    int? BookLevels,
    bool Trades,
    TimeSpan? CandleInterval,
    bool Liquidations,
    FeedSilenceOptions Silence) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("book_levels", BookLevels ?? 1, 1, 10_000)
        .Within("candle_interval", CandleInterval ?? MinuteMin, MinuteMin, TimeSpan.FromDays(7))
        .Unless(HasAny, "tickers", "false, as are all topics", "at least one topic that is wanted")
        .Nested("silence", Silence)
        .Found;

    private static TimeSpan MinuteMin => TimeSpan.FromMinutes(1);

    private bool HasAny => Tickers || Trades || Liquidations || BookLevels is not null || CandleInterval is not null;
}
