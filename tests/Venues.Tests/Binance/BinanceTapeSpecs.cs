using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Files.Tapes;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Replay;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Binance;

/// <summary>Recorded streams of Binance, played whole: every frame is understood, no book is crossed.</summary>
public sealed class BinanceTapeSpecs
{
    private const string Captures = "../../captures";

    [Fact]
    public async Task The_shipped_recording_is_played_whole()
    {
        var path = Path.Combine(Recordings.Folder, "binance", "usdm_btcusdt_20240808.jsonl.gz");
        await ExpectAsync(path, "BTCUSDT", bookTops: 9_178, trades: 1_920, changes: 901);
    }

    [DocumentedFact(Captures)]
    public Task Six_minutes_of_bitcoin_are_played_whole() => ExpectAsync(
        Capture("btcusdt"), "BTCUSDT", bookTops: 66_089, trades: 21_313, changes: 6_551);

    [DocumentedFact(Captures)]
    public Task Six_minutes_of_ether_are_played_whole() => ExpectAsync(
        Capture("ethusdt"), "ETHUSDT", bookTops: 53_992, trades: 14_076, changes: 6_586);

    [Fact]
    public void Changes_from_before_the_snapshot_are_held_back_until_then()
    {
        var tape = new BinanceBookTape(new TimedLinesTape(Path.Combine(
            Recordings.Folder, "binance", "usdm_btcusdt_20240808.jsonl.gz")), new InstrumentId("binance", "BTCUSDT"));
        var books = tape.Read().Select(frame => Binance.Parse(frame.Frame).Items[0]).OfType<CoinCommands.ApplyBook>();
        var first = books.Take(20).Select(book => book.Update).ToList();
        Assert.Equal((true, 5_123_107_852_948L, 1_000), (first[0].IsSnapshot, first[0].UpdateId, first[0].Bids.Length));
        Assert.True(first[1].IsIn(first[0].UpdateId)); // The first change was over before the snapshot was made.
        Assert.Single(first.Skip(1), update => !update.IsIn(first[0].UpdateId)
            && update.Follows(first[0].UpdateId, isSnapshot: true));
    }

    private static BinanceFrameParser Binance { get; } = new("depthSnapshot", "depth@0ms", "bookTicker", "trade");

    private static string Capture(string symbol) =>
        Path.Combine(DocumentedFactAttribute.PathOf(Captures), $"usdm_{symbol}_20240808.jsonl.gz");

    private static async Task ExpectAsync(string path, string symbol, long bookTops, long trades, long changes)
    {
        var coin = new InstrumentId("binance", symbol);
        var tape = new BinanceBookTape(new TimedLinesTape(path), coin);
        var feed = new ReplayFeed(Binance, tape, new ReplayOptions { Speed = null }, TimeProvider.System);
        var book = new Book();
        BookUpdate? last = null;
        await foreach (var raw in feed.ReceiveAsync(Given.Request([coin]), CancellationToken.None))
        {
            foreach (var item in feed.Parse(raw).Items.OfType<CoinCommands.ApplyBook>())
            {
                var update = item.Update;
                if (last is { IsSnapshot: true } && update.IsIn(last.UpdateId))
                {
                    continue;
                }

                Assert.True(update.IsSnapshot || update.Follows(last!.UpdateId, last.IsSnapshot), "a gap");
                book.Apply(update);
                last = update;
                Assert.True(book.BestBid < book.BestAsk, $"crossed at update {update.UpdateId}");
            }
        }

        var name = $"binance/{symbol.ToLowerInvariant()}@";
        Assert.Equal(
            [
                (name + "bookTicker", bookTops), (name + "depth@0ms", changes), (name + "depthSnapshot", 1L),
                (name + "trade", trades),
            ],
            feed.Counts.Topics.Select(topic => (topic.Key, topic.Value)));
        Assert.Equal([FrameKind.Data], feed.Counts.Kinds.Keys);
        Assert.Equal((0L, 0L, 0L), (feed.Counts.BookGaps, feed.Counts.BooksHeldBack, feed.Counts.Unsubscribed));
    }
}
