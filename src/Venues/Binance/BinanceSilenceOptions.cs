namespace WhaleStack.Venues.Binance;

/// <summary>
/// How long each kind of stream may say nothing on a live connection before it is subscribed to again; null: for ever.
/// A path that carries nothing is the venue's way of saying that a stream was asked for in the wrong place.
/// </summary>
public sealed record BinanceSilenceOptions
{
    /// <summary>Changes of books.</summary>
    public TimeSpan? Books { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Best bid and ask.</summary>
    public TimeSpan? BookTops { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Trades: an instrument may have none for long.</summary>
    public TimeSpan? Trades { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Mark prices, pushed whatever happens.</summary>
    public TimeSpan? MarkPrices { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Candles, pushed with trades.</summary>
    public TimeSpan? Klines { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Forced closes: having none is the rule.</summary>
    public TimeSpan? Liquidations { get; init; }

    /// <summary>The limit of a stream.</summary>
    internal TimeSpan? Of(BinanceTopic topic) => topic.Kind switch
    {
        BinanceTopicKind.BookChanges => Books,
        BinanceTopicKind.BookSnapshot => null,
        BinanceTopicKind.BookTop => BookTops,
        BinanceTopicKind.AggregateTrades or BinanceTopicKind.Trades => Trades,
        BinanceTopicKind.MarkPrice => MarkPrices,
        BinanceTopicKind.Kline => Klines,
        BinanceTopicKind.Liquidations => Liquidations,
        _ => throw new InvalidOperationException($"topic kind {topic.Kind} has no limit of silence."),
    };

    /// <summary>What is wrong with the values, one sentence each; empty when nothing is.</summary>
    internal IEnumerable<string> Mistakes() =>
        new (string Name, TimeSpan? Value)[]
        {
            (nameof(Books), Books), (nameof(BookTops), BookTops), (nameof(Trades), Trades),
            (nameof(MarkPrices), MarkPrices), (nameof(Klines), Klines), (nameof(Liquidations), Liquidations),
        }
        .Where(limit => limit.Value is { } value && (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1)))
        .Select(limit => $"Silence.{limit.Name} is '{limit.Value}', must be null, or above 0, at most a day.");
}
