using System.Net.Http.Json;
using System.Text.Json.Nodes;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Venues.Binance.Private;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Signing;
using WhaleStack.Venues.Tests.Binance.Live;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>A simulator with a generated market and our own Binance client of its one customer.</summary>
internal sealed class OwnBinance : IAsyncDisposable
{
    public static readonly InstrumentId Btc = LiveBinance.Btc;

    private readonly SimulatorApp _simulator;
    private readonly BinanceRestClient _rest;
    private readonly HttpClient _http;

    private OwnBinance(SimulatorApp simulator)
    {
        _simulator = simulator;
        _rest = new BinanceRestClient(LiveBinance.Options(simulator.Address), TimeProvider.System);
        _http = new HttpClient { BaseAddress = simulator.Address };
        Client = Another();
    }

    public BinanceAccountClient Client { get; }

    public static async Task<OwnBinance> StartAsync() => new(await SimulatorApp.StartAsync(
        new SimulatorOptions(string.Empty, "127.0.0.1", 0, 1, false)
        {
            Market = MarketKind.Generated, Accounts = [new ApiAccount("own", "hush", 20_000m)],
        }));

    public static OrderTicket Buy(string id) => new(id, Btc, Side.Buy, OrderKind.Market, 0.02m);

    /// <summary>A client that knows nothing of what the first one did.</summary>
    /// <param name="settlingSeconds">For how long it takes the venue to know of a request.</param>
    public BinanceAccountClient Another(double settlingSeconds = 0.05) => new(
        _rest,
        LiveBinance.Options(_simulator.Address),
        new BinanceAccountOptions
        {
            RecordsDelay = TimeSpan.FromMilliseconds(10), SettlingTime = TimeSpan.FromSeconds(settlingSeconds),
        },
        new ApiCredentials("own", "hush"),
        TimeProvider.System);

    public Task PushMarkAsync(decimal mark) =>
        PostAsync("/sim/market", new JsonObject { ["symbol"] = "BTCUSDT", ["markPrice"] = mark });

    public Task FaultAsync(JsonObject fault) => PostAsync("/sim/faults", fault);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _http.Dispose();
        _rest.Dispose();
        await _simulator.DisposeAsync();
    }

    private async Task PostAsync(string path, JsonObject body)
    {
        using var answer = await _http.PostAsync(path, JsonContent.Create(body));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
