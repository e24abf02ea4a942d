using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Simulator;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Bybit.Auth;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>Who may speak to the simulated venue, and when.</summary>
public sealed class AuthSpecs
{
    private const string Wallet = "/v5/account/wallet-balance";
    private const string Query = "accountType=UNIFIED&coin=USDT";

    [Theory]
    [InlineData(
        "1760000000000KEYTEST5000category=linear&symbol=BTCUSDT",
        "2bf3153d792e23358f3953ce2c77fc752dcf845fd495a5e80e26d692adc927dc")]
    [InlineData("GET/realtime1760000005000", "c8014bf72a5d680d143dffc970fb55db3332c7e4389d6a3dadf8078cb367cf93")]
    public void Known_signatures_are_recognised(string text, string signature)
    {
        var account = new ApiAccount("KEYTEST", "SECRETTEST");
        Assert.True(account.Signed(text, signature));
        Assert.False(account.Signed(text + " ", signature));
        Assert.False(account.Signed(text, signature.ToUpperInvariant()));
    }

    [Fact]
    public async Task A_signed_get_and_a_signed_post_are_answered()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var wallet = await venue.OneAsync(Wallet, Query);
        Assert.Equal("100000", wallet.Text("totalEquity"));
        Expect.Code(0, await venue.CreateAsync());
    }

    [Fact]
    public async Task The_body_is_signed_byte_for_byte()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var spaced = SimulatedVenue.Order().ToJsonString().Replace(",", ", ", StringComparison.Ordinal);
        Expect.Code(0, await venue.JsonAsync(venue.SignedPost("/v5/order/create", spaced)));
        using var altered = venue.SignedPost("/v5/order/create", spaced);
        altered.Content = new StringContent(spaced + " ", Encoding.UTF8, "application/json");
        Expect.Refused(10004, "error sign! origin_string[", await venue.JsonAsync(altered));
    }

    [Fact]
    public async Task An_unknown_key_a_wrong_secret_and_no_signature_are_told_apart()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        Expect.Refused(
            10003, "API key is invalid", await venue.JsonAsync(venue.SignedGet(Wallet, Query, key: "nobody")));
        var wrong = await venue.JsonAsync(venue.SignedGet(Wallet, Query, secret: SimulatedVenue.OtherSecret));
        Expect.Refused(10004, "error sign!", wrong);
        Assert.DoesNotContain("secret", wrong.Text("retMsg"));
        Expect.Refused(10001, "empty value: apiTimestamp[] apiKey[]", await venue.PublicAsync($"{Wallet}?{Query}"));
    }

    [Theory]
    [InlineData(-5_001, 10002)]
    [InlineData(-5_000, 0)]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1_000, 10002)]
    public async Task A_request_must_come_in_its_time(int offsetMs, int code)
    {
        await using var venue = await SimulatedVenue.StartAsync();
        var at = venue.NowMs + offsetMs;
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Wallet}?{Query}");
        var answer = await venue.JsonAsync(
            SimulatedVenue.Signed(request, Query, SimulatedVenue.Key, SimulatedVenue.Secret, at));
        Expect.Code(code, answer);
        if (code != 0)
        {
            var words = $"req_timestamp[{at}],server_timestamp[{venue.NowMs}],recv_window[5000]";
            Assert.EndsWith(words, answer.Text("retMsg"));
        }
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        Assert.Null(ApiAccount.Parse("key:hush:12.5", out var account));
        Assert.Equal(("key", 12.5m), (account!.Key, account.BalanceQuote));
        Assert.DoesNotContain("hush", account.ToString());
        foreach (var wrong in (string[])["hush", ":hush", "key:hush:much", "key:hush:1:2", "key:hush:-1"])
        {
            var mistake = ApiAccount.Parse(wrong, out account);
            Assert.Null(account);
            Assert.DoesNotContain("hush", mistake);
        }
    }

    [Fact]
    public void Accounts_come_from_options_and_from_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, ["# customers", "", "b:two:5"]);
            var accounts = ApiAccounts.Read(["a:one"], file);
            Assert.Equal(["a", "b"], accounts.Select(account => account.Key));
            Assert.Equal([10_000m, 5m], accounts.Select(account => account.BalanceQuote));
            var twice = Assert.Throws<SimulatorException>(() => ApiAccounts.Read(["b:hush"], file));
            Assert.StartsWith($"'{file}', line 3: key 'b' is given twice", twice.Message);
            File.WriteAllText(file, "hush");
            var bad = Assert.Throws<SimulatorException>(() => ApiAccounts.Read([], file));
            Assert.DoesNotContain("hush", bad.Message);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Throws<SimulatorException>(() => ApiAccounts.Read([], Path.Combine(file, "absent")));
    }

    [Fact]
    public void An_auth_of_a_socket_must_not_be_over()
    {
        var auth = new RequestAuth(new ApiAccounts([new ApiAccount("KEYTEST", "SECRETTEST")]));
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1760000000000);
        const string sign = "c8014bf72a5d680d143dffc970fb55db3332c7e4389d6a3dadf8078cb367cf93";
        Assert.NotNull(auth.CheckSocket("KEYTEST", "1760000005000", sign, now).Account);
        Assert.Equal(10004, auth.CheckSocket("KEYTEST", "1760000005000", sign, now.AddSeconds(5)).Refusal!.Code);
        Assert.Equal(10004, auth.CheckSocket("KEYTEST", "1760000005001", sign, now).Refusal!.Code);
        Assert.Equal(10003, auth.CheckSocket("OTHER", "1760000005000", sign, now).Refusal!.Code);
        Assert.Equal(10001, auth.CheckSocket("KEYTEST", "soon", sign, now).Refusal!.Code);
    }

    [Fact]
    public async Task A_body_that_is_no_object_is_a_wrong_parameter()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        foreach (var body in (string[])["[]", "nonsense", "", "{\"a\":1,\"a\":2}"])
        {
            Expect.Code(10001, await venue.JsonAsync(venue.SignedPost("/v5/order/create", body)));
        }
    }

    [Fact]
    public async Task A_venue_without_customers_knows_no_key()
    {
        await using var venue = await SimulatedVenue.StartAsync(options => options with { Accounts = [] });
        Expect.Code(10003, await venue.PostAsync("/v5/order/create", new JsonObject()));
    }
}
