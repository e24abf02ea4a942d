using WhaleStack.Venues.Bybit.Private;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Signatures against vectors that were computed by other means, with invented keys.</summary>
public sealed class SigningSpecs
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1760000000000);
    private static readonly ApiCredentials Credentials = new("KEYTEST", "SECRETTEST");
    private static readonly BybitSigner Signer = new(Credentials, TimeSpan.FromSeconds(5));

    [Fact]
    public void A_read_is_signed_over_its_query()
    {
        var address = new Uri("https://api.bybit.com/v5/order/realtime?category=linear&symbol=BTCUSDT");
        using var request = Signer.Get(address, At);
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Null(request.Content);
        Assert.Equal(
            "2bf3153d792e23358f3953ce2c77fc752dcf845fd495a5e80e26d692adc927dc",
            Assert.Single(request.Headers.GetValues("X-BAPI-SIGN")));
        Assert.Equal("KEYTEST", Assert.Single(request.Headers.GetValues("X-BAPI-API-KEY")));
        Assert.Equal("1760000000000", Assert.Single(request.Headers.GetValues("X-BAPI-TIMESTAMP")));
        Assert.Equal("5000", Assert.Single(request.Headers.GetValues("X-BAPI-RECV-WINDOW")));
    }

    [Fact]
    public async Task A_command_is_signed_over_the_bytes_of_its_body()
    {
        const string Body = """{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","""
            + "\"qty\":\"0.01\",\"price\":\"60000\"}";
        using var request = Signer.Post(new Uri("https://api.bybit.com/v5/order/create"), Body, At);
        Assert.Equal(
            "83d2f58eebd98444218657dcd9a916bb77d72aaae0a2bf5118159304dd1e709f",
            Assert.Single(request.Headers.GetValues("X-BAPI-SIGN")));
        Assert.Equal(Body, await request.Content!.ReadAsStringAsync());
        Assert.Equal("application/json", request.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public void A_socket_is_greeted_with_a_signature_over_its_expiry() => Assert.Equal(
        """{"req_id":"a1","op":"auth","args":["KEYTEST",1760000005000,"""
        + """
        "c8014bf72a5d680d143dffc970fb55db3332c7e4389d6a3dadf8078cb367cf93"]}
        """,
        Signer.Greeting("a1", At.AddSeconds(5)));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("schlüssel")]
    public void A_key_that_cannot_be_one_is_refused_without_being_shown(string wrong)
    {
        var byKey = Assert.Throws<ArgumentException>(() => new ApiCredentials(wrong, "s"));
        var bySecret = Assert.Throws<ArgumentException>(() => new ApiCredentials("k", wrong));
        Assert.All([byKey, bySecret], error => Assert.DoesNotContain("schl", error.Message));
    }

    [Fact]
    public void A_key_is_never_printed()
    {
        Assert.Equal("***", Credentials.ToString());
        Assert.Equal("key ***", $"key {Credentials}");
        Assert.DoesNotContain("SECRETTEST", System.Text.Json.JsonSerializer.Serialize(Credentials));
    }
}
