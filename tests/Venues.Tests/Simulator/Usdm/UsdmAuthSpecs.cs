using System.Net;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Keys, signatures and times of requests in Binance's words.</summary>
public sealed class UsdmAuthSpecs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000);
    private readonly CallAuth _auth = new(new ApiAccounts([new ApiAccount("KEYTEST", "SECRETTEST")]));

    [Fact]
    public void A_signature_that_others_computed_is_right_in_query_and_in_form()
    {
        // Computed with another library's HMAC-SHA256 of the text without its last parameter.
        const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTX&quantity=0.01&price=60000"
            + "&recvWindow=5000&timestamp=1760000000000"
            + "&signature=3a1c8658329d350f27263a37dc9a8b357665452ca41cfe1d5dd57df49186859c";
        Assert.Null(Check(Order, ""));
        Assert.Null(Check("", Order));

        // Query and form are signed as one text, with nothing between them.
        var cut = Order.IndexOf("&timeInForce", StringComparison.Ordinal);
        Assert.Null(Check(Order[..cut], Order[cut..]));
        Assert.Equal(-1022, Check(Order.Replace("0.01", "0.02", StringComparison.Ordinal), "")?.Code);
    }

    [Theory]
    [InlineData(5_000, null, null)]
    [InlineData(5_001, null, -1021)]
    [InlineData(-999, null, null)]
    [InlineData(-1_000, null, -1021)]
    [InlineData(60_000, 60_000, null)]
    [InlineData(60_001, 60_000, -1021)]
    [InlineData(0, 60_001, -1131)]
    public void A_request_is_in_time_within_its_window(int ageMs, int? window, int? code)
    {
        var text = $"timestamp={Now.ToUnixTimeMilliseconds() - ageMs}"
            + (window is null ? "" : $"&recvWindow={window}");
        var signed = $"{text}&signature={SimulatedVenue.Sign(text, "SECRETTEST")}";
        Assert.Equal(code, Check(signed, "")?.Code);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var client = new UsdmClient(venue);
        (await client.OpenAsync("/fapi/v3/account")).Refused(-2014, HttpStatusCode.Unauthorized);
        (await new UsdmClient(venue) { Key = "nobody" }.GetAsync("/fapi/v3/account"))
            .Refused(-2015, HttpStatusCode.Unauthorized);
        var unsigned = await client.KeyedAsync(HttpMethod.Get, $"/fapi/v3/account?timestamp={venue.NowMs}");
        unsigned.Refused(-1102);
        Assert.Contains("'signature'", unsigned.Body.Text("msg"));
        (await new UsdmClient(venue) { Secret = "wrong" }.GetAsync("/fapi/v3/account")).Refused(-1022);
        (await client.GetAsync("/fapi/v3/account")).Granted();
    }

    [Fact]
    public async Task Escaped_text_is_signed_as_it_was_sent()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var client = new UsdmClient(venue);
        await client.OrderAsync($"{UsdmClient.Resting}&newClientOrderId=a%3Ab%2Fc");
        var found = await client.GetAsync("/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=a%3ab%2fc");
        Assert.Equal("a:b/c", found.Granted().Text("clientOrderId"));
    }

    private Failure? Check(string query, string form) =>
        _auth.Check("KEYTEST", query, form, CallFields.Of(query, form), Now).Failure;
}
