using System.Net;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Faults of REST requests, seen through a real socket.</summary>
public sealed class RestFaultSpecs : IAsyncLifetime
{
    private const string Time = "/v5/market/time";
    private const string Linear = $"category=linear&symbol={SimulatedVenue.Symbol}";
    private SimulatedVenue _venue = null!;

    public async Task InitializeAsync() => _venue = await SimulatedVenue.StartAsync();

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    [Fact]
    public async Task Latency_holds_an_answer_back_for_its_time()
    {
        await FaultAsync("latency", Time, ("delayMs", 5_000));
        var answer = _venue.Http.GetAsync(Time);
        await SettleAsync(answer);
        Assert.False(answer.IsCompleted);
        _venue.Time.Advance(TimeSpan.FromMilliseconds(4_999));
        await SettleAsync(answer);
        Assert.False(answer.IsCompleted);
        _venue.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
    }

    [Fact]
    public async Task A_stall_lasts_until_the_fault_is_cleared()
    {
        var id = await FaultAsync("stall", Time);
        var answer = _venue.Http.GetAsync(Time);
        await SettleAsync(answer);
        _venue.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(answer.IsCompleted);
        Assert.Equal(HttpStatusCode.OK, (await _venue.Http.DeleteAsync($"/sim/faults/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await answer.WaitAsync(TimeSpan.FromSeconds(30))).StatusCode);
    }

    [Fact]
    public async Task A_dropped_order_never_reached_the_venue()
    {
        await FaultAsync("drop", "/v5/order/create");
        await Assert.ThrowsAsync<HttpRequestException>(() => _venue.CreateAsync());
        Assert.Empty(await _venue.ListAsync("/v5/order/realtime", Linear));
    }

    [Fact]
    public async Task An_order_whose_answer_was_lost_is_there()
    {
        await FaultAsync("lost-answer", "/v5/order/create", ("count", 1));
        await Assert.ThrowsAsync<HttpRequestException>(() => _venue.CreateAsync(("orderLinkId", "lost")));
        Assert.Equal("lost", (await _venue.OneAsync("/v5/order/realtime", Linear)).Text("orderLinkId"));
        Expect.Code(110072, await _venue.CreateAsync(("orderLinkId", "lost")));
    }

    [Fact]
    public async Task A_disconnect_cuts_an_answer_in_the_middle()
    {
        await FaultAsync("disconnect", "/v5/market/instruments-info");
        using var answer = await _venue.Http.GetAsync(
            "/v5/market/instruments-info?category=linear", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 100);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(503)]
    [InlineData(502)]
    [InlineData(429)]
    public async Task A_status_stands_in_for_an_answer(int status)
    {
        await FaultAsync("http-status", "/v5/market/*", ("status", status), ("count", 2));
        for (var i = 0; i < 2; i++)
        {
            using var refused = await _venue.Http.GetAsync(Time);
            Assert.Equal(status, (int)refused.StatusCode);
        }

        Expect.Code(0, await _venue.PublicAsync(Time));
    }

    [Fact]
    public async Task A_code_stands_in_for_an_answer_and_nothing_is_done()
    {
        await FaultAsync("ret-code", "/v5/order/create", ("code", 10000));
        Expect.Code(10000, await _venue.CreateAsync());
        Assert.Empty(await _venue.ListAsync("/v5/order/realtime", Linear));
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(-7_000)]
    public async Task A_skewed_clock_is_seen_in_the_time_and_in_the_refusal(int skewMs)
    {
        await FaultAsync("clock-skew", "*", ("delayMs", skewMs));
        var result = Expect.Code(0, await _venue.PublicAsync(Time));
        Assert.Equal(_venue.NowMs + skewMs, long.Parse(result.Text("timeNano")) / 1_000_000);
        var refused = await _venue.GetAsync("/v5/account/info", "");
        if (skewMs > 0)
        {
            Expect.Code(0, refused); // Two seconds behind the server is still within the window.
            return;
        }

        Expect.Refused(10002, "invalid request, please check your server timestamp", refused);
        Assert.Contains($"server_timestamp[{_venue.NowMs + skewMs}]", refused.Text("retMsg"));
        await _venue.Http.DeleteAsync("/sim/faults");
        Expect.Code(0, await _venue.GetAsync("/v5/account/info", ""));
    }

    [Fact]
    public async Task Fields_can_be_left_out()
    {
        await FaultAsync("missing-field", "/v5/position/list", ("fields", new JsonArray("isReduceOnly", "liqPrice")));
        var row = await _venue.PositionAsync();
        Assert.False(row.TryGetProperty("isReduceOnly", out _));
        Assert.False(row.TryGetProperty("liqPrice", out _));
        Assert.Equal("0", row.Text("size"));
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests()
    {
        var strikes = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            await FaultAsync("http-status", Time, ("probability", 0.5), ("seed", 7));
            var struck = "";
            for (var i = 0; i < 30; i++)
            {
                using var answer = await _venue.Http.GetAsync(Time);
                struck += answer.IsSuccessStatusCode ? '.' : 'x';
            }

            strikes.Add(struck);
            await _venue.Http.DeleteAsync("/sim/faults");
        }

        Assert.Equal(strikes[0], strikes[1]);
        Assert.InRange(strikes[0].Count(c => c == 'x'), 8, 22);
    }

    [Fact]
    public async Task A_fault_can_let_some_pass_first()
    {
        await FaultAsync("http-status", Time, ("after", 2), ("count", 1));
        var statuses = new List<bool>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await _venue.Http.GetAsync(Time);
            statuses.Add(answer.IsSuccessStatusCode);
        }

        Assert.Equal([true, true, false, true], statuses);
    }

    private Task<int> FaultAsync(string kind, string target, params (string Name, JsonNode? Value)[] fields)
    {
        var fault = new JsonObject { ["kind"] = kind, ["target"] = target };
        foreach (var (name, value) in fields)
        {
            fault[name] = value;
        }

        return _venue.FaultAsync(fault);
    }

    // Until the request stands at the fault, which is when the fault was asked.
    private async Task SettleAsync(Task answer)
    {
        while (!answer.IsCompleted
            && !(await _venue.Http.GetStringAsync("/sim/faults")).Contains("\"struck\":1", StringComparison.Ordinal))
        {
            await Task.Delay(5);
        }
    }
}
