using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>What a venue can do to a connection, over real sockets.</summary>
public sealed class ConnectionSpecs
{
    private const string Ticker =
        """{"topic":"tickers.BTCUSDT","type":"delta","ts":1,"data":{"symbol":"BTCUSDT","lastPrice":"1"}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Garbage_comes_through_as_frames_and_the_connection_goes_on()
    {
        string[] garbage = ["{broken", "", """{"topic":"news.BTCUSDT","type":"delta","ts":1,"data":{}}""", "[1,2]"];
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.GrantAsync(socket, over);
            foreach (var text in garbage.Append(Ticker))
            {
                await ScriptedVenue.SendAsync(socket, text, over);
            }

            await ScriptedVenue.UntilClosedAsync(socket, over);
        });
        var kinds = await KindsAsync(venue, 6);
        Assert.Equal(
            [
                FrameKind.Control, FrameKind.Malformed, FrameKind.Malformed, FrameKind.Unknown, FrameKind.Malformed,
                FrameKind.Data,
            ],
            kinds);
    }

    [Fact]
    public async Task A_huge_frame_ends_the_connection()
    {
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.GrantAsync(socket, over);
            await socket.SendAsync(new byte[5 * 1024 * 1024], WebSocketMessageType.Text, true, over);
            await ScriptedVenue.UntilClosedAsync(socket, over);
        });
        var failure = await FailureAsync(venue);
        Assert.Equal("bybit-linear: a frame of more than 4194304 bytes.", failure.Message);
    }

    [Fact]
    public async Task A_frame_of_exactly_the_limit_is_whole()
    {
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.GrantAsync(socket, over);
            await socket.SendAsync(new byte[100_000], WebSocketMessageType.Text, true, over);
            await ScriptedVenue.UntilClosedAsync(socket, over);
        });
        var options = Given.Options(venue.Address) with { FrameBytesMax = 100_000 };
        await foreach (var frame in Given.Feed(options: options).ReceiveAsync(Given.Request([Given.Btc]), Limit()))
        {
            if (frame.Payload.Length == 100_000)
            {
                return;
            }
        }

        Assert.Fail("the frame did not come");
    }

    [Fact]
    public async Task A_close_says_why()
    {
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.GrantAsync(socket, over);
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "maintenance", over);
            await ScriptedVenue.UntilClosedAsync(socket, over);
        });
        var failure = await FailureAsync(venue);
        Assert.Equal(
            "bybit-linear: the venue closed the connection: EndpointUnavailable maintenance.", failure.Message);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_a_frame_is_lost()
    {
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.GrantAsync(socket, over);
            await socket.SendAsync(Encoding.UTF8.GetBytes(Ticker[..20]), WebSocketMessageType.Text, false, over);
            socket.Abort();
        });
        Assert.StartsWith("bybit-linear: the connection was lost", (await FailureAsync(venue)).Message);
    }

    [Fact]
    public async Task Nobody_listening_is_a_clear_error()
    {
        var feed = Given.Feed();
        var failure = await Assert.ThrowsAsync<FeedException>(async () => await DrainAsync(feed));
        Assert.StartsWith("bybit-linear: no connection to ws://127.0.0.1:1/v5/public/linear: ", failure.Message);
    }

    [Fact]
    public async Task Silence_is_a_stall_and_pings_are_sent_until_then()
    {
        var received = new ConcurrentQueue<string>();
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.GrantAsync(socket, over);
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                received.Enqueue(text);
            }
        });
        var time = new ManualTime();
        var options = Given.Options(venue.Address) with
        {
            AckTimeout = TimeSpan.FromHours(1), ConnectTimeout = TimeSpan.FromHours(1),
        };
        var feed = new BybitMarketFeed(options, BybitCategory.Linear, time);
        await using var frames = feed.ReceiveAsync(Given.Request([Given.Btc]), Limit()).GetAsyncEnumerator();
        Assert.True(await frames.MoveNextAsync());
        Assert.Equal(FrameKind.Control, feed.Parse(frames.Current).Kind);

        var next = frames.MoveNextAsync().AsTask();
        await UntilAsync(() => time.DueWithin(TimeSpan.FromMinutes(1)) == 2);
        time.Advance(TimeSpan.FromSeconds(20));
        await UntilAsync(() => received.Count == 1);
        time.Advance(TimeSpan.FromSeconds(20));
        await UntilAsync(() => received.Count == 2);
        Assert.Equal("""{"req_id":"p1","op":"ping"}""", received.First());
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(20));
        var failure = await Assert.ThrowsAsync<FeedException>(() => next.WaitAsync(Patience));
        Assert.Equal("bybit-linear: stalled: no frame for 00:00:45.", failure.Message);
    }

    [Fact]
    public async Task Slow_answers_are_waited_for()
    {
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.SendAsync(socket, Ticker, over);
            await Task.Delay(300, over);
            await ScriptedVenue.GrantAsync(socket, over);
            await ScriptedVenue.SendAsync(socket, Ticker, over);
            await ScriptedVenue.UntilClosedAsync(socket, over);
        });
        Assert.Equal([FrameKind.Data, FrameKind.Control, FrameKind.Data], await KindsAsync(venue, 3));
    }

    [Fact]
    public async Task A_subscription_that_is_never_answered_is_given_up()
    {
        await using var venue = await ScriptedVenue.OfSocketAsync(ScriptedVenue.UntilClosedAsync);
        var options = Given.Options(venue.Address) with { AckTimeout = TimeSpan.FromMilliseconds(200) };
        var failure = await Assert.ThrowsAsync<FeedException>(() => DrainAsync(Given.Feed(options: options)));
        Assert.Equal(
            "bybit-linear: no answer to the subscription of tickers.BTCUSDT and 4 more within 00:00:00.2000000.",
            failure.Message);
    }

    [Fact]
    public async Task A_topic_that_is_asked_for_again_is_given_up_first_and_the_rest_goes_on()
    {
        var requests = new ConcurrentQueue<string>();
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                requests.Enqueue(text);
                var op = text.Contains("unsubscribe", StringComparison.Ordinal) ? "unsubscribe" : "subscribe";
                await ScriptedVenue.SendAsync(socket, $$"""{"success":true,"ret_msg":"","op":"{{op}}"}""", over);
            }
        });
        var again = Channel.CreateUnbounded<string>();
        Assert.True(again.Writer.TryWrite("orderbook.200.BTCUSDT"));
        Assert.True(again.Writer.TryWrite("spot/tickers.BTCUSDT")); // No topic of this feed.
        var feed = Given.Feed(options: Given.Options(venue.Address));
        var request = Given.Request([Given.Btc]) with { Resubscriptions = again.Reader };
        var seen = 0;
        await foreach (var frame in feed.ReceiveAsync(request, Limit()))
        {
            Assert.Equal(FrameKind.Control, feed.Parse(frame).Kind);
            if (++seen == 3)
            {
                break;
            }
        }

        Assert.Equal(
            [
                """{"req_id":"s2","op":"unsubscribe","args":["orderbook.200.BTCUSDT"]}""",
                """{"req_id":"s3","op":"subscribe","args":["orderbook.200.BTCUSDT"]}""",
            ],
            requests.Skip(1));
    }

    [Fact]
    public async Task Spot_asks_for_ten_topics_at_a_time()
    {
        var sizes = new ConcurrentQueue<int>();
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
            {
                sizes.Enqueue(Subscription(text).Topics.Length);
                const string Granted = """{"success":true,"ret_msg":"subscribe","op":"subscribe"}""";
                await ScriptedVenue.SendAsync(socket, Granted, over);
            }
        });
        var feed = Given.Feed(BybitCategory.Spot, Given.Options(venue.Address));
        var coins = Enumerable.Range(0, 6).Select(i => new Messages.Units.InstrumentId("bybit-spot", $"C{i}USDT"));
        var seen = 0;
        await foreach (var frame in feed.ReceiveAsync(Given.Request([.. coins]), Limit()))
        {
            Assert.Equal(FrameKind.Control, feed.Parse(frame).Kind);
            if (++seen == 3)
            {
                break;
            }
        }

        Assert.Equal([10, 10, 4], sizes);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_stops_the_venue()
    {
        var sent = 0;
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.GrantAsync(socket, over);
            var frame = Encoding.UTF8.GetBytes(Ticker + new string(' ', 60_000));
            for (var i = 0; i < 2_000; i++)
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, true, over);
                Interlocked.Increment(ref sent);
            }

            await ScriptedVenue.UntilClosedAsync(socket, over);
        });
        var feed = Given.Feed(options: Given.Options(venue.Address));
        await using var frames = feed.ReceiveAsync(Given.Request([Given.Btc]), Limit()).GetAsyncEnumerator();
        Assert.True(await frames.MoveNextAsync());
        var before = -1;
        await UntilAsync(() => Interlocked.Exchange(ref before, Volatile.Read(ref sent)) == Volatile.Read(ref sent)
            && before > 0);
        Assert.InRange(Volatile.Read(ref sent), 1, 1_900);
        var read = 0;
        while (read < 2_000 && await frames.MoveNextAsync())
        {
            read += feed.Parse(frames.Current).Kind == FrameKind.Data ? 1 : 0;
        }

        Assert.Equal(2_000, read);
    }

    [Fact]
    public async Task Cancelling_ends_the_reading()
    {
        await using var venue = await ScriptedVenue.OfSocketAsync(async (socket, over) =>
        {
            await ScriptedVenue.GrantAsync(socket, over);
            await ScriptedVenue.UntilClosedAsync(socket, over);
        });
        using var stop = new CancellationTokenSource();
        var feed = Given.Feed(options: Given.Options(venue.Address));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in feed.ReceiveAsync(Given.Request([Given.Btc]), stop.Token))
            {
                await stop.CancelAsync();
            }
        });
    }

    [Fact]
    public void Too_many_instruments_for_one_connection_are_refused_before_connecting()
    {
        var coins = Enumerable.Range(0, 300).Select(i => new Messages.Units.InstrumentId("bybit", $"COIN{i}USDT"));
        var error = Assert.Throws<ArgumentException>(
            () => Given.Feed().ReceiveAsync(Given.Request([.. coins]), CancellationToken.None));
        Assert.Contains("use several feeds", error.Message);
        Assert.Throws<ArgumentException>(() => Given.Feed().ReceiveAsync(Given.Request([]), CancellationToken.None));
    }

    private static (string Id, string[] Topics) Subscription(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return (
            root.GetProperty("req_id").GetString()!,
            [.. root.GetProperty("args").EnumerateArray().Select(topic => topic.GetString()!)]);
    }

    private static async Task<List<FrameKind>> KindsAsync(ScriptedVenue venue, int count)
    {
        var kinds = new List<FrameKind>();
        var feed = Given.Feed(options: Given.Options(venue.Address));
        await foreach (var frame in feed.ReceiveAsync(Given.Request([Given.Btc]), Limit()))
        {
            kinds.Add(feed.Parse(frame).Kind);
            if (kinds.Count == count)
            {
                break;
            }
        }

        return kinds;
    }

    private static Task<FeedException> FailureAsync(ScriptedVenue venue) =>
        Assert.ThrowsAsync<FeedException>(() => DrainAsync(Given.Feed(options: Given.Options(venue.Address))));

    private static async Task DrainAsync(BybitMarketFeed feed)
    {
        await foreach (var frame in feed.ReceiveAsync(Given.Request([Given.Btc]), Limit()))
        {
            Assert.True(frame.Payload.Length >= 0);
        }
    }

    private static CancellationToken Limit() => new CancellationTokenSource(Patience).Token;

    private static async Task UntilAsync(Func<bool> condition)
    {
        var limit = Limit();
        while (!condition())
        {
            await Task.Delay(50, limit);
        }
    }
}
