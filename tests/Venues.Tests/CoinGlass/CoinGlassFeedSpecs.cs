using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.CoinGlass;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.CoinGlass;

/// <summary>The vendor's websocket, against a server on loopback that speaks as it documents, or worse.</summary>
public sealed class CoinGlassFeedSpecs
{
    private const string Key = "SECRETKEY";
    private static readonly InstrumentId Btc = InstrumentId.Parse("binance:BTCUSDT");
    private static readonly InstrumentId Eth = InstrumentId.Parse("bybit:ETHUSDT");
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1760000000498);
    private readonly ConcurrentQueue<string> _heard = new();

    private static string Push => $$"""
        {"channel":"liquidationOrders","data":[{{Row("Binance", "BTCUSDT", 1, "59500.5", "14875.125")}},
        {{Row("OKX", "BTC-USDT-SWAP", 1, "59500.5", "1")}},{{Row("Bybit", "ETHUSDT", 2, "\"2000\"", "\"3000\"")}},
        {{Row("Binance", "BTCUSDT", 2, "60000", "6000")}}]}
        """;

    [Fact]
    public async Task What_is_liquidated_goes_to_the_instruments_that_are_wanted()
    {
        await using var vendor = await VendorAsync(async (socket, over) => await SayAsync(socket, Push, over));
        var frames = await ReadAsync(vendor, count: 1);
        Assert.Equal((FrameKind.Data, "coinglass/liquidationOrders", null), Head(frames[0]));
        var prints = frames[0].Items.Cast<CoinCommands.ApplyLiquidations>().ToDictionary(c => c.Coin, c => c.Prints);
        Assert.Equal(
            [new LiquidationPrint(At, Side.Buy, 59500.5m, 0.25m), new LiquidationPrint(At, Side.Sell, 60000m, 0.1m)],
            prints[Btc].AsEnumerable());
        Assert.Equal([new LiquidationPrint(At, Side.Sell, 2000m, 1.5m)], prints[Eth].AsEnumerable());
        Assert.Equal(2, prints.Count);
        Assert.Equal(
            ["?cg-api-key=SECRETKEY", """{"method":"subscribe","channels":["liquidationOrders"]}"""], _heard);
    }

    [Fact]
    public async Task It_pings_in_plain_text_and_takes_the_answer_for_a_sign_of_life()
    {
        await using var vendor = await VendorAsync(async (socket, over) =>
        {
            for (var i = 0; i < 2; i++)
            {
                Assert.Equal("ping", await ScriptedVenue.ReadAsync(socket, over));
                await ScriptedVenue.SendAsync(socket, "pong", over);
            }
        });
        var frames = await ReadAsync(
            vendor, count: 2, Options(vendor) with { PingInterval = TimeSpan.FromMilliseconds(50) });
        Assert.All(frames, frame => Assert.Equal((FrameKind.Control, "", null), Head(frame)));
    }

    [Theory]
    [InlineData("""{"code":"401","msg":"Upgrade plan"}""", "refused as NotPermitted: code 401: Upgrade plan.")]
    [InlineData("""{"code":400,"message":"bad key SECRETKEY"}""", "refused as BadRequest: code 400: bad key ***.")]
    [InlineData("""{"success":false,"msg":"API key missing"}""", "refused as Credentials: code none: API key missing.")]
    [InlineData("""{"code":"429","msg":"x"}""", "refused as RateLimited: code 429: x.")]
    public async Task A_refusal_ends_the_connection_with_its_words_and_without_the_key(string answer, string words)
    {
        await using var vendor = await VendorAsync((socket, over) => SayAsync(socket, answer, over));
        var failure = await Assert.ThrowsAsync<FeedException>(() => ReadAsync(vendor, count: 9));
        Assert.Equal($"coinglass: {words}", failure.Message);
    }

    [Fact]
    public async Task A_socket_that_is_closed_or_silent_or_not_opened_says_so_without_the_key()
    {
        await using var closing = await VendorAsync((socket, over) =>
            socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "maintenance", over));
        var closed = await Assert.ThrowsAsync<FeedException>(() => ReadAsync(closing, count: 9));
        Assert.Contains("maintenance", closed.Message, StringComparison.Ordinal);

        await using var silent = await VendorAsync((_, over) => Task.Delay(Timeout.Infinite, over));
        var stalled = await Assert.ThrowsAsync<FeedException>(() => ReadAsync(
            silent, count: 9, Options(silent) with { StallTimeout = TimeSpan.FromMilliseconds(200) }));
        Assert.Contains("stalled", stalled.Message, StringComparison.Ordinal);

        var nobody = new CoinGlassStreamOptions { ApiKey = Key, Address = new Uri("ws://127.0.0.1:1/ws-api") };
        var unopened = await Assert.ThrowsAsync<FeedException>(() => ReadAsync(nobody, count: 1));
        Assert.Contains("no connection to ws://127.0.0.1:1/ws-api", unopened.Message, StringComparison.Ordinal);
        Assert.All([closed, stalled, unopened], failure => Assert.DoesNotContain(Key, failure.ToString()));
    }

    [Theory]
    [InlineData("{\"channel\":\"liquidationOrders\"}", FrameKind.Malformed, "data is no array")]
    [InlineData("{\"channel\":\"liquidationOrders\",\"data\":[7]}", FrameKind.Malformed, "a row is Number")]
    [InlineData("{\"channel\":\"liquidationOrders\",\"data\":[{}]}", FrameKind.Malformed, "exName is missing")]
    [InlineData("{\"channel\":\"liquidationOrders\",\"data\":[]", FrameKind.Malformed, "broken JSON")]
    [InlineData("{\"channel\":\"liquidationOrders\",\"data\":[]}", FrameKind.Data, "")]
    [InlineData("{\"channel\":\"other\",\"data\":[]}", FrameKind.Unknown, "channel 'other' is not understood")]
    [InlineData("{\"event\":\"subscribed\"}", FrameKind.Control, "")]
    [InlineData("{\"code\":\"0\",\"msg\":\"success\"}", FrameKind.Control, "")]
    [InlineData("{}", FrameKind.Unknown, "neither channel nor answer")]
    [InlineData("[]", FrameKind.Malformed, "frame is no object")]
    [InlineData("", FrameKind.Malformed, "broken JSON")]
    public void What_is_wrong_with_a_frame_is_named(string text, FrameKind kind, string detail)
    {
        var frame = Parse(text);
        Assert.Equal(kind, frame.Kind);
        Assert.Contains(detail, frame.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "1", "1", "side 3 is neither 1 nor 2")]
    [InlineData(1, "0", "1", "price 0 is not above 0")]
    [InlineData(1, "-1", "1", "price -1 is not above 0")]
    [InlineData(1, "\"x\"", "1", "price 'x' is no number")]
    [InlineData(1, "null", "1", "price is Null, must be a number")]
    [InlineData(1, "1", "0", "volUsd 0 is not above 0")]
    [InlineData(1, "1e20", "1e-9", "is nothing at price")]
    public void No_wrong_number_is_accepted(int side, string price, string usd, string detail)
    {
        var frame = Parse($$"""
            {"channel":"liquidationOrders","data":[{{Row("Binance", "BTCUSDT", side, price, usd)}}]}
            """);
        Assert.Equal(FrameKind.Malformed, frame.Kind);
        Assert.Contains(detail, frame.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_spelling_of_the_fields_and_seconds_are_read_too()
    {
        var frame = Parse("""
            {"data":[{"base_asset":"BTC","exchange":"binance","price":50000,"side":1,"symbol":"BTCUSDT",
            "time":1760000000,"volume_usd":100000,"more":{"a":[1]}}],"channel":"liquidationOrders"}
            """);
        var print = Assert.IsType<CoinCommands.ApplyLiquidations>(Assert.Single(frame.Items)).Prints.Single();
        Assert.Equal((2m, 1760000000L), (print.SizeBase, print.VenueTime.ToUnixTimeSeconds()));
    }

    [Fact]
    public void Damaged_frames_are_never_taken_for_other_numbers()
    {
        var whole = Encoding.UTF8.GetBytes(Push);
        var feed = Feed(Bare);
        for (var length = 0; length < whole.Length; length++)
        {
            var frame = feed.Parse(new RawFrame(whole.AsMemory(0, length), At));
            Assert.Equal(FrameKind.Malformed, frame.Kind);
        }
    }

    [Fact]
    public void Impossible_options_and_foreign_instruments_are_refused_by_name()
    {
        var wrong = Bare with { ApiKey = "", PingInterval = TimeSpan.Zero, FramesBufferedMax = 0 };
        var error = Assert.Throws<ArgumentException>(() => Feed(wrong)).Message;
        Assert.All(
            (string[])["ApiKey", "PingInterval", "FramesBufferedMax"], name => Assert.Contains(name, error));
        Assert.Throws<ArgumentException>(() => new CoinGlassLiquidationFeed(Bare, [], TimeProvider.System));
        Assert.Throws<ArgumentException>(() => Feed(Bare).ReceiveAsync(Given.Request([Given.Btc]), default));
        Assert.DoesNotContain(Key, $"{Bare}");
        var feed = Feed(Bare);
        Assert.Equal(TimeSpan.FromMinutes(10), feed.SilenceMaxOf(Assert.Single(feed.TopicsFor([Btc]))));
        Assert.Null(feed.SilenceMaxOf("other"));
    }

    private static CoinGlassStreamOptions Bare => new()
    {
        ApiKey = Key, Address = new Uri("wss://open-ws.coinglass.com/ws-api"),
    };

    private static string Row(string exchange, string symbol, int side, string price, string usd) =>
        $$"""{"baseAsset":"X","exName":"{{exchange}}","price":{{price}},"side":{{side}},"symbol":"{{symbol}}","""
        + $"\"time\":1760000000498,\"volUsd\":{usd}}}";

    private static (FrameKind Kind, string Topic, DateTimeOffset? EventTime) Head(FeedFrame frame) =>
        (frame.Kind, frame.Topic, frame.EventTime);

    private static FeedFrame Parse(string text) =>
        Feed(Bare).Parse(new RawFrame(Encoding.UTF8.GetBytes(text), DateTimeOffset.UnixEpoch));

    private static CoinGlassLiquidationFeed Feed(CoinGlassStreamOptions options) =>
        new(options, [Btc, Eth], TimeProvider.System);

    private static CoinGlassStreamOptions Options(ScriptedVenue vendor) => Bare with
    {
        Address = new UriBuilder(vendor.Address) { Scheme = "ws", Path = "/ws-api" }.Uri,
    };

    private static Task<List<FeedFrame>> ReadAsync(
        ScriptedVenue vendor, int count, CoinGlassStreamOptions? options = null) =>
        ReadAsync(options ?? Options(vendor), count);

    private static async Task<List<FeedFrame>> ReadAsync(CoinGlassStreamOptions options, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var feed = Feed(options);
        var frames = new List<FeedFrame>();
        await foreach (var frame in feed.ReceiveAsync(Given.Request([Btc, Eth]), limit.Token))
        {
            frames.Add(feed.Parse(frame));
            if (frames.Count == count)
            {
                break;
            }
        }

        return frames;
    }

    private static async Task SayAsync(WebSocket socket, string text, CancellationToken over)
    {
        await ScriptedVenue.SendAsync(socket, text, over);
        await ScriptedVenue.UntilClosedAsync(socket, over);
    }

    private Task<ScriptedVenue> VendorAsync(Func<WebSocket, CancellationToken, Task> script) =>
        ScriptedVenue.OfRequestAsync(async (request, socket, over) =>
        {
            _heard.Enqueue(request.QueryString.Value!);
            _heard.Enqueue((await ScriptedVenue.ReadAsync(socket, over))!);
            await script(socket, over);
        });
}
