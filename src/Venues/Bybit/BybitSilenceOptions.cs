namespace WhaleStack.Venues.Bybit;

/// <summary>
/// How long each kind of topic may say nothing on a live connection before it is subscribed to again; null: for ever.
/// All are longer than what a quiet instrument was seen to need.
/// </summary>
public sealed record BybitSilenceOptions
{
    /// <summary>Statistics, pushed every 100 ms when anything changed; the mark price nearly always does.</summary>
    public TimeSpan? Tickers { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Order books of level 1, which repeat themselves every 3 seconds.</summary>
    public TimeSpan? BookTops { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Deeper order books, pushed when anything changed.</summary>
    public TimeSpan? Books { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Trades: an instrument may have none for long.</summary>
    public TimeSpan? Trades { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Candles, pushed every 1 to 60 seconds.</summary>
    public TimeSpan? Klines { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Forced closes: having none is the rule.</summary>
    public TimeSpan? Liquidations { get; init; }

    /// <summary>All values with their names.</summary>
    internal IEnumerable<(string Name, TimeSpan? Value)> Limits() =>
    [
        (nameof(Tickers), Tickers), (nameof(BookTops), BookTops), (nameof(Books), Books), (nameof(Trades), Trades),
        (nameof(Klines), Klines), (nameof(Liquidations), Liquidations),
    ];

    /// <summary>The limit of a topic.</summary>
    internal TimeSpan? Of(BybitTopic topic) => topic.Kind switch
    {
        BybitTopicKind.Ticker => Tickers,
        BybitTopicKind.Book => topic.IsBookTop ? BookTops : Books,
        BybitTopicKind.Trades => Trades,
        BybitTopicKind.Kline => Klines,
        BybitTopicKind.Liquidations => Liquidations,
        _ => throw new InvalidOperationException($"topic kind {topic.Kind} has no limit of silence."),
    };
}
