using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Storage.Files.Tapes;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Replay;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Replay;

/// <summary>The recorded 45 seconds of Bybit, played whole: each frame is understood or named, and counted.</summary>
public sealed class BybitTapeSpecs
{
    private static readonly CryptofeedTape Tape =
        new(Path.Combine(Recordings.Folder, "bybit", "cryptofeed_v3_BYBIT_20260809.jsonl.gz"));

    [Fact]
    public async Task Linear_is_played_whole()
    {
        var (counts, books) = await PlayAsync(BybitCategory.Linear);
        Assert.Equal((2_546L, 0L, 0L, 0L), (counts.Frames, counts.Unsubscribed, counts.BookGaps, counts.BooksHeldBack));
        Assert.Equal([FrameKind.Data, FrameKind.Control], counts.Kinds.Keys);
        Assert.Equal((2_529L, 17L), (counts.Kinds[FrameKind.Data], counts.Kinds[FrameKind.Control]));
        Assert.Equal(
            [("kline", 71L), ("orderbook", 1_598L), ("publicTrade", 102L), ("tickers", 758L)], ByKind(counts));
        Assert.Equal(["BTCUSDT", "DOGEUSDT", "ETHUSDT", "SOLUSDT"], books.Order());
    }

    [Fact]
    public async Task Spot_is_played_whole()
    {
        var (counts, books) = await PlayAsync(BybitCategory.Spot);
        Assert.Equal((681L, 0L, 0L, 0L), (counts.Frames, counts.Unsubscribed, counts.BookGaps, counts.BooksHeldBack));
        Assert.Equal((674L, 7L), (counts.Kinds[FrameKind.Data], counts.Kinds[FrameKind.Control]));
        Assert.Equal(
            [("spot/kline", 25L), ("spot/orderbook", 550L), ("spot/publicTrade", 18L), ("spot/tickers", 81L)],
            ByKind(counts));
        Assert.Equal(["BTCUSDT", "ETHUSDT"], books.Order());
    }

    private static IEnumerable<(string Kind, long Frames)> ByKind(ReplayCounts counts) => counts.Topics
        .GroupBy(topic => topic.Key.Split('.')[0])
        .Select(group => (group.Key, group.Sum(topic => topic.Value)));

    private static async Task<(ReplayCounts Counts, IEnumerable<string> Books)> PlayAsync(BybitCategory category)
    {
        var options = new ReplayOptions
        {
            Speed = null,
            Connections = address => address.EndsWith($"/{category.Wire}", StringComparison.Ordinal),
        };
        var feed = new ReplayFeed(Given.Feed(category), Tape, options, TimeProvider.System);
        var coins = category == BybitCategory.Linear ? Given.LinearCoins : Given.SpotCoins;
        var books = new Dictionary<string, Book>();
        var isOver = false;
        await foreach (var raw in feed.ReceiveAsync(Given.Request(coins), CancellationToken.None))
        {
            var frame = feed.Parse(raw);
            isOver = frame.Kind == FrameKind.EndOfTape;
            foreach (var item in frame.Items.OfType<CoinCommands.ApplyBook>())
            {
                var book = books.TryGetValue(item.Coin.Symbol, out var known)
                    ? known
                    : books[item.Coin.Symbol] = new Book();
                Assert.True(item.Update.IsSnapshot || item.Update.UpdateId == book.UpdateId + 1, "a gap");
                book.Apply(item.Update);
                Assert.True(book.BestBid < book.BestAsk, $"{item.Coin} crossed at update {book.UpdateId}");
            }
        }

        Assert.True(isOver);
        return (feed.Counts, books.Keys);
    }
}
