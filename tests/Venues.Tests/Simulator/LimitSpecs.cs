using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using WhaleStack.Simulator.Limits;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>How much the simulated venue lets itself be asked.</summary>
public sealed class LimitSpecs
{
    private const string Info = "/v5/account/fee-rate";
    private const string Query = "category=linear";

    [Fact]
    public async Task An_account_is_told_what_is_left_and_when_it_may_ask_again()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var first = venue.NowMs;
        for (var left = 4; left >= 0; left--)
        {
            Assert.Equal(("0", "5", $"{left}", $"{venue.NowMs}"), await AskAsync(venue));
            venue.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(("10006", "5", "0", $"{first + 1_000}"), await AskAsync(venue));
        venue.Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(("0", "5", "0", $"{venue.NowMs}"), await AskAsync(venue));
        Assert.Equal("10006", (await AskAsync(venue)).Code);
    }

    [Fact]
    public async Task Accounts_and_kinds_of_requests_have_limits_of_their_own()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(venue);
        }

        Assert.Equal("10006", (await AskAsync(venue)).Code);
        var other = venue.SignedGet(Info, Query, SimulatedVenue.OtherKey, SimulatedVenue.OtherSecret);
        Expect.Code(0, await venue.JsonAsync(other));
        Expect.Code(0, await venue.GetAsync("/v5/account/info", ""));
    }

    [Fact]
    public async Task A_batch_takes_a_unit_for_each_order()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var orders = Enumerable.Range(0, 8).Select(_ => (JsonNode)SimulatedVenue.Order()).ToArray();
        var batch = new JsonObject { ["category"] = "linear", ["request"] = new JsonArray(orders) };
        Expect.Code(0, await venue.PostAsync("/v5/order/create-batch", batch));
        Expect.Code(0, await venue.CreateAsync());
        Expect.Code(0, await venue.CreateAsync());
        Expect.Code(10006, await venue.CreateAsync());
    }

    [Fact]
    public async Task An_address_that_asks_too_much_is_banned_for_a_while()
    {
        await using var venue = await SimulatedVenue.WithLimitsAsync(
            new LimitOptions { AddressRequestsMax = 5, BanFor = TimeSpan.FromMinutes(10) });
        for (var i = 0; i < 5; i++)
        {
            Expect.Code(0, await venue.PublicAsync("/v5/market/time"));
        }

        Assert.Equal((HttpStatusCode.Forbidden, "access too frequent"), await StatusAsync(venue));
        venue.Time.Jump(TimeSpan.FromMinutes(9.99));
        Assert.Equal(HttpStatusCode.Forbidden, (await StatusAsync(venue)).Status);
        Assert.Equal("ok", await venue.Http.GetStringAsync("/sim/health"));
        await Assert.ThrowsAsync<WebSocketException>(venue.PublicSocketAsync);
        venue.Time.Jump(TimeSpan.FromMinutes(0.02));
        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(venue)).Status);
    }

    [Fact]
    public async Task Requests_that_are_spread_out_are_never_banned()
    {
        await using var venue = await SimulatedVenue.WithLimitsAsync(new LimitOptions { AddressRequestsMax = 5 });
        for (var i = 0; i < 30; i++)
        {
            Expect.Code(0, await venue.PublicAsync("/v5/market/time"));
            venue.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task An_address_may_open_so_many_connections_in_five_minutes()
    {
        await using var venue = await SimulatedVenue.WithLimitsAsync(new LimitOptions { AddressConnectionsMax = 2 });
        await using var first = await venue.PublicSocketAsync();
        await using var second = await venue.PublicSocketAsync();
        await Assert.ThrowsAsync<WebSocketException>(venue.PublicSocketAsync);
        venue.Time.Jump(TimeSpan.FromMinutes(5));
        await using var third = await venue.PublicSocketAsync();
    }

    [Fact]
    public void An_address_may_enter_so_many_orders_a_second_by_socket()
    {
        var limiter = new AddressLimiter(new LimitOptions());
        var now = DateTimeOffset.UnixEpoch;
        Assert.Equal(3_000, Enumerable.Range(0, 3_100).Count(_ => limiter.TakeOrder("one", now)));
        Assert.True(limiter.TakeOrder("other", now));
        Assert.True(limiter.TakeOrder("one", now.AddSeconds(1)));
    }

    [Fact]
    public void A_rolling_window_takes_all_of_a_request_or_nothing()
    {
        var window = new RollingWindow(3, TimeSpan.FromSeconds(1));
        var now = DateTimeOffset.UnixEpoch;
        Assert.Equal(new LimitVerdict(true, 3, 1, now), window.Take(now, 2));
        Assert.Equal(new LimitVerdict(false, 3, 0, now.AddSeconds(1)), window.Take(now.AddMilliseconds(400), 2));
        Assert.True(window.Take(now.AddMilliseconds(400)).Allowed);
        Assert.False(window.Take(now.AddMilliseconds(999)).Allowed);
        Assert.Equal(new LimitVerdict(true, 3, 0, now.AddSeconds(1)), window.Take(now.AddSeconds(1), 2));
    }

    private static async Task<(string Code, string Limit, string Left, string Reset)> AskAsync(SimulatedVenue venue)
    {
        using var request = venue.SignedGet(Info, Query);
        using var answer = await venue.Http.SendAsync(request);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (
            body["retCode"]!.ToString(),
            answer.Headers.GetValues("X-Bapi-Limit").Single(),
            answer.Headers.GetValues("X-Bapi-Limit-Status").Single(),
            answer.Headers.GetValues("X-Bapi-Limit-Reset-Timestamp").Single());
    }

    private static async Task<(HttpStatusCode Status, string Body)> StatusAsync(SimulatedVenue venue)
    {
        using var answer = await venue.Http.GetAsync("/v5/market/time");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
