using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Private;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Path.</param>
/// <param name="Query">Query without its question mark, as it came over the wire.</param>
/// <param name="Body">Body.</param>
/// <param name="Headers">Headers.</param>
internal sealed record Asked(
    string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>An answer to give: status, body, headers; null to cut the connection.</summary>
internal sealed record Reply(string Body, int Status = 200, params (string Name, string Value)[] Headers)
{
    public static Reply Granted(string result = "{}", string extra = "{}") => new(
        $$"""{"retCode":0,"retMsg":"OK","result":{{result}},"retExtInfo":{{extra}},"time":1786309200000}""");

    public static Reply Refused(int code, string message = "no", params (string Name, string Value)[] headers) => new(
        $$"""{"retCode":{{code}},"retMsg":"{{message}}","result":{},"retExtInfo":{},"time":1786309200000}""",
        200,
        headers);

    /// <summary>Takes the request and cuts the connection.</summary>
    public static Reply Cut { get; } = new("", 0);
}

/// <summary>A venue on loopback with an account: REST by path, sockets by script.</summary>
internal sealed class ScriptedAccount : IAsyncDisposable
{
    public const string Key = "KEYTEST";
    public const string Secret = "SECRETTEST";
    private readonly ConcurrentDictionary<string, Func<Asked, Reply>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Asked> _asked = new();
    private readonly List<IAsyncDisposable> _clients = [];
    private BybitRestClient? _rest;
    private ScriptedVenue _venue = null!;

    private ScriptedAccount()
    {
    }

    /// <summary>Requests that arrived, but those for the time.</summary>
    public IReadOnlyList<Asked> Requests => [.. _asked.Where(asked => asked.Path != "/v5/market/time")];

    /// <summary>Looks at the clock that arrived.</summary>
    public int ClockLooks => _asked.Count(asked => asked.Path == "/v5/market/time");

    /// <summary>The venue's time; the clock's own unless a test says otherwise.</summary>
    public Func<DateTimeOffset> Now { get; set; } = () => TimeProvider.System.GetUtcNow();

    /// <summary>What runs on each socket.</summary>
    public Func<string, WebSocket, CancellationToken, Task> OnSocket { get; set; } = (_, _, _) => Task.CompletedTask;

    public static async Task<ScriptedAccount> StartAsync()
    {
        var account = new ScriptedAccount();
        account._venue = await ScriptedVenue.OfBothAsync(
            account.AnswerAsync, (path, socket, over) => account.OnSocket(path, socket, over));
        account.On("/v5/market/time", _ => new Reply(
            $$"""
            {"retCode":0,"retMsg":"OK","result":{},"time":{{account.Now().ToUnixTimeMilliseconds()}}}
            """));
        return account;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        _rest?.Dispose();
        await _venue.DisposeAsync();
    }

    /// <summary>Sets the answer of a path.</summary>
    public ScriptedAccount On(string path, Func<Asked, Reply> answer)
    {
        _answers[path] = answer;
        return this;
    }

    /// <summary>Sets one answer of a path for ever.</summary>
    public ScriptedAccount On(string path, Reply answer) => On(path, _ => answer);

    /// <summary>Sets the answers of a path one after another; the last stays.</summary>
    public ScriptedAccount On(string path, Reply first, params Reply[] then)
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

    /// <summary>Answers of an account without orders, positions and executions.</summary>
    public ScriptedAccount Empty() => On("/v5/order/realtime", Reply.Granted("""{"list":[],"nextPageCursor":""}"""))
        .On("/v5/order/history", Reply.Granted("""{"list":[],"nextPageCursor":""}"""))
        .On("/v5/execution/list", Reply.Granted("""{"list":[],"nextPageCursor":""}"""))
        .On("/v5/position/list", Reply.Granted("""{"list":[],"nextPageCursor":""}"""))
        .On("/v5/account/wallet-balance", Reply.Granted("""{"list":[{"totalEquity":"1000","coin":[]}]}"""));

    /// <summary>Quick where a test waits for a time-out on purpose.</summary>
    public BybitOptions Connecting => Given.Options(_venue.Address);

    public BybitEnvironment Environment => BybitEnvironment.Of(
        _venue.Address, new UriBuilder(_venue.Address) { Scheme = "ws", Path = "/v5/private" }.Uri);

    public static BybitAccountOptions Options { get; } = new()
    {
        RestartPauseMin = TimeSpan.FromMilliseconds(1),
        RestartPauseMax = TimeSpan.FromMilliseconds(20),
    };

    public BybitRestClient Rest => _rest ??= new BybitRestClient(Connecting, TimeProvider.System);

    /// <summary>A client of this account, disposed with it.</summary>
    public BybitAccountClient Client(
        BybitAccountOptions? options = null, bool ordersBySocket = false, TimeProvider? time = null)
    {
        var client = new BybitAccountClient(
            Rest,
            Connecting,
            Environment,
            options ?? Options,
            new ApiCredentials(Key, Secret),
            time ?? TimeProvider.System,
            ordersBySocket);
        _clients.Add(client);
        return client;
    }

    /// <summary>The signed client alone: orders without the gate.</summary>
    public BybitSignedClient Signed(BybitAccountOptions? options = null, TimeProvider? time = null) => new(
        Rest, options ?? Options, new ApiCredentials(Key, Secret), time ?? TimeProvider.System);

    /// <summary>Orders over REST without the gate.</summary>
    public BybitOrders Orders() => new(Signed());

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
        var reply = _answers.TryGetValue(asked.Path, out var answer) ? answer(asked) : new Reply("no such path", 404);
        if (reply.Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(reply.Body);
    }

    /// <summary>Reads the greeting and grants it.</summary>
    public static async Task GreetAsync(WebSocket socket, CancellationToken over)
    {
        var greeting = await ScriptedVenue.ReadAsync(socket, over);
        Assert.Contains("\"op\":\"auth\"", greeting);
        await ScriptedVenue.SendAsync(
            socket, """{"success":true,"ret_msg":"","op":"auth","conn_id":"c-1"}""", over);
    }

    /// <summary>Reads a subscription and grants it.</summary>
    public static async Task<string[]> GrantAsync(WebSocket socket, CancellationToken over)
    {
        var topics = Topics((await ScriptedVenue.ReadAsync(socket, over))!);
        await ScriptedVenue.SendAsync(
            socket, """{"success":true,"ret_msg":"","op":"subscribe","conn_id":"c-1"}""", over);
        return topics;
    }

    /// <summary>The topics of a subscription.</summary>
    public static string[] Topics(string request)
    {
        using var document = JsonDocument.Parse(request);
        Assert.Equal("subscribe", document.RootElement.GetProperty("op").GetString());
        return [.. document.RootElement.GetProperty("args").EnumerateArray().Select(topic => topic.GetString()!)];
    }
}
