using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Faults of websockets, seen through a real socket.</summary>
public sealed class StreamFaultSpecs : IAsyncLifetime
{
    private const string Book = $"orderbook.50.{SimulatedVenue.Symbol}";
    private const string Ticker = $"tickers.{SimulatedVenue.Symbol}";
    private SimulatedVenue _venue = null!;
    private VenueSocket _socket = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        _socket = await _venue.PublicSocketAsync();
        await _socket.SubscribeAsync(Book, Ticker);
        await _socket.TopicAsync(Book);
    }

    public async Task DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task A_dropped_frame_leaves_a_gap()
    {
        var before = Update(await _socket.TopicAsync(Book));
        await FaultAsync("drop", Book, ("count", 1));
        var updates = await UpdatesAsync(4);
        Assert.Contains(updates.Prepend(before).Zip(updates), pair => pair.Second == pair.First + 2);
    }

    [Fact]
    public async Task A_duplicated_frame_comes_twice()
    {
        await FaultAsync("duplicate", Book, ("count", 1));
        var updates = await UpdatesAsync(6);
        Assert.Equal(5, updates.Distinct().Count());
    }

    [Fact]
    public async Task A_reordered_frame_comes_after_the_next_one()
    {
        await FaultAsync("reorder", Book, ("count", 1));
        var updates = await UpdatesAsync(8);
        Assert.NotEqual(updates.Order(), updates);
        Assert.Equal(8, updates.Distinct().Count());
        Assert.Equal(7, updates.Max() - updates.Min());
    }

    [Fact]
    public async Task Latency_delays_frames_and_keeps_their_order()
    {
        await FaultAsync("latency", Book, ("delayMs", 3_000));
        await _socket.DuringAsync(TimeSpan.FromSeconds(1));
        var frame = await _socket.TopicAsync(Book);
        Assert.InRange(_venue.NowMs - frame.GetProperty("ts").GetInt64(), 2_900, 60_000);
        var updates = await UpdatesAsync(3);
        Assert.Equal([updates[0], updates[0] + 1, updates[0] + 2], updates);
    }

    [Fact]
    public async Task A_silent_topic_says_nothing_while_its_connection_lives()
    {
        await FaultAsync("silent", Book);
        await _socket.DuringAsync(TimeSpan.FromSeconds(1));
        var frames = await _socket.DuringAsync(TimeSpan.FromSeconds(2));
        Assert.NotEmpty(frames);
        Assert.All(frames, frame => Assert.Equal(Ticker, frame.Text("topic")));
        await _socket.SendAsync("""{"op":"ping"}""");
        await _socket.AnswerAsync("ping");
    }

    [Fact]
    public async Task A_stalled_connection_does_not_even_answer_a_ping()
    {
        var id = await FaultAsync("stall", "/v5/public/linear");
        await _socket.DuringAsync(TimeSpan.FromSeconds(1));
        await _socket.SendAsync("""{"op":"ping"}""");
        Assert.Empty(await _socket.DuringAsync(TimeSpan.FromSeconds(2)));
        await _venue.Http.DeleteAsync($"/sim/faults/{id}");
        await _socket.AnswerAsync("ping");
        await _socket.TopicAsync(Book);
    }

    [Fact]
    public async Task A_disconnect_cuts_the_connection_and_the_next_one_lives()
    {
        await FaultAsync("disconnect", Ticker, ("count", 1));
        await _socket.UntilEndAsync();
        await using var next = await _venue.PublicSocketAsync();
        await next.SubscribeAsync(Ticker);
        await next.TopicAsync(Ticker);
    }

    [Fact]
    public async Task A_status_keeps_a_socket_from_opening()
    {
        await FaultAsync("http-status", "/v5/public/*", ("status", 503), ("count", 1));
        await Assert.ThrowsAsync<WebSocketException>(_venue.PublicSocketAsync);
        await using var next = await _venue.PublicSocketAsync();
    }

    [Fact]
    public async Task Fields_can_be_left_out()
    {
        await using var stream = await _venue.PrivateSocketAsync("position");
        await FaultAsync("missing-field", "position", ("fields", new JsonArray("isReduceOnly")));
        Expect.Code(0, await _venue.CreateAsync());
        var row = (await stream.TopicAsync("position")).GetProperty("data")[0];
        Assert.False(row.TryGetProperty("isReduceOnly", out _));
        Assert.Equal("0", row.Text("size"));
    }

    [Fact]
    public async Task A_restarted_book_begins_with_update_one()
    {
        await FaultAsync("resnapshot", Book, ("count", 1));
        var frame = await _socket.NextAsync(f => f.Text("topic") == Book && f.Text("type") == "snapshot");
        Assert.Equal(1, Update(frame));
        Assert.Equal(50, frame.GetProperty("data").GetProperty("b").GetArrayLength());
        var next = await _socket.TopicAsync(Book);
        Assert.Equal(("delta", 2L), (next.Text("type"), Update(next)));
    }

    [Fact]
    public async Task A_filled_order_can_be_told_twice()
    {
        await using var stream = await _venue.PrivateSocketAsync("order");
        await FaultAsync("double-filled", "order", ("count", 1));
        await _venue.TradeAsync("Buy", "0.01", ("orderLinkId", "twice"));
        var first = await stream.RowAsync("order", "orderStatus", "Filled");
        var second = await stream.RowAsync("order", "orderStatus", "Filled");
        Assert.Equal(first.Text("orderId"), second.Text("orderId"));
        Assert.Equal(("UNKNOWN", "EC_NoError"), (first.Text("cancelType"), first.Text("rejectReason")));
        Assert.Equal(("CancelByUser", "EC_OrigClOrdIDDoesNotExist"), (
            second.Text("cancelType"), second.Text("rejectReason")));
    }

    [Fact]
    public async Task An_order_by_socket_can_lose_its_answer_or_never_arrive()
    {
        await using var trade = await VenueSocket.ConnectAsync(_venue, "/v5/trade");
        await trade.AuthAsync();
        await using var stream = await _venue.PrivateSocketAsync("order");
        await FaultAsync("lost-answer", "order.create", ("count", 1));
        await SendAsync(trade, "lost");
        await stream.RowAsync("order", "orderLinkId", "lost");
        await FaultAsync("drop", "order.create", ("count", 1));
        await SendAsync(trade, "dropped");
        await SendAsync(trade, "third");
        var answer = await trade.AnswerAsync("order.create");
        Assert.Equal("third", answer.GetProperty("data").Text("orderLinkId"));
        var open = await _venue.ListAsync("/v5/order/realtime", $"category=linear&symbol={SimulatedVenue.Symbol}");
        Assert.Equal(["lost", "third"], open.Select(row => row.Text("orderLinkId")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_request_on_a_public_stream_can_go_unheard()
    {
        await FaultAsync("drop", "ping", ("count", 1));
        await _socket.SendAsync("""{"op":"ping","req_id":"one"}""");
        await _socket.SendAsync("""{"op":"ping","req_id":"two"}""");
        Assert.Equal("two", (await _socket.AnswerAsync("ping")).Text("req_id"));
    }

    private Task SendAsync(VenueSocket socket, string link) => socket.SendAsync(new JsonObject
    {
        ["reqId"] = link,
        ["header"] = new JsonObject { ["X-BAPI-TIMESTAMP"] = $"{_venue.NowMs}" },
        ["op"] = "order.create",
        ["args"] = new JsonArray(SimulatedVenue.Order(("orderLinkId", link))),
    });

    private Task<int> FaultAsync(string kind, string target, params (string Name, JsonNode? Value)[] fields)
    {
        var fault = new JsonObject { ["kind"] = kind, ["target"] = target };
        foreach (var (name, value) in fields)
        {
            fault[name] = value;
        }

        return _venue.FaultAsync(fault);
    }

    private async Task<List<long>> UpdatesAsync(int count)
    {
        var updates = new List<long>();
        while (updates.Count < count)
        {
            updates.Add(Update(await _socket.TopicAsync(Book)));
        }

        return updates;
    }

    private static long Update(JsonElement frame) => frame.GetProperty("data").GetProperty("u").GetInt64();
}
