using System.Text.Json.Nodes;
using WhaleStack.Simulator;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Accounts against the recorded market.</summary>
public sealed class TapeTradingSpecs : IAsyncLifetime
{
    private const string Linear = $"category=linear&symbol={SimulatedVenue.Symbol}";
    private SimulatedVenue _venue = null!;

    public async Task InitializeAsync() => _venue = await SimulatedVenue.StartAsync(
        options => options with { Market = MarketKind.Tape, Clock = ClockKind.Wall });

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task The_book_of_rest_follows_the_tape()
    {
        _venue.Time.Advance(TimeSpan.FromSeconds(5));
        var early = Expect.Code(0, await _venue.PublicAsync($"/v5/market/orderbook?{Linear}&limit=5"));
        _venue.Time.Advance(TimeSpan.FromSeconds(60));
        var late = Expect.Code(0, await _venue.PublicAsync($"/v5/market/orderbook?{Linear}&limit=200"));
        Assert.NotEqual($"{early.GetProperty("b")}", $"{late.GetProperty("b")}");
        var recorded = new Dictionary<string, string>();
        foreach (var frame in Recordings.FramesOf("linear", $"orderbook.200.{SimulatedVenue.Symbol}"))
        {
            var root = JsonNode.Parse(frame)!;
            if (root["type"]!.ToString() == "snapshot")
            {
                recorded.Clear();
            }

            foreach (var level in root["data"]!["b"]!.AsArray())
            {
                recorded[$"{decimal.Parse($"{level![0]}"):0.####}"] = $"{decimal.Parse($"{level[1]}"):0.####}";
            }
        }

        // The tape's own trades have taken a little from the best levels since the last change of the book.
        var bids = late.GetProperty("b").EnumerateArray().Skip(20).ToList();
        Assert.InRange(bids.Count, 130, 180);
        Assert.All(bids, level => Assert.Equal(recorded[level[0].GetString()!], level[1].GetString()));
    }

    [Fact]
    public async Task An_order_is_filled_from_the_recorded_book()
    {
        _venue.Time.Advance(TimeSpan.FromSeconds(40));
        await _venue.TradeAsync("Buy", "0.01");
        var execution = await _venue.OneAsync("/v5/execution/list", Linear);
        var trades = await _venue.PublicAsync($"/v5/market/recent-trade?{Linear}&limit=1000");
        var prices = trades.GetProperty("result").GetProperty("list").EnumerateArray()
            .Select(row => decimal.Parse(row.Text("price"))).ToList();
        Assert.True(prices.Count > 10);
        Assert.InRange(decimal.Parse(execution.Text("execPrice")), prices.Min() * 0.999m, prices.Max() * 1.001m);
    }

    [Fact]
    public async Task What_the_tape_does_not_have_cannot_be_traded()
    {
        var answer = await _venue.CreateAsync(("symbol", "HYPEUSDT"));
        Expect.Refused(10001, "params error: symbol invalid HYPEUSDT", answer);
    }

    [Fact]
    public async Task Recorded_data_are_served_as_before()
    {
        var year = await _venue.PublicAsync($"/v5/market/kline?{Linear}&interval=60&limit=1");
        Assert.Equal("1772704800000", Expect.Code(0, year).GetProperty("list")[0][0].GetString());
        var interest = await _venue.PublicAsync($"/v5/market/open-interest?{Linear}&intervalTime=5min");
        Assert.Equal(1, Expect.Code(0, interest).GetProperty("list").GetArrayLength());
        await using var socket = await _venue.PublicSocketAsync();
        await socket.SubscribeAsync($"kline.1.{SimulatedVenue.Symbol}");
        await socket.TopicAsync($"kline.1.{SimulatedVenue.Symbol}");
    }

    [Fact]
    public async Task Faults_strike_a_tape_too()
    {
        var topic = $"orderbook.200.{SimulatedVenue.Symbol}";
        await using var venue = await SimulatedVenue.StartAsync(
            options => options with { Market = MarketKind.Tape, Speed = 10 });
        await venue.FaultAsync(new() { ["kind"] = "drop", ["target"] = topic, ["count"] = 100 });
        await venue.FaultAsync(new() { ["kind"] = "duplicate", ["target"] = topic, ["count"] = 30 });
        await using var socket = await venue.PublicSocketAsync();
        await socket.SubscribeAsync(topic);
        var updates = new List<string>();
        while (await socket.NextAsync(_ => true) is var frame && frame.ToString() != "{\"op\":\"tape.end\"}")
        {
            if (VenueSocket.Text(frame, "topic") == topic)
            {
                updates.Add(frame.GetProperty("data").Text("u"));
            }
        }

        Assert.Equal((414 - 100 + 30, 414 - 100), (updates.Count, updates.Distinct().Count()));
    }

    [Fact]
    public async Task The_clock_shows_the_tapes_time_unless_told_otherwise()
    {
        await using var venue = await SimulatedVenue.StartAsync(
            options => options with { Market = MarketKind.Tape, Clock = null });
        var time = Expect.Code(0, await venue.PublicAsync("/v5/market/time"));
        var frame = JsonNode.Parse(Recordings.Frames("linear").First(f => Recordings.TopicOf(f) is not null))!;
        Assert.InRange(
            long.Parse(time.Text("timeSecond")) - (frame["ts"]!.GetValue<long>() / 1_000), -2, 5);
    }
}
