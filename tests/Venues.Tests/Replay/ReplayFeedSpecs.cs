using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Replay;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Replay;

/// <summary>How a tape is played.</summary>
public sealed class ReplayFeedSpecs
{
    private static readonly ReplayOptions FlatOut = new() { Speed = null };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1.0, 1.0, 3.0)]
    [InlineData(2.0, 0.5, 1.5)]
    public async Task Frames_come_at_the_recorded_pace_or_a_multiple_of_it(double speed, double second, double third)
    {
        var time = new ManualTime();
        var start = time.GetUtcNow();
        var tape = new ListTape((10, Ticker(1)), (11, Ticker(2)), (13, Ticker(3)));
        var feed = Feed(tape, new ReplayOptions { Speed = speed }, time);
        var came = new List<double>();
        await using var frames = feed.ReceiveAsync(Given.Request([Given.Btc]), Limit()).GetAsyncEnumerator();
        for (var i = 0; i < 3; i++)
        {
            var next = frames.MoveNextAsync().AsTask();
            while (time.DueWithin(TimeSpan.FromHours(1)) > 0)
            {
                time.Advance(TimeSpan.FromSeconds(0.25));
            }

            Assert.True(await next.WaitAsync(Patience));
            came.Add((time.GetUtcNow() - start).TotalSeconds);
        }

        Assert.Equal([0.0, second, third], came);
    }

    [Fact]
    public async Task The_end_of_the_tape_is_said_at_last()
    {
        var kinds = (await PlayAsync(Feed(new ListTape((1, Ticker(1)), (2, "{broken"))))).Select(frame => frame.Kind);
        Assert.Equal([FrameKind.Data, FrameKind.Malformed, FrameKind.EndOfTape], kinds);
    }

    [Fact]
    public async Task Garbage_is_never_taken_for_a_mark_of_the_replays_own()
    {
        var tape = new ListTape((1, "\u0000"), (2, "\u0001"), (3, "\u0002" + Ticker(1)), (4, ""), (5, Ticker(1)));
        var kinds = (await PlayAsync(Feed(tape))).Select(frame => frame.Kind);
        Assert.Equal(
            [
                FrameKind.Malformed, FrameKind.Malformed, FrameKind.Malformed, FrameKind.Malformed, FrameKind.Data,
                FrameKind.EndOfTape,
            ],
            kinds);
    }

    [Fact]
    public async Task Topics_that_nobody_asked_for_are_left_out_and_counted()
    {
        var eth = Ticker(1).Replace("BTC", "ETH", StringComparison.Ordinal);
        var feed = Feed(new ListTape((1, Ticker(1)), (2, eth), (3, Ticker(2))));
        Assert.Equal(["tickers.BTCUSDT", "tickers.BTCUSDT", ""], (await PlayAsync(feed)).Select(frame => frame.Topic));
        Assert.Equal((3, 1), (feed.Counts.Frames, feed.Counts.Unsubscribed));
        Assert.Equal(2, feed.Counts.Topics["tickers.BTCUSDT"]);
    }

    [Fact]
    public async Task A_new_connection_goes_on_behind_its_cursor_with_the_state_restored()
    {
        var tape = new ListTape(
            (1, Book("snapshot", 5)), (2, Trade(1)), (3, Book("delta", 6)), (4, Trade(2)), (5, Book("delta", 7)));
        var cursor = ImmutableSortedDictionary<string, TopicCount>.Empty
            .Add("orderbook.200.BTCUSDT", new TopicCount(2, 0)).Add("publicTrade.BTCUSDT", new TopicCount(1, 0));
        var feed = Feed(tape);
        var frames = await PlayAsync(feed, cursor);
        Assert.Equal(
            [FrameKind.Resync, FrameKind.Resync, FrameKind.Data, FrameKind.Data, FrameKind.EndOfTape],
            frames.Select(frame => frame.Kind));
        Assert.Equal([5L, 6L, 7L], Books(frames));
        Assert.Equal("2", frames.SelectMany(f => f.Items).OfType<CoinCommands.ApplyTrades>().Single().Trades[0].TradeId
            .ToString());
        Assert.Equal(3, feed.Counts.BehindCursor);
    }

    [Fact]
    public async Task A_book_with_a_hole_waits_for_its_next_snapshot()
    {
        var feed = Feed(new ListTape(
            (1, Book("delta", 4)), (2, Book("snapshot", 5)), (3, Book("delta", 6)), (4, Book("delta", 8)),
            (5, Book("delta", 9)), (6, Book("snapshot", 9)), (7, Book("delta", 10))));
        Assert.Equal([5L, 6L, 9L, 10L], Books(await PlayAsync(feed)));
        Assert.Equal((1, 3), (feed.Counts.BookGaps, feed.Counts.BooksHeldBack));
    }

    [Fact]
    public async Task A_tape_that_cannot_be_read_is_a_failed_connection()
    {
        var path = Path.Combine(Path.GetTempPath(), $"parsers-{Guid.NewGuid():N}.gz");
        var feed = Feed(new Storage.Files.Tapes.TimedLinesTape(path));
        var absent = await Assert.ThrowsAsync<FeedException>(() => PlayAsync(feed));
        Assert.StartsWith("bybit-linear: the tape 'parsers-", absent.Message);
        await File.WriteAllTextAsync(path, "no gzip");
        try
        {
            var broken = await Assert.ThrowsAsync<FeedException>(() => PlayAsync(feed));
            Assert.Contains("line 1", broken.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_impossible_pace_is_refused(double speed) => Assert.Contains(
        "Speed is",
        Assert.Throws<ArgumentException>(() => Feed(new ListTape(), new ReplayOptions { Speed = speed })).Message);

    private static ReplayFeed Feed(IFrameTape tape, ReplayOptions? options = null, TimeProvider? time = null) =>
        new(Given.Feed(BybitCategory.Linear), tape, options ?? FlatOut, time ?? TimeProvider.System);

    private static async Task<List<FeedFrame>> PlayAsync(
        ReplayFeed feed, ImmutableSortedDictionary<string, TopicCount>? cursor = null)
    {
        var frames = new List<FeedFrame>();
        await foreach (var frame in feed.ReceiveAsync(Given.Request([Given.Btc], cursor), Limit()))
        {
            frames.Add(feed.Parse(frame));
        }

        return frames;
    }

    private static IEnumerable<long> Books(IEnumerable<FeedFrame> frames) =>
        frames.SelectMany(frame => frame.Items).OfType<CoinCommands.ApplyBook>().Select(book => book.Update.UpdateId);

    private static string Ticker(int price) =>
        $$$"""{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"lastPrice":"{{{price}}}"}}""";

    private static string Book(string type, int id) =>
        $$$"""{"topic":"orderbook.200.BTCUSDT","type":"{{{type}}}","ts":1,"data":{"b":[],"a":[],"u":{{{id}}}}}""";

    private static string Trade(int id) =>
        """{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1,"data":[{"T":1,"S":"Buy","v":"1","p":"1","i":"""
        + $"\"{id}\"}}]}}";

    private static CancellationToken Limit() => new CancellationTokenSource(Patience).Token;
}
