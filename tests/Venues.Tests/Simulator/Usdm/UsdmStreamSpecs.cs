using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Public streams in Binance's words.</summary>
public sealed class UsdmStreamSpecs : IAsyncLifetime
{
    private SimulatedVenue _venue = null!;
    private UsdmClient _client = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        _client = new UsdmClient(_venue);
    }

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Theory]
    [InlineData("depth")]
    [InlineData("depth@100ms")]
    [InlineData("depth@500ms")]
    public async Task A_book_kept_by_the_documented_steps_stays_the_venues_book(string stream)
    {
        await using var socket = await VenueSocket.ConnectAsync(_venue, $"/public/ws/btcusdt@{stream}");
        var first = await socket.NextAsync(_ => true);
        var snapshot = (await _client.OpenAsync("/fapi/v1/depth?symbol=BTCUSDT&limit=1000")).Granted();
        var id = snapshot.GetProperty("lastUpdateId").GetInt64();
        Assert.InRange(first.GetProperty("u").GetInt64(), 1, id);
        var book = (Bids: Levels(snapshot, "bids"), Asks: Levels(snapshot, "asks"));
        var (last, isFirst) = (0L, true);
        for (var applied = 0; applied < 8;)
        {
            var frame = isFirst ? first : await socket.NextAsync(_ => true);
            isFirst = false;
            var (from, to) = (frame.GetProperty("U").GetInt64(), frame.GetProperty("u").GetInt64());
            if (to < id)
            {
                continue;
            }

            Assert.True(applied == 0 ? from <= id : frame.GetProperty("pu").GetInt64() == last);
            Apply(book.Bids, frame, "b");
            Apply(book.Asks, frame, "a");
            (last, applied) = (to, applied + 1);
        }

        // The venue's time stands still now: no step lies between the last frame and the answer, or all of it is told.
        var now = (await _client.OpenAsync("/fapi/v1/depth?symbol=BTCUSDT&limit=1000")).Granted();
        while (last < now.GetProperty("lastUpdateId").GetInt64())
        {
            var frame = await socket.NextAsync(_ => true);
            Apply(book.Bids, frame, "b");
            Apply(book.Asks, frame, "a");
            last = frame.GetProperty("u").GetInt64();
            now = (await _client.OpenAsync("/fapi/v1/depth?symbol=BTCUSDT&limit=1000")).Granted();
        }

        Assert.Equal(Levels(now, "bids"), book.Bids);
        Assert.Equal(Levels(now, "asks"), book.Asks);
    }

    [Fact]
    public async Task Trades_come_one_by_one_and_in_bundles_with_numbers_without_a_hole()
    {
        await using var market = await VenueSocket.ConnectAsync(_venue, "/market/ws/btcusdt@aggTrade");
        await using var open = await VenueSocket.ConnectAsync(_venue, "/public/ws/btcusdt@trade");
        var trades = new List<JsonElement>();
        var bundles = new List<JsonElement>();
        await market.NextAsync(_ => true);
        await open.NextAsync(_ => true);
        await _client.TradeAsync("BUY", "3");
        while (bundles.Sum(bundle => Number(bundle, "q")) < 6m)
        {
            bundles.Add(await market.NextAsync(_ => true));
        }

        Assert.Equal(
            Enumerable.Range(0, bundles.Count).Select(i => bundles[0].GetProperty("a").GetInt64() + i),
            bundles.Select(bundle => bundle.GetProperty("a").GetInt64()));
        var last = bundles[^1].GetProperty("l").GetInt64();
        while (trades.Count == 0 || trades[^1].GetProperty("t").GetInt64() < last)
        {
            trades.Add(await open.NextAsync(_ => true));
        }

        foreach (var bundle in bundles)
        {
            var (from, to) = (bundle.GetProperty("f").GetInt64(), bundle.GetProperty("l").GetInt64());
            var within = trades.Where(
                trade => trade.GetProperty("t").GetInt64() is var id && id >= from && id <= to).ToList();
            Assert.Equal(Number(bundle, "q"), within.Sum(trade => Number(trade, "q")));
            Assert.All(within, trade => Assert.Equal(
                (bundle.Text("p"), bundle.Text("m")), (trade.Text("p"), trade.Text("m"))));
        }
    }

    [Fact]
    public async Task A_candle_ends_once_with_all_its_trades()
    {
        await using var socket = await VenueSocket.ConnectAsync(_venue, "/market/ws/btcusdt@kline_1m");
        await socket.NextAsync(_ => true);
        _venue.Time.Jump(TimeSpan.FromSeconds(58));
        var ended = (await socket.NextAsync(f => f.GetProperty("k").GetProperty("x").GetBoolean())).GetProperty("k");
        var rows = (await _client.OpenAsync(
            $"/fapi/v1/klines?symbol=BTCUSDT&interval=1m&startTime={ended.Text("t")}&limit=1")).Granted()[0];
        string[] names = ["t", "o", "h", "l", "c", "v", "T", "q", "n", "V", "Q"];
        Assert.Equal(
            rows.EnumerateArray().Take(11).Select(cell => cell.ToString()), names.Select(name => ended.Text(name)));
        Assert.Equal(
            ended.GetProperty("n").GetInt64(),
            ended.GetProperty("L").GetInt64() - ended.GetProperty("f").GetInt64() + 1);
    }

    [Fact]
    public async Task Streams_are_asked_for_listed_and_left_and_combined_frames_name_theirs()
    {
        await using var socket = await VenueSocket.ConnectAsync(_venue, "/market/stream?streams=btcusdt@markPrice@1s");
        var frame = await socket.NextAsync(_ => true);
        Assert.Equal("btcusdt@markPrice@1s", frame.Text("stream"));
        Assert.Equal("markPriceUpdate", frame.GetProperty("data").Text("e"));
        await CallAsync(socket, "SUBSCRIBE", 1, "ethusdt@aggTrade");
        Assert.Equal("", (await AnswerAsync(socket, 1)).GetProperty("result").ToString());
        await socket.NextAsync(f => VenueSocket.Text(f, "stream") == "ethusdt@aggTrade");
        await CallAsync(socket, "LIST_SUBSCRIPTIONS", 2);
        Assert.Equal(
            """["btcusdt@markPrice@1s","ethusdt@aggTrade"]""",
            (await AnswerAsync(socket, 2)).GetProperty("result").GetRawText());
        await CallAsync(socket, "UNSUBSCRIBE", 3, "ethusdt@aggTrade");
        await AnswerAsync(socket, 3);
        Assert.DoesNotContain(
            await socket.DuringAsync(TimeSpan.FromSeconds(2), ticks: 10),
            f => VenueSocket.Text(f, "stream") == "ethusdt@aggTrade");
        await CallAsync(socket, "DANCE", 4);
        Assert.Equal(2, (await AnswerAsync(socket, 4)).GetProperty("error").GetProperty("code").GetInt32());
        await socket.SendAsync("nonsense");
        await socket.NextAsync(f => f.TryGetProperty("error", out var error) && error.Text("code") == "3");
    }

    [Fact]
    public async Task What_is_not_there_is_taken_and_says_nothing()
    {
        string[] paths =
        [
            "/ws/btcusdt@aggTrade", "/stream?streams=btcusdt@depth", "/public/ws/btcusdt@aggTrade",
            "/market/ws/btcusdt@depth", "/market/ws/BTCUSDT@aggTrade", "/market/ws/nosuch@aggTrade",
            "/private/ws?listenKey=nobodys",
        ];
        var sockets = await Task.WhenAll(paths.Select(path => VenueSocket.ConnectAsync(_venue, path)));
        _venue.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var socket in sockets)
        {
            await using var closed = socket;
            await CallAsync(socket, "LIST_SUBSCRIPTIONS", 1);
            var first = await socket.NextAsync(_ => true);
            Assert.Equal(1, first.GetProperty("result").GetArrayLength());
            Assert.Empty(await socket.DuringAsync(TimeSpan.FromSeconds(1), ticks: 10));
        }
    }

    [Fact]
    public async Task A_client_that_talks_too_much_is_cut()
    {
        await using var socket = await VenueSocket.ConnectAsync(_venue, "/market/ws");
        for (var i = 1; i <= 10; i++)
        {
            await CallAsync(socket, "LIST_SUBSCRIPTIONS", i);
        }

        await AnswerAsync(socket, 10);
        await CallAsync(socket, "LIST_SUBSCRIPTIONS", 11);
        await socket.UntilEndAsync();
    }

    [Fact]
    public async Task Of_the_liquidations_of_a_second_the_latest_is_told_as_an_order()
    {
        await using var socket = await VenueSocket.ConnectAsync(_venue, "/market/ws/!forceOrder@arr");
        await CallAsync(socket, "LIST_SUBSCRIPTIONS", 1);
        await AnswerAsync(socket, 1);
        var other = new UsdmClient(_venue) { Key = SimulatedVenue.OtherKey, Secret = SimulatedVenue.OtherSecret };
        await BuyIsolatedAsync(_client, "0.5");
        await BuyIsolatedAsync(other, "0.7");
        await _venue.PushAsync(new JsonObject { ["symbol"] = "BTCUSDT", ["markPrice"] = 40_000 });
        var told = (await socket.NextAsync(_ => true)).GetProperty("o");
        Assert.Equal(("BTCUSDT", "SELL", "FILLED"), (told.Text("s"), told.Text("S"), told.Text("X")));
        Assert.Contains(told.Text("z"), (string[])["0.5", "0.7"]);
        Assert.Empty(await socket.DuringAsync(TimeSpan.FromSeconds(2), ticks: 10));
    }

    private static async Task BuyIsolatedAsync(UsdmClient client, string quantity)
    {
        (await client.PostAsync("/fapi/v1/marginType", $"{UsdmClient.Btc}&marginType=ISOLATED")).Granted();
        await client.TradeAsync("BUY", quantity);
    }

    private static Task CallAsync(VenueSocket socket, string method, int id, params string[] streams) =>
        socket.SendAsync(new JsonObject
        {
            ["method"] = method, ["params"] = new JsonArray([.. streams]), ["id"] = id,
        });

    private static Task<JsonElement> AnswerAsync(VenueSocket socket, int id) =>
        socket.NextAsync(frame => VenueSocket.Text(frame, "id") == $"{id}");

    private static SortedDictionary<decimal, decimal> Levels(JsonElement frame, string name)
    {
        var levels = new SortedDictionary<decimal, decimal>();
        foreach (var level in frame.GetProperty(name).EnumerateArray())
        {
            levels[Number(level[0])] = Number(level[1]);
        }

        return levels;
    }

    private static void Apply(SortedDictionary<decimal, decimal> levels, JsonElement frame, string name)
    {
        foreach (var (price, size) in Levels(frame, name))
        {
            levels[price] = size;
            if (size == 0m)
            {
                levels.Remove(price);
            }
        }
    }

    private static decimal Number(JsonElement element, string name) => Number(element.GetProperty(name));

    private static decimal Number(JsonElement text) =>
        decimal.Parse(text.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
