using System.Collections.Immutable;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// Which streams a feed subscribes to for each instrument. One pace of the book and one interval of candles a feed,
/// since a coin keeps one of each; whoever wants more runs more feeds.
/// </summary>
public sealed record BinanceStreamOptions
{
    /// <summary>Paces of book changes that the venue has, in milliseconds.</summary>
    public static ImmutableArray<int> BookPacesMs { get; } = [100, 250, 500];

    /// <summary>Trades, as the venue gathers them: by taker order and price, within 100 ms.</summary>
    public bool AggregateTrades { get; init; } = true;

    /// <summary>Milliseconds between two messages of book changes: 100, 250 or 500; null for no book.</summary>
    public int? BookPaceMs { get; init; } = 100;

    /// <summary>Best bid and ask, pushed at each change.</summary>
    public bool BookTops { get; init; } = true;

    /// <summary>Mark and index price and funding, every second.</summary>
    public bool MarkPrices { get; init; } = true;

    /// <summary>Candle interval as the venue writes it, such as 1m, 4h or 1d; null for none.</summary>
    public string? KlineInterval { get; init; } = "1m";

    /// <summary>Forced closes: of each second only the latest of an instrument.</summary>
    public bool Liquidations { get; init; } = true;

    /// <summary>Names behind the symbol, as the venue writes them.</summary>
    internal ImmutableArray<string> Suffixes =>
    [
        .. Optional(BookPaceMs is not null, BookPaceMs == 250 ? "depth" : $"depth@{BookPaceMs}ms"),
        .. Optional(BookTops, "bookTicker"),
        .. Optional(AggregateTrades, "aggTrade"),
        .. Optional(MarkPrices, "markPrice@1s"),
        .. Optional(KlineInterval is not null, $"kline_{KlineInterval}"),
        .. Optional(Liquidations, "forceOrder"),
    ];

    /// <summary>What is wrong with the values, one sentence each; empty when nothing is.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (BookPaceMs is { } pace && !BookPacesMs.Contains(pace))
        {
            yield return $"{nameof(BookPaceMs)} is '{pace}', must be {string.Join(", ", BookPacesMs)} or null.";
        }

        if (KlineInterval is { } interval && !BinanceIntervals.ByWord.ContainsKey(interval))
        {
            yield return $"{nameof(KlineInterval)} is '{interval}', must be one of Binance's intervals or null.";
        }

        if (Suffixes.IsEmpty)
        {
            yield return "Streams holds none, must hold at least one.";
        }
    }

    private static ImmutableArray<string> Optional(bool isWanted, string name) => isWanted ? [name] : [];
}
