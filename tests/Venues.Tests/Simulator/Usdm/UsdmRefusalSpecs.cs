using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Orders that are refused in Binance's codes, all by one venue: they leave nothing behind.</summary>
public sealed class UsdmRefusalSpecs : IClassFixture<UsdmRefusalSpecs.Venue>
{
    private readonly UsdmClient _client;

    public UsdmRefusalSpecs(Venue venue) => _client = venue.Client;

    [Theory]
    [InlineData(-1121, "symbol", "NOSUCH")]
    [InlineData(-1102, "symbol", "")]
    [InlineData(-1117, "side", "Buy")]
    [InlineData(-1116, "type", "ICEBERG")]
    [InlineData(-4120, "type", "STOP_MARKET")]
    [InlineData(-1115, "timeInForce", "DAY")]
    [InlineData(-1102, "quantity", "1e3")]
    [InlineData(-4003, "quantity", "0")]
    [InlineData(-1111, "quantity", "0.0101")]
    [InlineData(-4005, "quantity", "1191")]
    [InlineData(-2019, "quantity", "100")]
    [InlineData(-4164, "quantity", "0.001", "price", "4000")]
    [InlineData(-1111, "price", "58000.01")]
    [InlineData(-4002, "price", "9000000")]
    [InlineData(-4016, "price", "64000")]
    [InlineData(-4024, "side", "SELL", "price", "56000")]
    [InlineData(-5022, "timeInForce", "GTX", "price", "60500")]
    [InlineData(-2022, "reduceOnly", "true")]
    [InlineData(-4061, "positionSide", "LONG")]
    [InlineData(-1100, "newClientOrderId", "a,b")]
    [InlineData(-1100, "newClientOrderId", "1234567890123456789012345678901234567")]
    public async Task A_wrong_order_is_refused_by_its_code(int code, params string[] changes)
    {
        var fields = UsdmClient.Resting.Split('&').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        for (var i = 0; i < changes.Length; i += 2)
        {
            fields[changes[i]] = changes[i + 1];
        }

        var answer = await _client.PostAsync(
            "/fapi/v1/order", string.Join('&', fields.Select(field => $"{field.Key}={field.Value}")));
        answer.Refused(code);
        Assert.NotEmpty(answer.Body.Text("msg"));
        Assert.Empty((await _client.GetAsync("/fapi/v1/allOrders", UsdmClient.Btc)).Granted().EnumerateArray());
    }

    [Theory]
    [InlineData(-2021, "SELL", "STOP_MARKET", 61_000)]
    [InlineData(-2021, "BUY", "STOP_MARKET", 59_000)]
    [InlineData(-2021, "SELL", "TAKE_PROFIT_MARKET", 59_000)]
    [InlineData(-2021, "BUY", "TAKE_PROFIT_MARKET", 61_000)]
    [InlineData(-1116, "BUY", "LIMIT", 61_000)]
    public async Task A_trigger_on_the_wrong_side_is_refused(int code, string side, string type, int trigger) =>
        (await _client.PostAsync("/fapi/v1/algoOrder", $"{UsdmClient.Btc}&algoType=CONDITIONAL&side={side}&type={type}"
            + $"&triggerPrice={trigger}&quantity=0.01")).Refused(code);

    /// <summary>One venue for all.</summary>
    public sealed class Venue : IAsyncLifetime
    {
        private SimulatedVenue _venue = null!;

        internal UsdmClient Client => new(_venue);

        public async Task InitializeAsync() => _venue = await SimulatedVenue.StartAsync(options => options with
        {
            Limits = options.Limits with { WeightMinuteMax = 0, AccountFactor = 0 },
        });

        public async Task DisposeAsync() => await _venue.DisposeAsync();
    }
}
