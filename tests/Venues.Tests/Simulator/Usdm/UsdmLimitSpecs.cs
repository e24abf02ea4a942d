using System.Globalization;
using System.Net;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Limits;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Weight of addresses and counts of orders, as Binance limits them.</summary>
public sealed class UsdmLimitSpecs
{
    [Fact]
    public async Task Each_answer_tells_the_weight_of_the_minute()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var client = new UsdmClient(venue);
        Assert.Equal(1, Used(await client.OpenAsync("/fapi/v1/time")));
        Assert.Equal(21, Used(await client.OpenAsync("/fapi/v1/aggTrades?symbol=BTCUSDT")));
        Assert.Equal(23, Used(await client.OpenAsync("/fapi/v1/depth?symbol=BTCUSDT&limit=50")));
        Assert.Equal(43, Used(await client.OpenAsync("/fapi/v1/depth?symbol=BTCUSDT&limit=1000")));
        Assert.Equal(53, Used(await client.OpenAsync("/fapi/v1/depth?symbol=NO")));
        venue.Time.Jump(TimeSpan.FromMinutes(1));
        Assert.Equal(40, Used(await client.OpenAsync("/fapi/v1/ticker/24hr")));
    }

    [Fact]
    public async Task Too_much_weight_is_refused_until_the_minute_is_over_and_who_goes_on_is_banned()
    {
        await using var venue = await SimulatedVenue.WithLimitsAsync(new LimitOptions { WeightMinuteMax = 40 });
        var client = new UsdmClient(venue);
        venue.Time.Jump(TimeSpan.FromSeconds(15));
        (await client.OpenAsync("/fapi/v1/ticker/24hr")).Granted();
        for (var i = 0; i < WeightLimiter.GraceRequests; i++)
        {
            var slow = await client.OpenAsync("/fapi/v1/time");
            slow.Refused(-1003, HttpStatusCode.TooManyRequests);
            Assert.Equal("45", slow.Headers["Retry-After"]);
        }

        var banned = await client.OpenAsync("/fapi/v1/time");
        banned.Refused(-1003, (HttpStatusCode)418);
        Assert.Equal("120", banned.Headers["Retry-After"]);
        venue.Time.Jump(TimeSpan.FromSeconds(119));
        (await client.OpenAsync("/fapi/v1/time")).Refused(-1003, (HttpStatusCode)418);
        venue.Time.Jump(TimeSpan.FromSeconds(1));
        (await client.OpenAsync("/fapi/v1/time")).Granted();
    }

    [Fact]
    public void Who_waits_for_the_next_minute_is_not_banned()
    {
        var limiter = new WeightLimiter(new LimitOptions { WeightMinuteMax = 1 });
        var now = new DateTimeOffset(2026, 8, 9, 21, 0, 30, TimeSpan.Zero);
        for (var minute = 0; minute < WeightLimiter.GraceRequests + 2; minute++)
        {
            Assert.Null(limiter.TakeWeight("here", 1, now).Failure);
            Assert.Equal(429, limiter.TakeWeight("here", 1, now).Failure?.Status);
            Assert.Null(limiter.TakeWeight("there", 1, now).Failure);
            now = now.AddMinutes(1);
        }
    }

    [Fact]
    public async Task Orders_are_counted_for_each_account()
    {
        await using var venue = await SimulatedVenue.WithLimitsAsync(
            new LimitOptions { OrdersTenSecondsMax = 6, OrdersMinuteMax = 7 });
        var client = new UsdmClient(venue);
        var first = await client.PostAsync("/fapi/v1/order", UsdmClient.Resting);
        Assert.Equal(("1", "1"), Counts(first));
        var batch = await client.PostAsync("/fapi/v1/batchOrders", $"batchOrders={Uri.EscapeDataString(Five())}");
        Assert.Equal(("6", "6"), Counts(batch));
        (await client.PostAsync("/fapi/v1/order", UsdmClient.Resting)).Refused(-1015, HttpStatusCode.TooManyRequests);

        // Its own count for another account; cancellations are not counted.
        var other = new UsdmClient(venue) { Key = SimulatedVenue.OtherKey, Secret = SimulatedVenue.OtherSecret };
        Assert.Equal(("1", "1"), Counts(await other.PostAsync("/fapi/v1/order", UsdmClient.Resting)));
        (await client.DeleteAsync("/fapi/v1/allOpenOrders", UsdmClient.Btc)).Granted();
        venue.Time.Jump(TimeSpan.FromSeconds(10));
        var late = await client.PostAsync("/fapi/v1/order", UsdmClient.Resting);
        late.Refused(-1015, HttpStatusCode.TooManyRequests);
        Assert.Contains("MINUTE", late.Body.Text("msg"));
    }

    private static string Five()
    {
        const string Order = """
            {"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","quantity":"0.01","price":"58000"}
            """;
        return $"[{string.Join(',', Enumerable.Repeat(Order, 5))}]";
    }

    private static int Used(UsdmAnswer answer) =>
        int.Parse(answer.Headers["X-MBX-USED-WEIGHT-1M"], CultureInfo.InvariantCulture);

    private static (string TenSeconds, string Minute) Counts(UsdmAnswer answer)
    {
        answer.Granted();
        return (answer.Headers["X-MBX-ORDER-COUNT-10S"], answer.Headers["X-MBX-ORDER-COUNT-1M"]);
    }
}
