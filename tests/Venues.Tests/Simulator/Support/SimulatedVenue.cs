using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Simulator;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Limits;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Simulator.Support;

/// <summary>A simulator on loopback with a generated market and two customers, whose time a test moves.</summary>
internal sealed class SimulatedVenue : IAsyncDisposable
{
    public const string Key = "whale-one";
    public const string Secret = "secret-one";
    public const string OtherKey = "whale-two";
    public const string OtherSecret = "secret-two";
    public const string Symbol = "BTCUSDT";

    private readonly SimulatorApp _app;

    private SimulatedVenue(SimulatorApp app, ManualTime time)
    {
        _app = app;
        Time = time;
        Http = new HttpClient { BaseAddress = app.Address };
    }

    public ManualTime Time { get; }

    public HttpClient Http { get; }

    public Uri Address => _app.Address;

    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<SimulatedVenue> StartAsync(Func<SimulatorOptions, SimulatorOptions>? with = null)
    {
        var time = new ManualTime();
        var options = new SimulatorOptions(Recordings.Folder, "127.0.0.1", 0, 1, false)
        {
            Market = MarketKind.Generated,
            Clock = ClockKind.Wall,
            Accounts = [new ApiAccount(Key, Secret, 100_000m), new ApiAccount(OtherKey, OtherSecret, 100_000m)],
        };
        return new SimulatedVenue(await SimulatorApp.StartAsync(with?.Invoke(options) ?? options, time), time);
    }

    public static Task<SimulatedVenue> WithLimitsAsync(LimitOptions limits) =>
        StartAsync(options => options with { Limits = limits });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    public static string Sign(string text, string secret = Secret) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    public async Task<JsonElement> PublicAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    public HttpRequestMessage SignedGet(string path, string query, string key = Key, string secret = Secret) =>
        Signed(new HttpRequestMessage(HttpMethod.Get, $"{path}?{query}"), query, key, secret, NowMs);

    public HttpRequestMessage SignedPost(string path, string body, string key = Key, string secret = Secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        return Signed(request, body, key, secret, NowMs);
    }

    public static HttpRequestMessage Signed(
        HttpRequestMessage request, string payload, string key, string secret, long timestamp)
    {
        request.Headers.Add("X-BAPI-API-KEY", key);
        request.Headers.Add("X-BAPI-TIMESTAMP", $"{timestamp}");
        request.Headers.Add("X-BAPI-RECV-WINDOW", "5000");
        request.Headers.Add("X-BAPI-SIGN", Sign($"{timestamp}{key}5000{payload}", secret));
        return request;
    }

    public async Task<JsonElement> GetAsync(string path, string query) =>
        await JsonAsync(SignedGet(path, query));

    public async Task<JsonElement> PostAsync(string path, JsonObject body, string key = Key, string secret = Secret) =>
        await JsonAsync(SignedPost(path, body.ToJsonString(), key, secret));

    public async Task<JsonElement> JsonAsync(HttpRequestMessage request)
    {
        using var sent = request;
        using var answer = await Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{request.RequestUri}: {answer.StatusCode}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A limit order far below the market, unless told otherwise.</summary>
    public static JsonObject Order(params (string Name, JsonNode? Value)[] changes)
    {
        var order = new JsonObject
        {
            ["category"] = "linear",
            ["symbol"] = Symbol,
            ["side"] = "Buy",
            ["orderType"] = "Limit",
            ["qty"] = "0.01",
            ["price"] = "50000",
        };
        foreach (var (name, value) in changes)
        {
            order[name] = value;
        }

        return order;
    }

    public Task<JsonElement> CreateAsync(params (string Name, JsonNode? Value)[] changes) =>
        PostAsync("/v5/order/create", Order(changes));

    /// <summary>Buys or sells at the market, whose book is deep enough.</summary>
    public async Task TradeAsync(string side, string quantity, params (string Name, JsonNode? Value)[] changes)
    {
        var answer = await CreateAsync(
            [("side", side), ("orderType", "Market"), ("qty", quantity), ("price", null), .. changes]);
        Expect.Code(0, answer);
    }

    public async Task<JsonElement> OneAsync(string path, string query)
    {
        var answer = await GetAsync(path, query);
        Expect.Code(0, answer);
        return answer.GetProperty("result").GetProperty("list")[0];
    }

    public Task<JsonElement> PositionAsync() => OneAsync("/v5/position/list", $"category=linear&symbol={Symbol}");

    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path, string query)
    {
        var answer = await GetAsync(path, query);
        Expect.Code(0, answer);
        return [.. answer.GetProperty("result").GetProperty("list").EnumerateArray()];
    }

    public async Task PushAsync(JsonObject push)
    {
        using var answer = await Http.PostAsync("/sim/market", JsonContent.Create(push));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<int> FaultAsync(JsonObject fault)
    {
        using var answer = await Http.PostAsync("/sim/faults", JsonContent.Create(fault));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetInt32();
    }

    public Task<VenueSocket> PublicSocketAsync() => VenueSocket.ConnectAsync(this, "/v5/public/linear");

    /// <summary>A private connection that has named itself and subscribed.</summary>
    public async Task<VenueSocket> PrivateSocketAsync(params string[] topics)
    {
        var socket = await VenueSocket.ConnectAsync(this, "/v5/private");
        await socket.AuthAsync();
        if (topics.Length > 0)
        {
            await socket.SendAsync(new JsonObject
            {
                ["op"] = "subscribe", ["req_id"] = "s", ["args"] = new JsonArray([.. topics]),
            });
            Assert.True((await socket.AnswerAsync("subscribe")).GetProperty("success").GetBoolean());
        }

        return socket;
    }
}
