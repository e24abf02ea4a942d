using System.Collections.Immutable;
using System.Diagnostics;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>Turns what was decoded into messages that may be kept.</summary>
internal static class BybitDecodedMessages
{
    /// <summary>The messages of the frame that was decoded last.</summary>
    public static FeedFrame From(BybitFrameDecoder decoder)
    {
        var coin = decoder.Topic.Coin;
        ImmutableArray<IWithCoin> items = decoder.Topic.Kind switch
        {
            BybitTopicKind.Ticker => [new CoinCommands.ApplyTicker(coin, decoder.Ticker)],
            BybitTopicKind.Book => [new CoinCommands.ApplyBook(coin, Book(decoder))],
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

    private static BookUpdate Book(BybitFrameDecoder decoder)
    {
        var book = decoder.Book;
        return new BookUpdate(
            decoder.Time,
            decoder.IsSnapshot || book.UpdateId == 1,
            book.UpdateId,
            book.Bids.ToImmutable(),
            book.Asks.ToImmutable());
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
