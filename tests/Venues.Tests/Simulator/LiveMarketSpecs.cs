using System.Text.Json;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>The public data of a generated market, by REST and by socket.</summary>
public sealed class LiveMarketSpecs : IAsyncLifetime
{
    private const string Symbol = SimulatedVenue.Symbol;
    private const string Linear = $"category=linear&symbol={Symbol}";
    private SimulatedVenue _venue = null!;

    public async Task InitializeAsync() => _venue = await SimulatedVenue.StartAsync();

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task The_same_seed_walks_the_same_way()
    {
        await using var same = await SimulatedVenue.StartAsync();
        await using var other = await SimulatedVenue.StartAsync(options => options with { Seed = 2 });
        var books = new List<string>();
        foreach (var venue in (SimulatedVenue[])[_venue, same, other])
        {
            venue.Time.Advance(TimeSpan.FromSeconds(5));
            var book = Expect.Code(0, await venue.PublicAsync($"/v5/market/orderbook?{Linear}&limit=50"));
            books.Add($"{book.GetProperty("b")} {book.GetProperty("a")}");
        }

        Assert.Equal(books[0], books[1]);
        Assert.NotEqual(books[0], books[2]);
    }

    [Fact]
    public async Task A_book_begins_with_a_snapshot_and_its_changes_lead_to_the_book_of_rest()
    {
        await using var socket = await _venue.PublicSocketAsync();
        await socket.SubscribeAsync($"orderbook.50.{Symbol}");
        Assert.Equal("subscribe", (await socket.NextAsync(_ => true)).Text("op"));
        var frame = await socket.TopicAsync($"orderbook.50.{Symbol}");
        Assert.Equal("snapshot", frame.Text("type"));
        var book = new Dictionary<string, string>();
        var update = Apply(book, frame);
        for (var i = 0; i < 20; i++)
        {
            frame = await socket.TopicAsync($"orderbook.50.{Symbol}");
            Assert.Equal("delta", frame.Text("type"));
            var next = Apply(book, frame);
            Assert.Equal(update + 1, next);
            update = next;
            var bid = book.Keys.Where(key => key[0] == 'b').Max(key => decimal.Parse(key[1..]));
            var ask = book.Keys.Where(key => key[0] == 'a').Min(key => decimal.Parse(key[1..]));
            Assert.True(bid < ask, $"crossed: {bid} {ask}");
        }

        Assert.Equal((50, 50), (book.Keys.Count(key => key[0] == 'b'), book.Keys.Count(key => key[0] == 'a')));
        var whole = Expect.Code(0, await _venue.PublicAsync($"/v5/market/orderbook?{Linear}&limit=50"));
        var wanted = new Dictionary<string, string>();
        Take(wanted, 'b', whole.GetProperty("b"));
        Take(wanted, 'a', whole.GetProperty("a"));
        Assert.Equal(wanted.OrderBy(level => level.Key), book.OrderBy(level => level.Key));
    }

    [Fact]
    public async Task The_best_prices_come_as_snapshots()
    {
        await using var socket = await _venue.PublicSocketAsync();
        await socket.SubscribeAsync($"orderbook.1.{Symbol}");
        for (var i = 0; i < 5; i++)
        {
            var frame = await socket.TopicAsync($"orderbook.1.{Symbol}");
            Assert.Equal("snapshot", frame.Text("type"));
            Assert.Equal(1, frame.GetProperty("data").GetProperty("b").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_later_listener_begins_with_the_state_as_last_told()
    {
        await using var first = await _venue.PublicSocketAsync();
        await first.SubscribeAsync($"tickers.{Symbol}", $"orderbook.200.{Symbol}");
        Assert.Equal("snapshot", (await first.TopicAsync($"tickers.{Symbol}")).Text("type"));
        Assert.Equal("delta", (await first.TopicAsync($"tickers.{Symbol}")).Text("type"));
        await using var second = await _venue.PublicSocketAsync();
        await second.SubscribeAsync($"tickers.{Symbol}", $"orderbook.200.{Symbol}");
        var ticker = await second.TopicAsync($"tickers.{Symbol}");
        Assert.Equal("snapshot", ticker.Text("type"));
        Assert.Equal(24, ticker.GetProperty("data").EnumerateObject().Count());
        Assert.Equal("snapshot", (await second.TopicAsync($"orderbook.200.{Symbol}")).Text("type"));
    }

    [Fact]
    public async Task A_ticker_delta_has_only_what_changed()
    {
        await using var socket = await _venue.PublicSocketAsync();
        await socket.SubscribeAsync($"tickers.{Symbol}");
        var fields = (await socket.TopicAsync($"tickers.{Symbol}")).GetProperty("data").EnumerateObject()
            .ToDictionary(field => field.Name, field => field.Value.ToString());
        for (var i = 0; i < 10; i++)
        {
            var data = (await socket.TopicAsync($"tickers.{Symbol}")).GetProperty("data").EnumerateObject().ToList();
            Assert.InRange(data.Count, 2, 23);
            foreach (var field in data.Where(field => field.Name != "symbol"))
            {
                Assert.NotEqual(fields[field.Name], field.Value.ToString());
                fields[field.Name] = field.Value.ToString();
            }
        }
    }

    [Fact]
    public async Task Trades_and_candles_tell_of_the_same_prices()
    {
        await using var socket = await _venue.PublicSocketAsync();
        await socket.SubscribeAsync($"publicTrade.{Symbol}", $"kline.1.{Symbol}");
        var sequence = 0L;
        var last = "";
        for (var i = 0; i < 20; i++)
        {
            var frame = await socket.TopicAsync($"publicTrade.{Symbol}");
            foreach (var trade in frame.GetProperty("data").EnumerateArray())
            {
                Assert.True(trade.GetProperty("seq").GetInt64() > sequence);
                sequence = trade.GetProperty("seq").GetInt64();
                last = trade.Text("p");
            }
        }

        var trades = await _venue.PublicAsync($"/v5/market/recent-trade?{Linear}&limit=5");
        Assert.Contains(
            trades.GetProperty("result").GetProperty("list").EnumerateArray(), trade => trade.Text("price") == last);
        var candle = (await socket.TopicAsync($"kline.1.{Symbol}")).GetProperty("data")[0];
        Assert.InRange(
            decimal.Parse(candle.Text("close")),
            decimal.Parse(candle.Text("low")),
            decimal.Parse(candle.Text("high")));
        var all = await socket.DuringAsync(TimeSpan.FromSeconds(62), ticks: 10);
        var ended = all.Where(frame => VenueSocket.Text(frame, "topic").StartsWith("kline", StringComparison.Ordinal))
            .SelectMany(frame => frame.GetProperty("data").EnumerateArray())
            .Where(row => row.GetProperty("confirm").GetBoolean()).ToList();
        Assert.Equal(candle.Text("start"), ended[0].Text("start"));
        var rows = await _venue.PublicAsync($"/v5/market/kline?{Linear}&interval=1&limit=1000");
        var row = rows.GetProperty("result").GetProperty("list").EnumerateArray()
            .Single(cells => cells[0].GetString() == ended[0].Text("start"));
        Assert.Equal(
            (ended[0].Text("open"), ended[0].Text("high"), ended[0].Text("low"), ended[0].Text("close")),
            (row[1].GetString(), row[2].GetString(), row[3].GetString(), row[4].GetString()));
    }

    [Fact]
    public async Task A_liquidation_is_public_with_the_side_of_the_position()
    {
        await using var socket = await _venue.PublicSocketAsync();
        await socket.SubscribeAsync($"allLiquidation.{Symbol}");
        await socket.AnswerAsync("subscribe");
        await _venue.TradeAsync("Buy", "15");
        var position = await _venue.PositionAsync();
        await _venue.PushAsync(new() { ["symbol"] = Symbol, ["markPrice"] = 53_000 });
        var row = (await socket.TopicAsync($"allLiquidation.{Symbol}")).GetProperty("data")[0];
        Assert.Equal(("Buy", "15"), (row.Text("S"), row.Text("v")));
        Assert.InRange(
            decimal.Parse(row.Text("p")), 50_000m, decimal.Parse(position.Text("liqPrice")));
    }

    [Theory]
    [InlineData("orderbook.500.BTCUSDT")]
    [InlineData("orderbook.50.NOSUCHUSDT")]
    [InlineData("kline.2.BTCUSDT")]
    [InlineData("weather.BTCUSDT")]
    public async Task A_request_with_one_bad_topic_is_refused_whole(string topic)
    {
        await using var socket = await _venue.PublicSocketAsync();
        await socket.SubscribeAsync($"tickers.{Symbol}", topic);
        var answer = await socket.AnswerAsync("subscribe");
        Assert.Equal($"error:handler not found,topic:{topic}", answer.Text("ret_msg"));
        Assert.Empty(await socket.DuringAsync(TimeSpan.FromSeconds(1)));
        await socket.SubscribeAsync($"tickers.{Symbol}");
        Assert.Equal("True", (await socket.AnswerAsync("subscribe")).Text("success"));
        await socket.SubscribeAsync($"tickers.ETHUSDT", $"tickers.{Symbol}");
        Assert.Equal(
            $"error:already subscribed,topic:tickers.{Symbol}",
            (await socket.AnswerAsync("subscribe")).Text("ret_msg"));
        await socket.SendAsync($$"""{"op":"unsubscribe","args":["tickers.{{Symbol}}"]}""");
        await socket.AnswerAsync("unsubscribe");
        Assert.Empty(await socket.DuringAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Topics_of_a_connection_have_so_many_characters_together()
    {
        await using var socket = await _venue.PublicSocketAsync();
        await socket.SubscribeAsync([.. Enumerable.Range(0, 1_500).Select(i => $"tickers.COIN{i:0000}USDT")]);
        Assert.Equal("error:args length >21000", (await socket.AnswerAsync("subscribe")).Text("ret_msg"));
    }

    [Fact]
    public async Task Instruments_and_their_margin_tiers_are_listed()
    {
        var list = Expect.Code(0, await _venue.PublicAsync("/v5/market/instruments-info?category=linear&limit=2"));
        Assert.Equal(("2", 2), (list.Text("nextPageCursor"), list.GetProperty("list").GetArrayLength()));
        list = Expect.Code(0, await _venue.PublicAsync("/v5/market/instruments-info?category=linear&cursor=2"));
        Assert.Equal((1, ""), (list.GetProperty("list").GetArrayLength(), list.Text("nextPageCursor")));
        list = Expect.Code(0, await _venue.PublicAsync("/v5/market/instruments-info?category=inverse"));
        Assert.Equal(0, list.GetProperty("list").GetArrayLength());
        var tiers = Expect.Code(0, await _venue.PublicAsync($"/v5/market/risk-limit?{Linear}")).GetProperty("list");
        Assert.Equal(["1", "0", "0", "0"], tiers.EnumerateArray().Select(tier => tier.Text("isLowestRisk")));
        Assert.Equal(("0.01", "50", "10000"), (
            tiers[1].Text("maintenanceMargin"), tiers[1].Text("maxLeverage"), tiers[1].Text("mmDeduction")));
    }

    [Fact]
    public async Task Open_interest_comes_in_pages_newest_first()
    {
        for (var i = 0; i < 4; i++)
        {
            _venue.Time.Jump(TimeSpan.FromMinutes(5));
            await _venue.PublicAsync($"/v5/market/orderbook?{Linear}");
        }

        var query = $"/v5/market/open-interest?{Linear}&intervalTime=5min&limit=3";
        var page = Expect.Code(0, await _venue.PublicAsync(query));
        var times = page.GetProperty("list").EnumerateArray().Select(row => long.Parse(row.Text("timestamp"))).ToList();
        Assert.Equal(3, times.Count);
        Assert.Equal([300_000L, 300_000L], times.Zip(times.Skip(1), (newer, older) => newer - older));
        page = Expect.Code(0, await _venue.PublicAsync($"{query}&cursor={page.Text("nextPageCursor")}"));
        Assert.Equal(2, page.GetProperty("list").GetArrayLength());
        Assert.Equal(
            2 * decimal.Parse(page.GetProperty("list")[0].Text("singleOpenInterest")),
            decimal.Parse(page.GetProperty("list")[0].Text("openInterest")));
        Expect.Code(10001, await _venue.PublicAsync($"/v5/market/open-interest?{Linear}&intervalTime=2min"));
    }

    [Fact]
    public async Task Candles_have_a_past_and_longer_ones_are_put_together_of_minutes()
    {
        var minutes = await RowsAsync("1", 1_000);
        var hours = await RowsAsync("60", 10);
        Assert.Equal(1_000, minutes.Count);
        var start = long.Parse(hours[3][0].GetString()!);
        var within = minutes
            .Where(row => long.Parse(row[0].GetString()!) is var at && at >= start && at < start + 3_600_000).ToList();
        Assert.Equal(60, within.Count);
        Assert.Equal(decimal.Parse(hours[3][5].GetString()!), within.Sum(row => decimal.Parse(row[5].GetString()!)));
        Assert.Equal(hours[3][4].GetString(), within[0][4].GetString());
        Assert.Equal(hours[3][1].GetString(), within[^1][1].GetString());
    }

    private async Task<List<JsonElement>> RowsAsync(string interval, int limit)
    {
        var answer = await _venue.PublicAsync($"/v5/market/kline?{Linear}&interval={interval}&limit={limit}");
        return [.. Expect.Code(0, answer).GetProperty("list").EnumerateArray()];
    }

    private static long Apply(Dictionary<string, string> book, JsonElement frame)
    {
        var data = frame.GetProperty("data");
        Take(book, 'b', data.GetProperty("b"));
        Take(book, 'a', data.GetProperty("a"));
        return data.GetProperty("u").GetInt64();
    }

    private static void Take(Dictionary<string, string> book, char side, JsonElement levels)
    {
        foreach (var level in levels.EnumerateArray())
        {
            var key = side + level[0].GetString();
            if (level[1].GetString() == "0")
            {
                book.Remove(key);
            }
            else
            {
                book[key] = level[1].GetString()!;
            }
        }
    }
}
