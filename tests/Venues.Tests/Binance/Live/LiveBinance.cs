using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Tests.Bybit;

namespace WhaleStack.Venues.Tests.Binance.Live;

/// <summary>A venue on loopback with Binance's paths: grants what is asked for, sends what a test sends.</summary>
internal sealed class LiveBinance : IAsyncDisposable
{
    public static readonly InstrumentId Btc = new("binance", "BTCUSDT");

    private readonly ConcurrentQueue<(string Path, string Text)> _requests = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WebSocket>> _granted = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<WebSocket>> _opened = new();
    private readonly ConcurrentDictionary<WebSocket, bool> _left = new();
    private int _snapshots;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly List<BinanceRestClient> _clients = [];
    private ScriptedVenue _venue = null!;

    /// <summary>Requests that came over sockets: path and text.</summary>
    public IReadOnlyList<(string Path, string Text)> Requests => [.. _requests];

    /// <summary>Answers to REST requests.</summary>
    public Func<HttpContext, string> Rest { get; set; } = _ => Snapshot(100);

    /// <summary>The answer to a request over a socket.</summary>
    public Func<string, string, string> Answer { get; set; } = (_, text) => $$"""{"result":null,"id":{{Id(text)}}}""";

    public Uri Address => _venue.Address;

    /// <summary>Requests over REST.</summary>
    public int SnapshotsAsked => Volatile.Read(ref _snapshots);

    /// <summary>How many sockets of a path asked for anything and were answered.</summary>
    public int SocketsOf(string path) => Opened(path).Count;

    /// <summary>Whether the n-th socket of a path has said good-bye.</summary>
    public bool HasLeft(int number, string path) =>
        Opened(path).ElementAtOrDefault(number) is { } socket && _left.ContainsKey(socket);

    /// <summary>Sends on the n-th socket of a path.</summary>
    public async Task SendToAsync(int number, string path, params string[] texts)
    {
        foreach (var text in texts)
        {
            await SendAsync(Opened(path).ElementAt(number), text, CancellationToken.None);
        }
    }

    public static async Task<LiveBinance> StartAsync()
    {
        var live = new LiveBinance();
        live._venue = await ScriptedVenue.OfBothAsync(
            async context =>
            {
                Interlocked.Increment(ref live._snapshots);
                await context.Response.WriteAsync(live.Rest(context));
            },
            live.ServeAsync);
        return live;
    }

    public static string Snapshot(long id) =>
        $$"""{"lastUpdateId":{{id}},"E":5,"T":4,"bids":[["100","1"]],"asks":[["101","1"]]}""";

    public static string Change(long first, long last, long previous, string symbol = "BTCUSDT") =>
        $$$"""
        {"stream":"{{{symbol.ToLowerInvariant()}}}@depth@100ms",
        "data":{"e":"depthUpdate","E":6,"T":6,"s":"{{{symbol}}}",
        "U":{{{first}}},"u":{{{last}}},"pu":{{{previous}}},"b":[["99","{{{last}}}"]],"a":[]}}
        """;

    public static BinanceOptions Options(Uri address) => new()
    {
        RestEndpoint = address,
        WebSocketBase = new UriBuilder(address) { Scheme = "ws" }.Uri,
        AttemptsMax = 1,
        BackoffMin = TimeSpan.FromMilliseconds(1),
        BackoffMax = TimeSpan.FromMilliseconds(2),
        Sockets = new BinanceSocketOptions { SnapshotRetryPause = TimeSpan.FromMilliseconds(5) },
    };

    public BinanceMarketFeed Feed(Func<BinanceOptions, BinanceOptions>? change = null, TimeProvider? time = null)
    {
        var options = (change ?? (same => same))(Options(Address));
        var client = new BinanceRestClient(options, TimeProvider.System);
        _clients.Add(client);
        return new BinanceMarketFeed(options, client, time ?? TimeProvider.System);
    }

    public static FeedRequest Request(ChannelReader<string>? again, params ImmutableArray<InstrumentId> coins) =>
        new(coins, ImmutableSortedDictionary<string, TopicCount>.Empty) { Resubscriptions = again };

    /// <summary>Sends on a path, once its first subscription was granted.</summary>
    public async Task SendAsync(string path, params string[] texts)
    {
        var socket = await Granted(path).Task.WaitAsync(TimeSpan.FromSeconds(30));
        foreach (var text in texts)
        {
            await SendAsync(socket, text, CancellationToken.None);
        }
    }

    /// <summary>Ends a path's socket.</summary>
    public async Task CutAsync(string path) =>
        (await Granted(path).Task.WaitAsync(TimeSpan.FromSeconds(30))).Abort();

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    public static long Id(string request)
    {
        using var document = JsonDocument.Parse(request);
        return document.RootElement.GetProperty("id").GetInt64();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _venue.DisposeAsync();
        _sending.Dispose();
    }

    private async Task ServeAsync(string path, WebSocket socket, CancellationToken over)
    {
        while (await ScriptedVenue.ReadAsync(socket, over) is { } text)
        {
            _requests.Enqueue((path, text));
            await SendAsync(socket, Answer(path, text), over);
            Granted(path).TrySetResult(socket);
            if (!Opened(path).Contains(socket))
            {
                Opened(path).Enqueue(socket);
            }
        }

        _left[socket] = true;
    }

    private ConcurrentQueue<WebSocket> Opened(string path) => _opened.GetOrAdd(path, _ => new());

    private TaskCompletionSource<WebSocket> Granted(string path) => _granted.GetOrAdd(
        path, _ => new TaskCompletionSource<WebSocket>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task SendAsync(WebSocket socket, string text, CancellationToken over)
    {
        await _sending.WaitAsync(over);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, over);
        }
        finally
        {
            _sending.Release();
        }
    }
}
