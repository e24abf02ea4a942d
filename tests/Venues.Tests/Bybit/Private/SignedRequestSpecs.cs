using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Private;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>What goes over the wire signed, and what is sent again and what never.</summary>
public sealed class SignedRequestSpecs
{
    private const string Create = "/v5/order/create";
    private const string Receipt = """{"orderId":"o-1","orderLinkId":"bot-1"}""";

    [Fact]
    public async Task What_arrives_is_what_was_signed()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Empty().On(Create, Reply.Granted(Receipt));
        using var client = venue.Signed();
        await new BybitOrders(client).PlaceAsync(Tickets.Limit(), CancellationToken.None);
        await new BybitQueries(client, 10).FindOrderAsync(Tickets.Key("a_b-C"), CancellationToken.None);
        var signer = new BybitSigner(new ApiCredentials("KEYTEST", "SECRETTEST"), TimeSpan.FromSeconds(5));
        Assert.Equal(3, venue.Requests.Count);
        foreach (var asked in venue.Requests)
        {
            var payload = asked.Method == "POST" ? asked.Body : asked.Query;
            Assert.NotEmpty(payload);
            var expected = signer.Sign(asked.Headers["X-BAPI-TIMESTAMP"], payload);
            Assert.Equal(expected, asked.Headers["X-BAPI-SIGN"]);
            Assert.Equal("KEYTEST", asked.Headers["X-BAPI-API-KEY"]);
        }
    }

    [Fact]
    public async Task A_request_carries_the_venues_time_not_ours()
    {
        var ahead = TimeSpan.FromMinutes(3);
        await using var venue = await ScriptedAccount.StartAsync();
        venue.Now = () => TimeProvider.System.GetUtcNow() + ahead;
        venue.On(Create, Reply.Granted(Receipt));
        using var client = venue.Signed();
        await new BybitOrders(client).PlaceAsync(Tickets.Limit(), CancellationToken.None);
        Assert.Equal(5, venue.ClockLooks);
        var told = long.Parse(Assert.Single(venue.Requests).Headers["X-BAPI-TIMESTAMP"]);
        var off = venue.Now().ToUnixTimeMilliseconds() - told;
        Assert.InRange(off, -1_000, 60_000);
        Assert.InRange((client.Clock.View.Offset - ahead).TotalSeconds, -30, 30);
    }

    [Fact]
    public async Task The_wrong_time_is_corrected_by_the_clock_in_the_refusal_and_the_request_sent_once_more()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var server = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        var message = "invalid request, please check your server timestamp or recv_window param. "
            + $"req_timestamp[1760000000000],server_timestamp[{server}],recv_window[5000]";
        venue.On(Create, Reply.Refused(10002, message), Reply.Granted(Receipt));
        using var client = venue.Signed();
        var result = await new BybitOrders(client).PlaceAsync(Tickets.Limit(), CancellationToken.None);
        Assert.Equal("o-1", result.Granted().VenueOrderId);
        Assert.Equal(2, venue.Requests.Count);
        Assert.Equal(1, client.Clock.View.Samples);
        Assert.InRange(client.Clock.View.Offset.TotalMinutes, 59, 61);
        var second = long.Parse(venue.Requests[1].Headers["X-BAPI-TIMESTAMP"]);
        Assert.InRange(second, server - 1_000, server + 60_000);
    }

    [Fact]
    public async Task A_time_that_stays_wrong_is_a_refusal_after_the_second_try()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Create, Reply.Refused(10002, "server_timestamp[1760000000000]"));
        var error = (await venue.Orders().PlaceAsync(Tickets.Limit(), CancellationToken.None)).Refused();
        Assert.Equal((VenueErrorKind.ClockSkew, true), (error.Kind, error.IsTransient));
        Assert.Equal(2, venue.Requests.Count);
    }

    [Fact]
    public async Task Without_a_clock_from_the_venue_requests_go_with_ours()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/market/time", new Reply("down", 404)).On(Create, Reply.Granted(Receipt));
        using var client = venue.Signed();
        var orders = new BybitOrders(client);
        (await orders.PlaceAsync(Tickets.Limit("a"), CancellationToken.None)).Granted();
        (await orders.PlaceAsync(Tickets.Limit("b"), CancellationToken.None)).Granted();
        Assert.Equal(1, venue.ClockLooks);
    }

    [Theory]
    [InlineData(502, "bad gateway")]
    [InlineData(500, "")]
    [InlineData(408, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{\"retCode\":0,\"retMsg\":\"OK\",\"resu")]
    [InlineData(200, """{"retCode":0,"retMsg":"OK","result":{"orderId":""},"time":1}""")]
    [InlineData(200, """{"retCode":0,"retMsg":"OK","result":[],"time":1}""")]
    [InlineData(200, """{"retCode":10000,"retMsg":"server timeout","result":{},"time":1}""")]
    [InlineData(200, """{"retCode":10016,"retMsg":"restarting","result":{},"time":1}""")]
    [InlineData(0, "cut")]
    public async Task An_order_whose_fate_is_unknown_is_in_doubt_and_never_sent_again(int status, string body)
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Create, new Reply(body, status));
        var error = (await venue.Orders().PlaceAsync(Tickets.Limit(), CancellationToken.None)).InDoubt();
        Assert.StartsWith("bybit POST /v5/order/create: ", error.Message);
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task A_used_connection_that_is_cut_does_not_send_the_order_again_behind_our_back()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Create, Reply.Granted(Receipt), Reply.Cut);
        var orders = venue.Orders();
        (await orders.PlaceAsync(Tickets.Limit("a"), CancellationToken.None)).Granted();
        (await orders.PlaceAsync(Tickets.Limit("b"), CancellationToken.None)).InDoubt();
        Assert.Equal(2, venue.Requests.Count);
    }

    [Fact]
    public async Task An_order_that_is_not_answered_in_time_is_in_doubt()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        using var hold = new ManualResetEventSlim();
        venue.On(Create, _ =>
        {
            hold.Wait(TimeSpan.FromSeconds(20));
            return Reply.Granted(Receipt);
        });
        using var rest = new WhaleStack.Venues.Bybit.Rest.BybitRestClient(
            venue.Connecting with { RequestTimeout = TimeSpan.FromMilliseconds(300) }, TimeProvider.System);
        using var client = new BybitSignedClient(
            rest, ScriptedAccount.Options, new ApiCredentials("k", "s"), TimeProvider.System);
        (await new BybitOrders(client).PlaceAsync(Tickets.Limit(), CancellationToken.None)).InDoubt();
        hold.Set();
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task An_order_that_did_not_leave_is_refused_and_may_be_tried_later()
    {
        var nowhere = new Uri("http://127.0.0.1:1");
        using var rest = new WhaleStack.Venues.Bybit.Rest.BybitRestClient(
            Given.Options(nowhere) with { AttemptsMax = 1 }, TimeProvider.System);
        using var client = new BybitSignedClient(
            rest, ScriptedAccount.Options, new ApiCredentials("k", "s"), TimeProvider.System);
        var error = (await new BybitOrders(client).PlaceAsync(Tickets.Limit(), CancellationToken.None)).Refused();
        Assert.Equal((VenueErrorKind.NotConnected, true), (error.Kind, error.IsTransient));
    }

    [Fact]
    public async Task What_only_sets_or_reads_is_sent_again_in_doubt()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/position/set-leverage", new Reply("", 502), Reply.Cut, Reply.Granted())
            .On("/v5/order/cancel", new Reply("", 502), Reply.Granted(Receipt))
            .On("/v5/account/info", new Reply("", 502), Reply.Granted("""{"marginMode":"REGULAR_MARGIN"}"""));
        using var client = venue.Signed();
        var queries = new BybitQueries(client, 10);
        (await new BybitControl(client, queries).SetLeverageAsync(Given.Btc, 2m, CancellationToken.None)).Granted();
        (await new BybitOrders(client).CancelAsync(Tickets.Key(), CancellationToken.None)).Granted();
        (await queries.GetSettingsAsync(CancellationToken.None)).Granted();
        Assert.Equal([3, 2, 2], venue.Requests.GroupBy(asked => asked.Path).Select(group => group.Count()));
    }

    [Fact]
    public async Task Cancelling_everything_is_not_repeated_since_new_orders_may_be_there_by_then()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On("/v5/order/cancel-all", new Reply("", 502));
        using var client = venue.Signed();
        var control = new BybitControl(client, new BybitQueries(client, 10));
        (await control.CancelAllAsync("bybit", Given.Btc, CancellationToken.None)).InDoubt();
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task A_limit_is_waited_for_until_its_reset_and_learned()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        var reset = TimeProvider.System.GetUtcNow().AddMilliseconds(600).ToUnixTimeMilliseconds();
        var arrived = new List<long>();
        venue.On(Create, _ =>
        {
            arrived.Add(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            return arrived.Count > 1
                ? Reply.Granted(Receipt)
                : Reply.Refused(
                    10006,
                    "Too many visits!",
                    ("X-Bapi-Limit", "7"),
                    ("X-Bapi-Limit-Status", "0"),
                    ("X-Bapi-Limit-Reset-Timestamp", $"{reset}"));
        });
        using var client = venue.Signed();
        (await new BybitOrders(client).PlaceAsync(Tickets.Limit(), CancellationToken.None)).Granted();
        Assert.Equal(2, arrived.Count);
        Assert.True(arrived[1] >= reset - 100, $"asked again {reset - arrived[1]} ms too early");
        Assert.Equal(7, client.Limits.Of(BybitEndpoint.Create).UnitsMax);
        Assert.Equal(10, client.Limits.Of(BybitEndpoint.Amend).UnitsMax);
    }

    [Fact]
    public async Task A_ban_of_the_address_silences_orders_as_well()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Create, new Reply("403 access too frequent", 403));
        var orders = venue.Orders();
        var first = (await orders.PlaceAsync(Tickets.Limit("a"), CancellationToken.None)).Refused();
        var second = (await orders.PlaceAsync(Tickets.Limit("b"), CancellationToken.None)).Refused();
        Assert.Equal((VenueErrorKind.AddressBanned, true), (first.Kind, first.IsTransient));
        Assert.Equal(VenueErrorKind.AddressBanned, second.Kind);
        Assert.Contains("not asked", second.Message);
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task No_refusal_shows_a_secret()
    {
        await using var venue = await ScriptedAccount.StartAsync();
        venue.On(Create, Reply.Refused(10004, "error sign!"));
        var error = (await venue.Orders().PlaceAsync(Tickets.Limit(), CancellationToken.None)).Refused();
        Assert.Equal(VenueErrorKind.Credentials, error.Kind);
        Assert.DoesNotContain(ScriptedAccount.Key, error.ToString());
        Assert.DoesNotContain(ScriptedAccount.Secret, error.ToString());
    }
}
