using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Feeds;

/// <summary>
/// How long each kind of topic may say nothing on a live connection before it is subscribed to again: 1 second to 1
/// day, or null for ever.
/// </summary>
/// <param name="Tickers">Statistics.</param>
/// <param name="Book">The order book, in the depth that is subscribed to.</param>
/// <param name="Trades">Trades: an instrument may have none for long.</param>
/// <param name="Candles">Candles.</param>
/// <param name="Liquidations">Forced closes: having none is the rule.</param>
public sealed record FeedSilenceOptions(
    TimeSpan? Tickers, TimeSpan? Book, TimeSpan? Trades, TimeSpan? Candles, TimeSpan? Liquidations) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes();
        foreach (var (key, silence) in Limits)
        {
            mistakes.Within(key, silence ?? TimeSpan.FromDays(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        }

        return mistakes.Found;
    }

    private IEnumerable<(string Key, TimeSpan? Silence)> Limits =>
    [
        ("tickers", Tickers), ("book", Book), ("trades", Trades), ("candles", Candles), ("liquidations", Liquidations),
    ];
}
