using System.Collections.Immutable;
using System.Diagnostics;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>Turns what was decoded into messages that may be kept, or gives it away as rows.</summary>
internal static class BybitDecodedMessages
{
    /// <summary>The messages of the frame that was decoded last.</summary>
    public static FeedFrame From(BybitFrameDecoder decoder)
    {
        var coin = decoder.Topic.Coin;
        ImmutableArray<IWithCoin> items = decoder.Topic.Kind switch
        {
            BybitTopicKind.Ticker => [new CoinCommands.ApplyTicker(coin, decoder.Ticker)],
            BybitTopicKind.Book => [new CoinCommands.ApplyBook(coin, Book(decoder).ToUpdate())],
            BybitTopicKind.Trades when decoder.Trades.Count == 0 => [],
            BybitTopicKind.Trades => [new CoinCommands.ApplyTrades(coin, decoder.Trades.ToImmutable())],
            BybitTopicKind.Kline => Klines(decoder),
            BybitTopicKind.Liquidations when decoder.Liquidations.Count == 0 => [],
            BybitTopicKind.Liquidations =>
                [new CoinCommands.ApplyLiquidations(coin, decoder.Liquidations.ToImmutable())],
            _ => throw new UnreachableException($"topic kind {decoder.Topic.Kind} has no messages."),
        };
        return new FeedFrame(FrameKind.Data, decoder.Topic.Name, items, decoder.Time, "");
    }

    /// <summary>Gives what the frame that was decoded last holds: trades and books as they lie there.</summary>
    public static void Give(BybitFrameDecoder decoder, IFrameSink sink)
    {
        var topic = decoder.Topic;
        if (topic.Kind == BybitTopicKind.Book)
        {
            sink.TakeBook(topic.Name, topic.Coin, Book(decoder));
        }
        else if (topic.Kind == BybitTopicKind.Trades && decoder.Trades.Count > 0)
        {
            sink.TakeTrades(topic.Name, topic.Coin, decoder.Time, decoder.Trades.Rows);
        }
        else
        {
            sink.Take(From(decoder));
        }
    }

    private static BookRows Book(BybitFrameDecoder decoder)
    {
        var book = decoder.Book;
        return new BookRows(decoder.Time, decoder.IsSnapshot || book.UpdateId == 1, book.UpdateId, span: null)
        {
            Bids = book.Bids.Rows, Asks = book.Asks.Rows,
        };
    }

    private static ImmutableArray<IWithCoin> Klines(BybitFrameDecoder decoder)
    {
        var items = ImmutableArray.CreateBuilder<IWithCoin>(decoder.Klines.Count);
        foreach (ref readonly var row in decoder.Klines.Rows)
        {
            items.Add(row.ToMessage(decoder.Topic.Coin));
        }

        return items.MoveToImmutable();
    }
}
