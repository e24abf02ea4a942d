using System.Text.Json;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Binance.Live;

/// <summary>What a venue can do to a live feed, over real sockets.</summary>
public sealed class BinanceFeedSpecs
{
    private const string Public = "/public/stream";
    private const string Market = "/market/stream";

    private const string Mark =
        """{"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":7,"s":"BTCUSDT","p":"6","i":"6"}}""";

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public async Task Each_stream_is_asked_for_on_the_path_that_carries_it()
    {
        await using var venue = await LiveBinance.StartAsync();
        var feed = venue.Feed();
        await using var frames = feed.ReceiveAsync(LiveBinance.Request(null, LiveBinance.Btc), Limit)
            .GetAsyncEnumerator();
        var sending = venue.SendAsync(Market, Mark);
        var kinds = new List<FrameKind>();
        while (kinds.Count < 3 && await frames.MoveNextAsync())
        {
            kinds.Add(feed.Parse(frames.Current).Kind);
        }

        await sending;
        Assert.Equal([FrameKind.Data, FrameKind.Control, FrameKind.Control], kinds.Order());
        Assert.Equal(
            [
                "/market/stream btcusdt@aggTrade,btcusdt@markPrice@1s,btcusdt@kline_1m,btcusdt@forceOrder",
                "/public/stream btcusdt@depth@100ms,btcusdt@bookTicker",
            ],
            venue.Requests.Select(request => $"{request.Path} {string.Join(',', Streams(request.Text))}").Order());
        Assert.Contains("""{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms",""", venue.Requests[0].Text
            + venue.Requests[1].Text);
        Assert.Equal(
            "depth@100ms bookTicker aggTrade markPrice@1s kline_1m forceOrder depthSnapshot",
            string.Join(' ', feed.TopicsFor([LiveBinance.Btc]).Select(topic => topic["binance/btcusdt@".Length..])));
    }

    [Fact]
    public async Task A_lost_socket_ends_the_feed_though_the_other_lives()
    {
        await using var venue = await LiveBinance.StartAsync();
        var draining = DrainAsync(venue.Feed());
        await venue.SendAsync(Public, LiveBinance.Change(100, 105, 99));
        await venue.CutAsync(Market);
        var failure = await Assert.ThrowsAsync<FeedException>(() => draining);
        Assert.StartsWith("binance-usdm market: the connection was lost", failure.Message);
    }

    [Theory]
    [InlineData("""{"error":{"code":2,"msg":"Invalid request"},"id":0}""")]
    [InlineData("""{"code":2,"msg":"Invalid request","id":0}""")]
    public async Task A_refused_batch_is_sent_again_one_by_one_and_the_feed_goes_on_without_the_bad_stream(
        string refusal)
    {
        await using var venue = await LiveBinance.StartAsync();
        var answer = venue.Answer;
        venue.Answer = (path, text) => text.Contains("forceOrder", StringComparison.Ordinal)
            ? refusal.Replace("\"id\":0", $"\"id\":{LiveBinance.Id(text)}", StringComparison.Ordinal)
            : answer(path, text);
        var refused = new TaskCompletionSource<TopicRefusal>();
        using var stop = new CancellationTokenSource();
        var draining = DrainAsync(venue.Feed(), [LiveBinance.Btc], stop.Token, null, refused.SetResult);
        var told = await refused.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("binance/btcusdt@forceOrder", told.Topic);
        Assert.Contains("Invalid request", told.Reason);
        Assert.Equal([4, 1, 1, 1, 1], venue.Requests.Where(r => r.Path == Market).Select(r => Streams(r.Text).Length));
        Assert.False(draining.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => draining);
    }

    [Fact]
    public async Task A_venue_that_refuses_every_stream_ends_the_feed()
    {
        await using var venue = await LiveBinance.StartAsync();
        venue.Answer = (_, text) => $$"""{"code":2,"msg":"no","id":{{LiveBinance.Id(text)}}}""";
        var failure = await Assert.ThrowsAsync<FeedException>(() => DrainAsync(venue.Feed()));
        Assert.StartsWith("binance-usdm: the venue refused every stream", failure.Message);
    }

    [Fact]
    public async Task A_subscription_that_is_never_answered_is_given_up()
    {
        await using var venue = await LiveBinance.StartAsync();
        venue.Answer = (_, _) => """{"result":null,"id":99}""";
        var feed = venue.Feed(options => options with
        {
            Sockets = options.Sockets with { AckTimeout = TimeSpan.FromMilliseconds(200) },
        });
        var failure = await Assert.ThrowsAsync<FeedException>(() => DrainAsync(feed));
        Assert.Contains("no answer to SUBSCRIBE of btcusdt@", failure.Message);
    }

    [Fact]
    public async Task Many_streams_go_in_batches_no_faster_than_the_venue_allows()
    {
        await using var venue = await LiveBinance.StartAsync();
        var time = new ManualTime();
        var feed = venue.Feed(
            options => options with
            {
                Streams = new BinanceStreamOptions { BookTops = false, BookPaceMs = null },
                Sockets = options.Sockets with
                {
                    StreamsPerRequestMax = 10, MessagesPerSecondMax = 4, StallTimeout = TimeSpan.FromDays(1),
                    AckTimeout = TimeSpan.FromDays(1),
                },
            },
            time);
        var coins = Enumerable.Range(0, 15).Select(i => new InstrumentId("binance", $"C{i}USDT"));
        using var stop = new CancellationTokenSource();
        var draining = DrainAsync(feed, [.. coins], stop.Token);
        await LiveBinance.UntilAsync(() => venue.Requests.Count == 4);
        await LiveBinance.UntilAsync(() => time.DueWithin(TimeSpan.FromSeconds(1)) == 1); // The fifth waits.
        Assert.Equal(4, venue.Requests.Count);
        time.Advance(TimeSpan.FromSeconds(1));
        await LiveBinance.UntilAsync(() => venue.Requests.Count == 6);
        Assert.Equal(60, venue.Requests.SelectMany(request => Streams(request.Text)).Distinct().Count());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => draining);
    }

    [Fact]
    public async Task A_silent_stream_is_given_up_and_asked_for_again_and_the_rest_goes_on()
    {
        await using var venue = await LiveBinance.StartAsync();
        var again = Channel.CreateUnbounded<string>();
        again.Writer.TryWrite("binance/btcusdt@markPrice@1s");
        again.Writer.TryWrite("binance/btcusdt@depth@100ms"); // Nothing was ever heard of it.
        again.Writer.TryWrite("tickers.BTCUSDT"); // None of this feed's.
        using var stop = new CancellationTokenSource();
        var draining = DrainAsync(venue.Feed(), [LiveBinance.Btc], stop.Token, again.Reader);
        await LiveBinance.UntilAsync(() => venue.Requests.Count == 6);
        Assert.Equal(
            ["UNSUBSCRIBE btcusdt@markPrice@1s", "SUBSCRIBE btcusdt@markPrice@1s"],
            venue.Requests.Where(r => r.Path == Market).Skip(1).Select(r => Shown(r.Text)));
        Assert.Equal(
            ["UNSUBSCRIBE btcusdt@depth@100ms", "SUBSCRIBE btcusdt@depth@100ms"],
            venue.Requests.Where(r => r.Path == Public).Skip(1).Select(r => Shown(r.Text)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => draining);
    }

    [Fact]
    public async Task A_socket_that_pushes_nothing_is_dead_and_one_that_may_be_silent_is_not()
    {
        await using var venue = await LiveBinance.StartAsync();
        var time = new ManualTime();
        var feed = venue.Feed(
            options => options with { Streams = new BinanceStreamOptions { BookPaceMs = null } }, time);
        var draining = DrainAsync(feed);
        await LiveBinance.UntilAsync(() => venue.Requests.Count == 2);
        await LiveBinance.UntilAsync(() => time.DueWithin(TimeSpan.FromSeconds(15)) >= 2);
        time.Advance(TimeSpan.FromSeconds(75));
        var failure = await Assert.ThrowsAsync<FeedException>(() => draining);
        Assert.Contains("stalled: no frame for 00:01:00.", failure.Message);

        var quiet = venue.Feed(
            options => options with
            {
                Streams = new BinanceStreamOptions
                {
                    BookPaceMs = null, BookTops = false, MarkPrices = false, KlineInterval = null,
                    AggregateTrades = false,
                },
            },
            time);
        using var stop = new CancellationTokenSource();
        var quietly = DrainAsync(quiet, null, stop.Token);
        await LiveBinance.UntilAsync(() => venue.Requests.Count == 3);
        time.Advance(TimeSpan.FromMinutes(10));
        await Task.Delay(50);
        Assert.False(quietly.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => quietly);
    }

    [Theory]
    [InlineData("""{"code":-1003,"msg":"Too many requests","id":0}""")]
    [InlineData("""{"error":{"msg":"Too many requests","code":-1003},"id":0}""")]
    public async Task A_refusal_that_may_pass_ends_the_feed(string refusal)
    {
        await using var venue = await LiveBinance.StartAsync();
        venue.Answer = (_, text) =>
            refusal.Replace("\"id\":0", $"\"id\":{LiveBinance.Id(text)}", StringComparison.Ordinal);
        var refused = new List<TopicRefusal>();
        var failure = await Assert.ThrowsAsync<FeedException>(() => DrainAsync(venue.Feed(), refused: refused.Add));
        Assert.Contains(": refused btcusdt@", failure.Message);
        Assert.Contains("Too many requests", failure.Message);
        Assert.Empty(refused);
    }

    [Fact]
    public async Task A_stream_that_is_refused_when_asked_for_again_is_told_and_the_last_one_ends_the_feed()
    {
        await using var venue = await LiveBinance.StartAsync();
        var answer = venue.Answer;
        venue.Answer = (path, text) => venue.Requests.Count > 2
            && text.Contains("\"SUBSCRIBE", StringComparison.Ordinal)
            ? $$"""{"code":2,"msg":"no more","id":{{LiveBinance.Id(text)}}}"""
            : answer(path, text);
        var feed = venue.Feed(options => options with
        {
            Streams = new BinanceStreamOptions
            {
                BookPaceMs = null, AggregateTrades = false, KlineInterval = null, Liquidations = false,
            },
        });
        var again = Channel.CreateUnbounded<string>();
        again.Writer.TryWrite("binance/btcusdt@markPrice@1s");
        again.Writer.TryWrite("binance/btcusdt@bookTicker");
        var refused = new List<TopicRefusal>();
        var failure = await Assert.ThrowsAsync<FeedException>(
            () => DrainAsync(feed, again: again.Reader, refused: refused.Add));
        Assert.Equal(
            ["binance/btcusdt@markPrice@1s", "binance/btcusdt@bookTicker"], refused.Select(told => told.Topic));
        Assert.StartsWith(
            "binance-usdm: the venue refused every stream, the last was binance/btcusdt@bookTicker", failure.Message);
    }

    [Fact]
    public void Too_many_instruments_for_one_connection_are_refused_before_connecting()
    {
        using var client = new WhaleStack.Venues.Binance.Rest.BinanceRestClient(
            LiveBinance.Options(new Uri("http://127.0.0.1:1")), TimeProvider.System);
        var feed = new BinanceMarketFeed(
            LiveBinance.Options(new Uri("http://127.0.0.1:1")), client, TimeProvider.System);
        var coins = Enumerable.Range(0, 300).Select(i => new InstrumentId("binance", $"COIN{i}USDT"));
        var error = Assert.Throws<ArgumentException>(
            () => feed.ReceiveAsync(LiveBinance.Request(null, [.. coins]), CancellationToken.None));
        Assert.Contains("1200 streams, one connection takes 1024: use several feeds", error.Message);
        Assert.Throws<ArgumentException>(() => feed.ReceiveAsync(LiveBinance.Request(null), CancellationToken.None));
        Assert.Throws<ArgumentException>(
            () => feed.ReceiveAsync(LiveBinance.Request(null, Given.Btc), CancellationToken.None));
    }

    private static async Task DrainAsync(
        BinanceMarketFeed feed,
        InstrumentId[]? coins = null,
        CancellationToken? stop = null,
        ChannelReader<string>? again = null,
        Action<TopicRefusal>? refused = null)
    {
        var request = LiveBinance.Request(again, [.. coins ?? [LiveBinance.Btc]]) with { Refused = refused };
        await foreach (var frame in feed.ReceiveAsync(request, stop ?? Limit))
        {
            Assert.True(frame.Payload.Length > 0);
        }
    }

    private static string Shown(string request)
    {
        using var document = JsonDocument.Parse(request);
        return $"{document.RootElement.GetProperty("method").GetString()} {string.Join(',', Streams(request))}";
    }

    private static string[] Streams(string request)
    {
        using var document = JsonDocument.Parse(request);
        return [.. document.RootElement.GetProperty("params").EnumerateArray().Select(name => name.GetString()!)];
    }
}
