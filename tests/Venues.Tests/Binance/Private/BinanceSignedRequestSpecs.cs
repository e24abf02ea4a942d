using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Binance.Private;
using WhaleStack.Venues.Signing;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Binance.Private;

/// <summary>Signatures, the venue's clock, and what may be sent again.</summary>
public sealed class BinanceSignedRequestSpecs
{
    private const string Place = "POST /fapi/v1/order";
    private static readonly Reply Taken = new("""{"orderId":7,"clientOrderId":"bot-1"}""");

    [Fact]
    public void A_query_is_signed_as_in_the_vector_that_was_made_elsewhere()
    {
        var signer = new BinanceSigner(new ApiCredentials("KEYTEST", "SECRETTEST"), TimeSpan.FromSeconds(5));
        const string Asked = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTX&quantity=0.01&price=60000";
        Assert.Equal(
            Asked + "&recvWindow=5000&timestamp=1760000000000"
            + "&signature=3a1c8658329d350f27263a37dc9a8b357665452ca41cfe1d5dd57df49186859c",
            signer.Signed(Asked, DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000)));
    }

    [Fact]
    public async Task A_request_carries_key_window_time_and_signature_and_no_secret()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On(Place, Taken);
        (await venue.Bare().Orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None)).Granted();
        var asked = Assert.Single(venue.Requests);
        Assert.Equal(BinanceAccountScript.Key, asked.Headers["X-MBX-APIKEY"]);
        Assert.Equal("", asked.Body);
        var cut = asked.Query.IndexOf("&signature=", StringComparison.Ordinal);
        var signature = new ApiCredentials("k", BinanceAccountScript.Secret).SignHex(asked.Query[..cut]);
        Assert.Equal(signature, asked.Query[(cut + "&signature=".Length)..]);
        Assert.DoesNotContain(BinanceAccountScript.Secret, asked.Query + string.Join(' ', asked.Headers.Values));
    }

    [Fact]
    public async Task The_venues_clock_is_looked_at_first_and_again_after_a_refusal_for_the_time()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.Now = () => TimeProvider.System.GetUtcNow().AddHours(3);
        venue.On(Place, BinanceAccountScript.Refused(-1021, "Timestamp outside of the recvWindow."), Taken);
        var orders = venue.Bare().Orders;
        (await orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None)).Granted();
        Assert.Equal(10, venue.ClockLooks);
        var sent = venue.Requests.Select(asked => DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(asked.Query.Split("timestamp=")[1].Split('&')[0], null)));
        Assert.All(sent, at => Assert.InRange((venue.Now() - at).TotalMinutes, -1, 1));
        venue.On(Place, BinanceAccountScript.Refused(-1021));
        var refused = await orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None);
        Assert.Equal(VenueErrorKind.ClockSkew, refused.Refused().Kind);
        Assert.Equal(4, venue.Requests.Count);
    }

    [Fact]
    public async Task An_order_whose_answer_is_lost_is_in_doubt_and_never_sent_again()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        var orders = venue.Bare().Orders;
        foreach (var reply in (Reply[])
            [
                Reply.Cut, new Reply("<html>", 502), new Reply("Unknown error, please check", 503),
                BinanceAccountScript.Refused(-1007, "Timeout; execution status unknown.", 408),
                new Reply("""{"symbol":"BTCUSDT"}"""),
            ])
        {
            var before = venue.Requests.Count;
            venue.On(Place, reply);
            (await orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None)).InDoubt();
            Assert.Equal(before + 1, venue.Requests.Count);
        }
    }

    [Fact]
    public async Task An_order_is_sent_again_only_after_a_limit_that_came_before_anything_happened()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        var orders = venue.Bare().Orders;
        venue.On(Place, BinanceAccountScript.Refused(-1015, "Too many new orders.", 429), Taken);
        (await orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None)).Granted();
        Assert.Equal(2, venue.Requests.Count);
        venue.On(Place, new Reply("Service Unavailable.", 503));
        var refused = await orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None);
        Assert.Equal((VenueErrorKind.Unavailable, true), (refused.Refused().Kind, refused.Refused().IsTransient));
        Assert.Equal(3, venue.Requests.Count);
    }

    [Fact]
    public async Task A_banned_address_asks_nothing_more()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        var orders = venue.Bare().Orders;
        venue.On(Place, new Reply("""{"code":-1003,"msg":"banned"}""", 418, ("Retry-After", "60")));
        for (var i = 0; i < 2; i++)
        {
            var refused = await orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None);
            Assert.Equal(VenueErrorKind.AddressBanned, refused.Refused().Kind);
        }

        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task Cancels_and_settings_are_sent_again_after_a_lost_answer()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On("DELETE /fapi/v1/order", Reply.Cut, Taken);
        venue.On("POST /fapi/v1/leverage", Reply.Cut, new Reply("""{"leverage":5,"symbol":"BTCUSDT"}"""));
        var (orders, _, control) = venue.Bare();
        (await orders.CancelAsync(BinanceAccountScript.Name(), CancellationToken.None)).Granted();
        (await control.SetLeverageAsync(BinanceAccountScript.Btc, 5m, CancellationToken.None)).Granted();
        Assert.Equal(4, venue.Requests.Count);
    }

    [Fact]
    public async Task When_the_venue_counts_the_ten_seconds_as_full_the_next_order_waits()
    {
        await using var venue = await BinanceAccountScript.StartAsync();
        venue.On(Place, Taken with { Headers = [("X-MBX-ORDER-COUNT-10S", "300")] }, Taken);
        var orders = venue.Bare().Orders;
        (await orders.PlaceAsync(BinanceAccountScript.Limit(), CancellationToken.None)).Granted();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var now = TimeProvider.System.GetUtcNow();
        if (now.Ticks % TimeSpan.FromSeconds(10).Ticks > TimeSpan.FromSeconds(9).Ticks)
        {
            return; // So near the end of the ten seconds nothing can be seen of it.
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => orders.PlaceAsync(BinanceAccountScript.Limit(), impatient.Token));
        Assert.Single(venue.Requests);
    }
}
