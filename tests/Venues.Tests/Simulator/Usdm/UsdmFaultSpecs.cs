using System.Net;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>The same faults, by endpoint and stream, in Binance's words.</summary>
public sealed class UsdmFaultSpecs : IAsyncLifetime
{
    private SimulatedVenue _venue = null!;
    private UsdmClient _client = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        _client = new UsdmClient(_venue);
    }

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task A_code_comes_in_place_of_an_answer_and_nothing_was_done()
    {
        await FaultAsync("ret-code", "/fapi/v1/order", ("code", -1007));
        (await _client.PostAsync("/fapi/v1/order", UsdmClient.Resting)).Refused(-1007);
        Assert.Empty((await _client.GetAsync("/fapi/v1/openOrders")).Granted().EnumerateArray());
    }

    [Fact]
    public async Task A_status_comes_in_place_of_an_answer()
    {
        await FaultAsync("http-status", "/fapi/*", ("status", 503));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _client.OpenAsync("/fapi/v1/time")).Status);
        (await _client.OpenAsync("/fapi/v1/time")).Granted();
    }

    [Fact]
    public async Task An_order_whose_answer_is_lost_was_placed()
    {
        await FaultAsync("lost-answer", "/fapi/v1/order");
        await Assert.ThrowsAsync<HttpRequestException>(
            () => _client.PostAsync("/fapi/v1/order", $"{UsdmClient.Resting}&newClientOrderId=lost"));
        var found = await _client.GetAsync("/fapi/v1/order", $"{UsdmClient.Btc}&origClientOrderId=lost");
        Assert.Equal("NEW", found.Granted().Text("status"));
    }

    [Fact]
    public async Task A_clock_that_goes_wrong_makes_requests_late()
    {
        await _venue.FaultAsync(new JsonObject { ["kind"] = "clock-skew", ["delayMs"] = 7_000 });
        (await _client.GetAsync("/fapi/v3/account")).Refused(-1021);
    }

    [Fact]
    public async Task A_frame_of_the_book_that_is_dropped_is_seen_as_a_hole()
    {
        await using var socket = await VenueSocket.ConnectAsync(_venue, "/public/ws/btcusdt@depth@100ms");
        var before = await socket.NextAsync(_ => true);
        await FaultAsync("drop", "btcusdt@depth@100ms");
        var (last, holes) = (before.GetProperty("u").GetInt64(), 0);
        for (var i = 0; i < 10; i++)
        {
            var frame = await socket.NextAsync(_ => true);
            holes += frame.GetProperty("pu").GetInt64() == last ? 0 : 1;
            last = frame.GetProperty("u").GetInt64();
        }

        Assert.Equal(1, holes);
    }

    [Fact]
    public async Task A_private_event_can_come_twice_and_its_socket_can_be_cut()
    {
        await using var socket = await _client.ListenAsync();
        await FaultAsync("duplicate", "ORDER_TRADE_UPDATE");
        await _client.OrderAsync(UsdmClient.Resting);
        var frames = await socket.DuringAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, frames.Count);
        Assert.Equal($"{frames[0]}", $"{frames[1]}");
        await FaultAsync("disconnect", "/private/ws");
        await _client.OrderAsync(UsdmClient.Resting);
        await socket.UntilEndAsync();
    }

    private Task<int> FaultAsync(string kind, string target, params (string Name, JsonNode Value)[] more)
    {
        var fault = new JsonObject { ["kind"] = kind, ["target"] = target, ["count"] = 1 };
        foreach (var (name, value) in more)
        {
            fault[name] = value;
        }

        return _venue.FaultAsync(fault);
    }
}
