using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using WhaleStack.Simulator;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Simulator;

/// <summary>The simulator's answers as text, without our client between.</summary>
public sealed class SimulatorAnswersSpecs : IAsyncLifetime, IDisposable
{
    private SimulatorApp _simulator = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(new SimulatorOptions(Recordings.Folder, "127.0.0.1", 0, 0, false));
        _http = new HttpClient { BaseAddress = _simulator.Address };
    }

    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Klines_are_newest_first_and_say_that_their_turnover_is_made()
    {
        var answer = await GetAsync("/v5/market/kline?category=linear&symbol=BTCUSDT&interval=60&limit=3");
        Assert.Equal(0, answer.GetProperty("retCode").GetInt32());
        Assert.Equal("synthetic", answer.GetProperty("retExtInfo").GetProperty("turnover").GetString());
        var times = answer.GetProperty("result").GetProperty("list").EnumerateArray()
            .Select(row => long.Parse(row[0].GetString()!)).ToList();
        Assert.Equal([1772704800000, 1772701200000, 1772697600000], times);
    }

    [Fact]
    public async Task Instruments_come_in_pages_that_join()
    {
        var symbols = new List<string>();
        var cursor = "";
        do
        {
            var answer = await GetAsync($"/v5/market/instruments-info?category=linear&limit=300&cursor={cursor}");
            var result = answer.GetProperty("result");
            symbols.AddRange(
                result.GetProperty("list").EnumerateArray().Select(row => row.GetProperty("symbol").GetString()!));
            cursor = result.GetProperty("nextPageCursor").GetString()!;
        }
        while (cursor.Length > 0);

        Assert.Equal((800, 800), (symbols.Count, symbols.Distinct().Count()));
        var one = await GetAsync("/v5/market/instruments-info?category=spot&symbol=ETHUSDT");
        Assert.Equal(1, one.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    [Fact]
    public async Task Tickers_come_from_the_tape()
    {
        var answer = await GetAsync("/v5/market/tickers?category=linear&symbol=SOLUSDT");
        var row = Assert.Single(answer.GetProperty("result").GetProperty("list").EnumerateArray());
        Assert.Equal("77.310", row.GetProperty("lastPrice").GetString());
        var all = await GetAsync("/v5/market/tickers?category=spot");
        Assert.Equal(2, all.GetProperty("result").GetProperty("list").GetArrayLength());
    }

    [Theory]
    [InlineData("/v5/market/kline?category=linear&symbol=BTCUSDT&interval=5")]
    [InlineData("/v5/market/kline?category=inverse&symbol=BTCUSDT&interval=60")]
    [InlineData("/v5/market/kline?category=linear&interval=60")]
    [InlineData("/v5/market/kline?category=linear&symbol=BTCUSDT&interval=60&limit=1001")]
    [InlineData("/v5/market/kline?category=linear&symbol=BTCUSDT&interval=60&start=soon")]
    [InlineData("/v5/market/funding/history?category=linear&symbol=BTCUSDT&startTime=1")]
    [InlineData("/v5/market/funding/history?category=linear&symbol=BTCUSDT&limit=201")]
    [InlineData("/v5/market/instruments-info?category=option")]
    [InlineData("/v5/market/instruments-info?category=linear&cursor=x")]
    [InlineData("/v5/market/tickers")]
    public async Task Wrong_parameters_are_code_10001(string path)
    {
        var answer = await GetAsync(path);
        Assert.Equal(10001, answer.GetProperty("retCode").GetInt32());
        Assert.StartsWith("params error: ", answer.GetProperty("retMsg").GetString());
    }

    [Fact]
    public async Task A_request_is_refused_whole_for_one_bad_or_repeated_topic()
    {
        using var socket = await ConnectAsync("linear");
        await SendAsync(socket, """{"req_id":"1","op":"subscribe","args":["kline.1.BTCUSDT"]}""");
        Assert.Contains("\"success\":true,\"ret_msg\":\"\"", await AnswerAsync(socket, "1"));
        await SendAsync(socket, """{"req_id":"2","op":"subscribe","args":["kline.1.ETHUSDT","kline.1.BTCUSDT"]}""");
        Assert.Contains("error:already subscribed,topic:kline.1.BTCUSDT", await AnswerAsync(socket, "2"));
        await SendAsync(
            socket, """{"req_id":"3","op":"subscribe","args":["kline.1.ETHUSDT","orderbook.500.BTCUSDT"]}""");
        Assert.Contains("error:handler not found,topic:orderbook.500.BTCUSDT", await AnswerAsync(socket, "3"));
        await SendAsync(socket, """{"req_id":"4","op":"subscribe","args":["kline.1.ETHUSDT"]}""");
        Assert.Contains("\"success\":true", await AnswerAsync(socket, "4"));
        await SendAsync(socket, """{"req_id":"5","op":"unsubscribe","args":["kline.1.ETHUSDT"]}""");
        Assert.Contains("\"success\":true", await AnswerAsync(socket, "5"));
    }

    [Fact]
    public async Task A_pong_carries_the_operation_ping()
    {
        using var socket = await ConnectAsync("spot");
        await SendAsync(socket, """{"req_id":"p7","op":"ping"}""");
        var pong = await AnswerAsync(socket, "p7");
        Assert.Contains("\"ret_msg\":\"pong\"", pong);
        Assert.Contains("\"op\":\"ping\"", pong);
        await SendAsync(socket, "{nonsense");
        Assert.Contains("\"success\":false", await ReadAsync(socket));
        var many = string.Join(',', Enumerable.Range(0, 11).Select(i => $"\"tickers.C{i}\""));
        await SendAsync(socket, $$"""{"req_id":"m","op":"subscribe","args":[{{many}}]}""");
        Assert.Contains("args size ", await AnswerAsync(socket, "m"));
    }

    [Fact]
    public async Task Frames_are_sent_byte_for_byte_and_late_topics_get_their_whole_tape()
    {
        using var socket = await ConnectAsync("linear");
        await SendAsync(socket, """{"req_id":"1","op":"subscribe","args":["kline.1.BTCUSDT"]}""");
        var first = await UntilEndAsync(socket);
        Assert.Equal(Texts("kline.1.BTCUSDT"), first.Where(text => text.Contains("kline.1.BTCUSDT")));
        await SendAsync(socket, """{"req_id":"2","op":"subscribe","args":["tickers.ETHUSDT"]}""");
        var second = await UntilEndAsync(socket);
        Assert.Equal(Texts("tickers.ETHUSDT"), second.Where(text => text.Contains("\"topic\"")));
    }

    [Theory]
    [InlineData("/v5/public/option", 404)]
    [InlineData("/v5/public/linear?cursor=x", 400)]
    [InlineData("/nowhere", 404)]
    public async Task Wrong_addresses_are_refused(string path, int status)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var address = new UriBuilder(new Uri(_simulator.Address, path)) { Scheme = "ws" }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, Limit()));
        Assert.Equal(status, (int)socket.HttpStatusCode);
    }

    [Fact]
    public async Task The_pace_is_the_recorded_one_times_the_speed()
    {
        // 42 recorded seconds at fifty times the pace take 0.84 s, and no less.
        await using var simulator = await SimulatorApp.StartAsync(
            new SimulatorOptions(Recordings.Folder, "127.0.0.1", 0, 50, false));
        using var socket = await ConnectAsync("linear", simulator);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await SendAsync(socket, """{"req_id":"1","op":"subscribe","args":["orderbook.200.BTCUSDT"]}""");
        Assert.Equal(414 + 2, (await UntilEndAsync(socket)).Count);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.84), TimeSpan.FromSeconds(20));
    }

    private static IEnumerable<string> Texts(string topic) =>
        Recordings.FramesOf("linear", topic).Select(Encoding.UTF8.GetString);

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(path);

    private async Task<ClientWebSocket> ConnectAsync(string category, SimulatorApp? simulator = null)
    {
        var socket = new ClientWebSocket();
        var address = new Uri((simulator ?? _simulator).Address, $"/v5/public/{category}");
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, Limit());
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        ScriptedVenue.SendAsync(socket, text, Limit());

    private static async Task<string> ReadAsync(ClientWebSocket socket) =>
        (await ScriptedVenue.ReadAsync(socket, Limit()))!;

    private static async Task<string> AnswerAsync(ClientWebSocket socket, string id)
    {
        while (true)
        {
            var text = await ReadAsync(socket);
            if (text.Contains($"\"req_id\":\"{id}\"", StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    private static async Task<List<string>> UntilEndAsync(ClientWebSocket socket)
    {
        var texts = new List<string>();
        do
        {
            texts.Add(await ReadAsync(socket));
        }
        while (!texts[^1].Contains("tape.end", StringComparison.Ordinal));

        return texts;
    }

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
}
