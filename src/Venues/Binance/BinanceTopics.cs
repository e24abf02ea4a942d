using System.Text;
using System.Text.Json;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Wire;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance;

/// <summary>The kinds of public data that are understood.</summary>
internal enum BinanceTopicKind
{
    AggregateTrades = 1,
    Trades = 2,
    BookChanges = 3,
    BookSnapshot = 4,
    BookTop = 5,
    MarkPrice = 6,
    Liquidations = 7,
    Kline = 8,
}

/// <summary>The venue's paths of public data: each carries some kinds only, and pushes nothing of the others.</summary>
internal enum BinancePath
{
    /// <summary>Books and best prices.</summary>
    Public = 1,

    /// <summary>Everything else.</summary>
    Market = 2,
}

/// <summary>A stream that is understood.</summary>
/// <param name="Kind">What its frames hold.</param>
/// <param name="Name">As in the summary.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="Interval">Of its candles; zero for other kinds.</param>
internal sealed record BinanceTopic(BinanceTopicKind Kind, string Name, InstrumentId Coin, TimeSpan Interval)
    : IWireTopic
{
    /// <summary>The instrument's symbol in UTF-8.</summary>
    public ReadOnlyMemory<byte> SymbolUtf8 { get; } = Encoding.UTF8.GetBytes(Coin.Symbol);

    /// <summary>As the venue writes it.</summary>
    public string Wire { get; } = Name[BinanceTopics.Prefix.Length..];

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> WireUtf8 { get; } = Encoding.UTF8.GetBytes(Name[BinanceTopics.Prefix.Length..]);

    /// <summary>Which of the venue's paths carries it.</summary>
    public BinancePath Path => Kind switch
    {
        BinanceTopicKind.BookChanges or BinanceTopicKind.BookTop or BinanceTopicKind.BookSnapshot => BinancePath.Public,
        BinanceTopicKind.AggregateTrades or BinanceTopicKind.Trades or BinanceTopicKind.MarkPrice
            or BinanceTopicKind.Liquidations or BinanceTopicKind.Kline => BinancePath.Market,
        _ => throw new InvalidOperationException($"topic kind {Kind} has no path."),
    };
}

/// <summary>Names of the streams of USD-M futures. Thread-safe.</summary>
internal sealed class BinanceTopics
{
    /// <summary>
    /// Our name for the stream of book snapshots, which the venue gives over REST and we put in line with the changes.
    /// </summary>
    public const string SnapshotStream = "depthSnapshot";

    /// <summary>What stands before a stream's name in summaries and cursors.</summary>
    public const string Prefix = "binance/";

    /// <summary>Every stream by the venue's name.</summary>
    public TopicCache<BinanceTopic> Known { get; } = new(ReadNew);

    /// <summary>The name used in summaries and cursors.</summary>
    public static string Named(InstrumentId coin, string stream) =>
        $"{Prefix}{coin.Symbol.ToLowerInvariant()}@{stream}";

    /// <summary>The stream behind a summary's name; null when it is not understood.</summary>
    public BinanceTopic? Find(string name) => name.StartsWith(Prefix, StringComparison.Ordinal)
        ? Read(Encoding.UTF8.GetBytes(name[Prefix.Length..]))
        : null;

    /// <summary>The stream that a frame is of; null when it is of none that is understood.</summary>
    public BinanceTopic? OfFrame(ReadOnlySpan<byte> frame) => Read(NameIn(frame));

    /// <summary>The stream's name in a frame; empty when it has none that can be read.</summary>
    public static ReadOnlySpan<byte> NameIn(ReadOnlySpan<byte> frame)
    {
        // The venue writes the stream's name first; whatever is written otherwise is read as a whole.
        var first = "{\"stream\":\""u8;
        if (frame.StartsWith(first))
        {
            var rest = frame[first.Length..];
            return rest[..Math.Max(0, rest.IndexOf((byte)'"'))];
        }

        try
        {
            return BinanceEnvelope.Read(frame).Stream;
        }
        catch (Exception bad) when (bad is JsonException or VenueFormatException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>Reads a stream's name; null when it is not understood.</summary>
    public BinanceTopic? Read(ReadOnlySpan<byte> stream) => Known.Read(stream);

    private static BinanceTopic? ReadNew(string stream)
    {
        var at = stream.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || !InstrumentId.TryParse($"{BinanceVenue.Name}:{stream[..at].ToUpperInvariant()}", out var coin))
        {
            return null;
        }

        var name = stream[(at + 1)..];
        if (name.StartsWith("kline_", StringComparison.Ordinal))
        {
            return BinanceIntervals.ByWord.TryGetValue(name["kline_".Length..], out var interval)
                ? new BinanceTopic(BinanceTopicKind.Kline, Prefix + stream, coin, interval)
                : null;
        }

        return KindOf(name) is { } kind ? new BinanceTopic(kind, Prefix + stream, coin, TimeSpan.Zero) : null;
    }

    // Some streams carry their pace behind a second '@'. Partial books (depth5 and the like) are not used.
    private static BinanceTopicKind? KindOf(string name) => name.Split('@')[0] switch
    {
        "aggTrade" => BinanceTopicKind.AggregateTrades,
        "trade" => BinanceTopicKind.Trades,
        "depth" => BinanceTopicKind.BookChanges,
        SnapshotStream => BinanceTopicKind.BookSnapshot,
        "bookTicker" => BinanceTopicKind.BookTop,
        "markPrice" => BinanceTopicKind.MarkPrice,
        "forceOrder" => BinanceTopicKind.Liquidations,
        _ => null,
    };
}
