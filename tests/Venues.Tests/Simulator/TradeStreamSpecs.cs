using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Orders by websocket.</summary>
public sealed class TradeStreamSpecs : IAsyncLifetime
{
    private SimulatedVenue _venue = null!;
    private VenueSocket _socket = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        _socket = await VenueSocket.ConnectAsync(_venue, "/v5/trade");
    }

    public async Task DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task An_order_is_created_amended_and_cancelled()
    {
        await _socket.AuthAsync();
        await using var stream = await _venue.PrivateSocketAsync("order");
        var made = await AskAsync("order.create", SimulatedVenue.Order(("orderLinkId", "w")), "r1");
        Assert.Equal("r1", made.Text("reqId"));
        Expect.Code(0, made);
        Assert.Equal("w", made.GetProperty("data").Text("orderLinkId"));
        var header = made.GetProperty("header");
        Assert.Equal(("10", "9"), (header.Text("X-Bapi-Limit"), header.Text("X-Bapi-Limit-Status")));
        Assert.NotEmpty(header.Text("X-Bapi-Limit-Reset-Timestamp") + header.Text("Traceid"));
        await stream.RowAsync("order", "orderStatus", "New");
        var named = new JsonObject
        {
            ["category"] = "linear", ["symbol"] = SimulatedVenue.Symbol, ["orderLinkId"] = "w", ["qty"] = "0.02",
        };
        Expect.Code(0, await AskAsync("order.amend", named, "r2"));
        await stream.RowAsync("order", "qty", "0.02");
        Expect.Code(0, await AskAsync("order.cancel", named, "r3"));
        await stream.RowAsync("order", "orderStatus", "Cancelled");
        Expect.Code(110001, await AskAsync("order.cancel", named, "r4"));
    }

    [Fact]
    public async Task A_batch_has_a_code_for_each_order()
    {
        await _socket.AuthAsync();
        var batch = new JsonObject
        {
            ["category"] = "linear",
            ["request"] = new JsonArray(SimulatedVenue.Order(), SimulatedVenue.Order(("price", "50000.01"))),
        };
        var answer = await AskAsync("order.create-batch", batch, "b");
        Expect.Code(0, answer);
        Assert.Equal(
            [0, 10001],
            answer.GetProperty("retExtInfo").GetProperty("list").EnumerateArray()
                .Select(row => row.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task Auth_has_codes_of_its_own()
    {
        Expect.Code(10007, await AskAsync("order.create", SimulatedVenue.Order(), "early"));
        await _socket.AuthAsync(secret: "wrong", succeeds: false);
        await _socket.SendAsync("""{"op":"auth","args":["only"]}""");
        Expect.Code(10001, await _socket.AnswerAsync("auth"));
        await _socket.AuthAsync();
        var expires = _venue.NowMs + 10_000;
        await _socket.SendAsync(new JsonObject
        {
            ["op"] = "auth",
            ["args"] = new JsonArray(
                SimulatedVenue.Key, expires, SimulatedVenue.Sign($"GET/realtime{expires}")),
        });
        Expect.Code(20001, await _socket.AnswerAsync("auth"));
    }

    [Fact]
    public async Task A_pong_has_a_code_and_the_time()
    {
        await _socket.SendAsync("""{"op":"ping"}""");
        var pong = await _socket.AnswerAsync("pong");
        Expect.Code(0, pong);
        Assert.InRange(long.Parse(pong.GetProperty("data")[0].GetString()!), _venue.NowMs - 60_000, _venue.NowMs);
        Assert.NotEmpty(pong.Text("connId"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_by_code()
    {
        await _socket.AuthAsync();
        Expect.Code(10404, await AskAsync("order.dance", SimulatedVenue.Order(), "a"));
        Expect.Code(10404, await AskAsync("order.create", SimulatedVenue.Order(("category", "spot")), "b"));
        Expect.Code(10001, await AskAsync("order.create", SimulatedVenue.Order(), new string('x', 37)));
        Expect.Refused(
            10002,
            "invalid request, please check your server timestamp",
            await AskAsync("order.create", SimulatedVenue.Order(), "c", offsetMs: -6_000));
        Expect.Code(0, await AskAsync("order.create", SimulatedVenue.Order(), "d"));
        Expect.Code(20006, await AskAsync("order.create", SimulatedVenue.Order(), "d"));
    }

    [Fact]
    public async Task The_limit_is_that_of_rest()
    {
        await _socket.AuthAsync();
        for (var i = 0; i < 5; i++)
        {
            Expect.Code(0, await _venue.CreateAsync());
        }

        // Sent at once: waiting for an answer would let time pass, and with it the limit.
        for (var i = 0; i < 6; i++)
        {
            await SendAsync("order.create", SimulatedVenue.Order(), $"r{i}", 0);
        }

        var codes = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            codes.Add((await _socket.AnswerAsync("order.create")).GetProperty("retCode").GetInt32());
        }

        Assert.Equal([0, 0, 0, 0, 0, 10006], codes);
    }

    private async Task<JsonElement> AskAsync(string operation, JsonObject argument, string id, int offsetMs = 0)
    {
        await SendAsync(operation, argument, id, offsetMs);
        return await _socket.NextAsync(frame => VenueSocket.Text(frame, "reqId") == id);
    }

    private Task SendAsync(string operation, JsonObject argument, string id, int offsetMs) =>
        _socket.SendAsync(new JsonObject
        {
            ["reqId"] = id,
            ["header"] = new JsonObject
            {
                ["X-BAPI-TIMESTAMP"] = $"{_venue.NowMs + offsetMs}", ["X-BAPI-RECV-WINDOW"] = "5000",
            },
            ["op"] = operation,
            ["args"] = new JsonArray(argument.DeepClone()),
        });
}
