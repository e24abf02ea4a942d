using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Private;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Signing;
using WhaleStack.Venues.Tests.Binance.Live;
using WhaleStack.Venues.Tests.Bybit;
using WhaleStack.Venues.Tests.Bybit.Private;

namespace WhaleStack.Venues.Tests.Binance.Private;

/// <summary>Binance on loopback with an account: REST by method and path, the stream by script.</summary>
internal sealed class BinanceAccountScript : IAsyncDisposable
{
    public const string Key = "KEYTEST";
    public const string Secret = "SECRETTEST";
    public static readonly InstrumentId Btc = LiveBinance.Btc;

    private readonly ConcurrentDictionary<string, Func<Asked, Reply>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Asked> _asked = new();
    private readonly List<IDisposable> _clients = [];
    private ScriptedVenue _venue = null!;

    /// <summary>Requests that arrived, but looks at the clock.</summary>
    public IReadOnlyList<Asked> Requests => [.. _asked.Where(asked => asked.Path != "/fapi/v1/time")];

    /// <summary>Looks at the clock that arrived.</summary>
    public int ClockLooks => _asked.Count(asked => asked.Path == "/fapi/v1/time");

    /// <summary>The venue's time.</summary>
    public Func<DateTimeOffset> Now { get; set; } = () => TimeProvider.System.GetUtcNow();

    /// <summary>What runs on each socket, with its path.</summary>
    public Func<string, WebSocket, CancellationToken, Task> OnSocket { get; set; } =
        (_, socket, over) => ScriptedVenue.UntilClosedAsync(socket, over);

    public static BinanceAccountOptions Options { get; } = new()
    {
        RestartPauseMin = TimeSpan.FromMilliseconds(1),
        RestartPauseMax = TimeSpan.FromMilliseconds(20),
        RecordsDelay = TimeSpan.FromMilliseconds(1),
        SettlingTime = TimeSpan.FromMilliseconds(1),
    };

    public static async Task<BinanceAccountScript> StartAsync()
    {
        var script = new BinanceAccountScript();
        script._venue = await ScriptedVenue.OfBothAsync(
            script.AnswerAsync, (path, socket, over) => script.OnSocket(path, socket, over));
        return script.On("GET /fapi/v1/time", _ => new Reply(
            $$"""{"serverTime":{{script.Now().ToUnixTimeMilliseconds()}}}"""));
    }

    public static OrderTicket Limit(string id = "bot-1") =>
        new(id, Btc, Side.Buy, OrderKind.Limit, 0.01m, 60_000m, OrderLife.PostOnly);

    public static OrderKey Name(string id = "bot-1") => new(Btc, id);

    public static Reply Refused(int code, string message = "no", int status = 400) =>
        new($$"""{"code":{{code}},"msg":"{{message}}"}""", status);

    /// <summary>An account without orders, positions and executions, and a listen key.</summary>
    public BinanceAccountScript Empty() => On("POST /fapi/v1/listenKey", new Reply("""{"listenKey":"LK1"}"""))
        .On("PUT /fapi/v1/listenKey", new Reply("""{"listenKey":"LK1"}"""))
        .On("GET /fapi/v1/openOrders", new Reply("[]"))
        .On("GET /fapi/v1/openAlgoOrders", new Reply("[]"))
        .On("GET /fapi/v1/income", new Reply("[]"))
        .On("GET /fapi/v1/userTrades", new Reply("[]"))
        .On("GET /fapi/v1/allOrders", new Reply("[]"))
        .On("GET /fapi/v1/allAlgoOrders", new Reply("[]"))
        .On("GET /fapi/v3/positionRisk", new Reply("[]"))
        .On("GET /fapi/v3/account", new Reply("""{"totalMarginBalance":"1000","assets":[]}"""));

    /// <summary>Sets the answers of a path one after another; the last stays.</summary>
    public BinanceAccountScript On(string path, Reply first, params Reply[] then)
    {
        var left = new Queue<Reply>([first, .. then]);
        return On(path, _ =>
        {
            lock (left)
            {
                return left.Count > 1 ? left.Dequeue() : left.Peek();
            }
        });
    }

    /// <summary>Sets the answer of a path.</summary>
    public BinanceAccountScript On(string path, Func<Asked, Reply> answer)
    {
        _answers[path] = answer;
        return this;
    }

    public BinanceAccountClient Client(TimeProvider? time = null)
    {
        var client = new BinanceAccountClient(
            Rest(), LiveBinance.Options(_venue.Address), Options, new ApiCredentials(Key, Secret),
            time ?? TimeProvider.System);
        _clients.Add(client);
        return client;
    }

    /// <summary>Orders and queries without the gate.</summary>
    public (BinanceOrders Orders, BinanceQueries Queries, BinanceControl Control) Bare(
        BinanceAccountOptions? options = null)
    {
        var client = new BinanceSignedClient(
            Rest(), options ?? Options, new ApiCredentials(Key, Secret), TimeProvider.System);
        _clients.Add(client);
        var queries = new BinanceQueries(client, options ?? Options);
        var book = new BinanceAttachedBook(TimeProvider.System, Options.SettlingTime);
        var orders = new BinanceOrders(client, queries, new BinanceAttached(client, queries, book));
        return (orders, queries, new BinanceControl(client, queries, orders));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _venue.DisposeAsync();
    }

    /// <summary>The query without window, time and signature.</summary>
    public static string Bare(Asked asked) => asked.Query.Split("recvWindow=")[0].TrimEnd('&');

    private BinanceRestClient Rest()
    {
        var rest = new BinanceRestClient(
            LiveBinance.Options(_venue.Address) with { AttemptsMax = 3 }, TimeProvider.System);
        _clients.Add(rest);
        return rest;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var asked = new Asked(
            context.Request.Method,
            context.Request.Path.Value!,
            (context.Request.QueryString.Value ?? "").TrimStart('?'),
            await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        _asked.Enqueue(asked);
        var reply = _answers.TryGetValue($"{asked.Method} {asked.Path}", out var answer)
            ? answer(asked)
            : new Reply("no such path", 404);
        if (reply.Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(reply.Body);
    }
}
