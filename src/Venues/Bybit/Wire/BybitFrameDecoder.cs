using System.Diagnostics;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>
/// Reads data frames in the form that the venue sends them, in one pass and into memory that the next frame uses
/// again. It knows no mistakes: whatever is not exactly as expected is left to the general reader.
/// </summary>
/// <remarks>Not thread-safe. Cost: linear in the frame; allocates nothing once its buffers have grown.</remarks>
internal sealed class BybitFrameDecoder : IPlainDecoder
{
    private readonly RecentTopics<BybitTopic> _recent;
    private BybitTopic? _topic;
    private BybitTickerFields _ticker;
    private DateTimeOffset? _time;
    private bool _hasType;
    private bool _hasData;

    public BybitFrameDecoder(BybitTopics topics) => _recent = new RecentTopics<BybitTopic>(topics.Known);

    /// <summary>The frame's topic.</summary>
    public BybitTopic Topic => _topic ?? throw new InvalidOperationException("no frame was decoded.");

    /// <summary>The venue's time of the frame.</summary>
    public DateTimeOffset Time => _time.GetValueOrDefault();

    /// <summary>Whether the frame replaces what came before.</summary>
    public bool IsSnapshot { get; private set; }

    /// <summary>Statistics of a ticker frame.</summary>
    public Ticker Ticker => _ticker.ToTicker(Time, IsSnapshot);

    /// <summary>Levels, and the number of the update, of a book frame.</summary>
    public BybitBookRows Book { get; } = new();

    /// <summary>Trades of a frame of trades.</summary>
    public RowBuffer<Trade> Trades { get; } = new();

    /// <summary>Forced closes of a frame of liquidations.</summary>
    public RowBuffer<LiquidationPrint> Liquidations { get; } = new();

    /// <summary>Candles of a kline frame.</summary>
    public RowBuffer<BybitKlineRow> Klines { get; } = new();

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> frame)
    {
        _topic = null;
        _time = null;
        _hasType = false;
        _hasData = false;
        var json = new PlainJson(frame);
        if (!json.TryByte((byte)'{'))
        {
            return false;
        }

        for (var hasMore = true; hasMore;)
        {
            if (!json.TryName(out var name) || !TryField(ref json, name) || !json.TryNext((byte)'}', out hasMore))
            {
                return false;
            }
        }

        return json.IsEnd && _hasData && _hasType && _time is not null;
    }

    /// <inheritdoc/>
    public FeedFrame ToFrame() => BybitDecodedMessages.From(this);

    /// <inheritdoc/>
    public void Give(IFrameSink sink) => BybitDecodedMessages.Give(this, sink);

    // A field that an answer of the venue has, or that comes twice, is the general reader's.
    private bool TryField(ref PlainJson json, ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("topic"u8) => TryTopic(ref json),
        _ when name.SequenceEqual("type"u8) => TryType(ref json),
        _ when name.SequenceEqual("ts"u8) => _time is null && json.TryTime(out _time),
        _ when name.SequenceEqual("data"u8) => TryData(ref json),
        _ when name.SequenceEqual("cts"u8) || name.SequenceEqual("cs"u8) => json.TryLong(out _),
        _ => false,
    };

    private bool TryTopic(ref PlainJson json)
    {
        if (_topic is not null || !json.TryText(out var wire))
        {
            return false;
        }

        _topic = _recent.Read(wire);
        return _topic is not null;
    }

    private bool TryType(ref PlainJson json)
    {
        if (_hasType || !json.TryText(out var text))
        {
            return false;
        }

        IsSnapshot = text.SequenceEqual("snapshot"u8);
        _hasType = IsSnapshot || text.SequenceEqual("delta"u8);
        return _hasType;
    }

    private bool TryData(ref PlainJson json)
    {
        if (_hasData || _topic is not { } topic)
        {
            return false;
        }

        _hasData = true;
        return topic.Kind switch
        {
            BybitTopicKind.Ticker => TryTicker(ref json, topic),
            BybitTopicKind.Book => Book.TryRead(ref json, topic.SymbolUtf8.Span),
            BybitTopicKind.Trades or BybitTopicKind.Kline or BybitTopicKind.Liquidations => TryRows(ref json, topic),
            _ => throw new UnreachableException($"topic kind {topic.Kind} has no reader."),
        };
    }

    private bool TryTicker(ref PlainJson json, BybitTopic topic)
    {
        _ticker = default;
        if (!json.TryByte((byte)'{'))
        {
            return false;
        }

        for (var hasMore = true; hasMore;)
        {
            var isRead = json.TryName(out var name) && (name.SequenceEqual("symbol"u8)
                ? json.TryText(out var symbol) && symbol.SequenceEqual(topic.SymbolUtf8.Span)
                : _ticker.TryField(ref json, name));
            if (!isRead || !json.TryNext((byte)'}', out hasMore))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRows(ref PlainJson json, BybitTopic topic)
    {
        Trades.Clear();
        Liquidations.Clear();
        Klines.Clear();
        if (!json.TryByte((byte)'['))
        {
            return false;
        }

        for (var hasMore = !json.TryByte((byte)']'); hasMore;)
        {
            if (!json.TryByte((byte)'{') || !TryRow(ref json, topic) || !json.TryNext((byte)']', out hasMore))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRow(ref PlainJson json, BybitTopic topic)
    {
        if (topic.Interval is { } interval)
        {
            return BybitKlineRow.TryRead(ref json, interval, out var candle) && Klines.TryAdd(candle);
        }

        var row = default(BybitPlainPrint);
        if (!row.TryRead(ref json, topic.SymbolUtf8.Span))
        {
            return false;
        }

        return topic.Kind == BybitTopicKind.Trades
            ? row.HasId && Trades.TryAdd(new Trade(row.Time, row.Id, row.Side, row.PriceQuote, row.SizeBase))
            : Liquidations.TryAdd(new LiquidationPrint(row.Time, row.Side, row.PriceQuote, row.SizeBase));
    }
}
