using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Simulator.Support;

/// <summary>A client's end of a socket. Waiting for a frame lets the venue's time go on.</summary>
internal sealed class VenueSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly SimulatedVenue _venue;
    private readonly ClientWebSocket _socket = new();
    private Task<string?>? _reading;

    private VenueSocket(SimulatedVenue venue) => _venue = venue;

    public static async Task<VenueSocket> ConnectAsync(SimulatedVenue venue, string path)
    {
        var socket = new VenueSocket(venue);
        socket._socket.Options.CollectHttpResponseDetails = true;
        await socket._socket.ConnectAsync(
            new UriBuilder(new Uri(venue.Address, path)) { Scheme = "ws" }.Uri, Limit());
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        if (_reading is not null)
        {
            await _reading.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        _socket.Dispose();
    }

    public Task SendAsync(JsonObject message) => ScriptedVenue.SendAsync(_socket, message.ToJsonString(), Limit());

    public Task SendAsync(string text) => ScriptedVenue.SendAsync(_socket, text, Limit());

    public async Task AuthAsync(
        string key = SimulatedVenue.Key, string secret = SimulatedVenue.Secret, bool succeeds = true)
    {
        var expires = _venue.NowMs + 10_000;
        await SendAsync(new JsonObject
        {
            ["op"] = "auth",
            ["args"] = new JsonArray(key, expires, SimulatedVenue.Sign($"GET/realtime{expires}", secret)),
        });
        var answer = await AnswerAsync("auth");
        var isGranted = answer.TryGetProperty("success", out var success)
            ? success.GetBoolean()
            : answer.GetProperty("retCode").GetInt32() == 0;
        Assert.Equal(succeeds, isGranted);
    }

    public Task SubscribeAsync(params string[] topics) => SendAsync(new JsonObject
    {
        ["op"] = "subscribe", ["req_id"] = "s", ["args"] = new JsonArray([.. topics]),
    });

    /// <summary>The next frame that fits.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits)
    {
        while (await NextOrNullAsync(Patience) is { } frame)
        {
            if (fits(frame))
            {
                return frame;
            }
        }

        throw new TimeoutException("The venue closed the connection.");
    }

    /// <summary>The next answer to an operation.</summary>
    public Task<JsonElement> AnswerAsync(string operation) => NextAsync(frame => Text(frame, "op") == operation);

    /// <summary>The next frame of a topic.</summary>
    public Task<JsonElement> TopicAsync(string topic) => NextAsync(frame => Text(frame, "topic") == topic);

    /// <summary>The next frame of a topic with a row whose field has a value; that row.</summary>
    public async Task<JsonElement> RowAsync(string topic, string field, string value)
    {
        var frame = await NextAsync(f => Text(f, "topic") == topic && Rows(f).Any(row => Text(row, field) == value));
        return Rows(frame).First(row => Text(row, field) == value);
    }

    /// <summary>All frames that come within a simulated span, which goes by in steps of so many ticks.</summary>
    public async Task<List<JsonElement>> DuringAsync(TimeSpan span, int ticks = 1)
    {
        var frames = new List<JsonElement>();
        var end = _venue.Time.GetUtcNow() + span;
        while (_venue.Time.GetUtcNow() < end)
        {
            if (await NextOrNullAsync(TimeSpan.Zero, ticks) is { } frame)
            {
                frames.Add(frame);
            }
        }

        return frames;
    }

    /// <summary>Waits until the venue has closed or cut the connection.</summary>
    public async Task UntilEndAsync()
    {
        try
        {
            while (await NextOrNullAsync(Patience) is not null)
            {
                // What it says before is of no interest.
            }
        }
        catch (WebSocketException)
        {
            // Cut.
        }
    }

    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ToString()
            : "";

    private static JsonElement.ArrayEnumerator Rows(JsonElement frame) => frame.GetProperty("data").EnumerateArray();

    // Null when the venue closed; with no patience also when nothing came at once.
    private async Task<JsonElement?> NextOrNullAsync(TimeSpan patience, int ticks = 1)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        _reading ??= ScriptedVenue.ReadAsync(_socket, CancellationToken.None);
        while (!_reading.IsCompleted)
        {
            await Task.WhenAny(_reading, Task.Delay(5));
            if (_reading.IsCompleted)
            {
                break;
            }

            _venue.Time.Advance(Tick * ticks);
            if (patience == TimeSpan.Zero)
            {
                return null;
            }

            if (watch.Elapsed > patience)
            {
                throw new TimeoutException("The venue said nothing.");
            }
        }

        var text = await _reading;
        _reading = null;
        return text is null ? null : JsonDocument.Parse(text).RootElement;
    }

    private static CancellationToken Limit() => new CancellationTokenSource(Patience).Token;
}
