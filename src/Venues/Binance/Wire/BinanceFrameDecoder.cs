using System.Collections.Immutable;
using System.Diagnostics;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>
/// Reads data frames in the form that the venue sends them, the stream's name before the data, in one pass and into
/// memory that the next frame uses again. It knows no mistakes: whatever is not exactly as expected is left to the
/// general reader, as are the books' REST snapshots.
/// </summary>
/// <remarks>Not thread-safe. Cost: linear in the frame; allocates nothing once its buffers have grown.</remarks>
internal sealed class BinanceFrameDecoder : IPlainDecoder
{
    private readonly RecentTopics<BinanceTopic> _recent;
    private readonly RowBuffer<BookLevel> _bids = new();
    private readonly RowBuffer<BookLevel> _asks = new();
    private BinanceTopic? _topic;
    private BinancePlainTrade _trade;
    private BinancePlainBook _book;
    private BinancePlainTop _top;
    private BinancePlainMark _mark;
    private BinancePlainLiquidation _liquidation;
    private BinancePlainKline _kline;

    public BinanceFrameDecoder(BinanceTopics topics) => _recent = new RecentTopics<BinanceTopic>(topics.Known);

    private BinanceTopic Topic => _topic ?? throw new InvalidOperationException("no frame was decoded.");

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> frame)
    {
        var json = new PlainJson(frame);
        _topic = TryTopic(ref json, out var wire) ? _recent.Read(wire) : null;
        return _topic is { } topic
            && json.TryByte((byte)',') && json.TryName(out var name) && name.SequenceEqual("data"u8)
            && TryData(ref json, topic)
            && json.TryByte((byte)'}') && json.IsEnd;
    }

    /// <inheritdoc/>
    public FeedFrame ToFrame()
    {
        var coin = Topic.Coin;
        return Topic.Kind switch
        {
            BinanceTopicKind.AggregateTrades or BinanceTopicKind.Trades =>
                Frame(new CoinCommands.ApplyTrades(coin, [_trade.ToTrade()]), _trade.Time),
            BinanceTopicKind.BookChanges => ToFrame(_book.ToRows().ToUpdate()),
            BinanceTopicKind.BookTop => ToFrame(_top.ToTicker()),
            BinanceTopicKind.MarkPrice => ToFrame(_mark.ToTicker()),
            BinanceTopicKind.Liquidations =>
                Frame(new CoinCommands.ApplyLiquidations(coin, [_liquidation.ToPrint()]), _liquidation.Time),
            BinanceTopicKind.Kline when _kline.IsClosed =>
                Frame(new CoinCommands.ApplyCandle(coin, _kline.ToCandle()), _kline.Time),
            BinanceTopicKind.Kline =>
                Frame(new CoinCommands.ApplyFormingCandle(coin, _kline.ToCandle()), _kline.Time),
            _ => throw new UnreachableException($"topic kind {Topic.Kind} has no messages."),
        };
    }

    /// <inheritdoc/>
    public void Give(IFrameSink sink)
    {
        var topic = Topic;
        if (topic.Kind == BinanceTopicKind.BookChanges)
        {
            sink.TakeBook(topic.Name, topic.Coin, _book.ToRows());
        }
        else if (topic.Kind is BinanceTopicKind.AggregateTrades or BinanceTopicKind.Trades)
        {
            var trade = _trade.ToTrade();
            sink.TakeTrades(topic.Name, topic.Coin, _trade.Time, new ReadOnlySpan<Trade>(in trade));
        }
        else
        {
            sink.Take(ToFrame());
        }
    }

    private static bool TryTopic(scoped ref PlainJson json, out ReadOnlySpan<byte> wire)
    {
        wire = default;
        return json.TryByte((byte)'{') && json.TryName(out var name) && name.SequenceEqual("stream"u8)
            && json.TryText(out wire);
    }

    private bool TryData(scoped ref PlainJson json, BinanceTopic topic)
    {
        switch (topic.Kind)
        {
            case BinanceTopicKind.AggregateTrades or BinanceTopicKind.Trades:
                _trade = new BinancePlainTrade(topic);
                return json.TryObject(ref _trade) && _trade.IsComplete;
            case BinanceTopicKind.BookChanges:
                _book = new BinancePlainBook(topic, _bids, _asks);
                return json.TryObject(ref _book) && _book.IsComplete;
            case BinanceTopicKind.BookTop:
                _top = new BinancePlainTop(topic);
                return json.TryObject(ref _top) && _top.IsComplete;
            case BinanceTopicKind.MarkPrice:
                _mark = new BinancePlainMark(topic);
                return json.TryObject(ref _mark) && _mark.IsComplete;
            case BinanceTopicKind.Liquidations:
                _liquidation = new BinancePlainLiquidation(topic);
                return json.TryObject(ref _liquidation) && _liquidation.IsComplete;
            case BinanceTopicKind.Kline:
                _kline = new BinancePlainKline(topic);
                return json.TryObject(ref _kline) && _kline.IsComplete;
            case BinanceTopicKind.BookSnapshot:
                return false;
            default:
                throw new UnreachableException($"topic kind {topic.Kind} has no reader.");
        }
    }

    private FeedFrame ToFrame(BookUpdate update) =>
        Frame(new CoinCommands.ApplyBook(Topic.Coin, update), update.VenueTime);

    private FeedFrame ToFrame(Ticker ticker) =>
        Frame(new CoinCommands.ApplyTicker(Topic.Coin, ticker), ticker.VenueTime);

    private FeedFrame Frame(IWithCoin item, DateTimeOffset time) =>
        new(FrameKind.Data, Topic.Name, ImmutableArray.Create(item), time, "");
}
