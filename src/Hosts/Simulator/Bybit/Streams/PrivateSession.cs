using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Trading;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>One private websocket connection: auth, then orders, executions, positions and the wallet.</summary>
/// <remarks>States: unknown -> known (auth). There is no snapshot after a subscription, as documented.</remarks>
public sealed class PrivateSession
{
    private readonly SocketLine _line;
    private readonly TradingVenue _venue;
    private readonly PrivateHub _hub;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _silenceMax;
    private readonly Outbox _outbox = new();
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);
    private AccountId? _account;

    /// <summary>Makes a session.</summary>
    /// <param name="line">The connection.</param>
    /// <param name="venue">Knows the accounts.</param>
    /// <param name="hub">Has the messages.</param>
    /// <param name="clock">The simulated clock.</param>
    /// <param name="silenceMax">How long the client may say nothing.</param>
    public PrivateSession(
        SocketLine line, TradingVenue venue, PrivateHub hub, TimeProvider clock, TimeSpan silenceMax)
    {
        _line = line;
        _venue = venue;
        _hub = hub;
        _clock = clock;
        _silenceMax = silenceMax;
    }

    /// <summary>Serves until the client closes or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await SocketLoop.RunAsync(
            _line,
            AnswerAsync,
            [
                over => _outbox.PumpAsync(_line, _clock, over),
                over => ActiveTime.WatchAsync(_line, _silenceMax, _clock, over),
            ],
            cancellation).ConfigureAwait(false);
        if (_account is { } account)
        {
            _hub.Remove(account, _outbox);
        }
    }

    private async Task AnswerAsync(string text, CancellationToken cancellation)
    {
        if (StreamRequest.TryParse(text, out var mistake) is not { } request)
        {
            var unread = new StreamRequest("error", string.Empty, []);
            var answer = Ack(unread, $"error:invalid request,{mistake}");
            await SendAsync(unread, answer, cancellation).ConfigureAwait(false);
            return;
        }

        if (await _line.ArrivesAsync(request.Operation, cancellation).ConfigureAwait(false))
        {
            await SendAsync(request, AnswerTo(request), cancellation).ConfigureAwait(false);
        }
    }

    private JsonObject AnswerTo(StreamRequest request) => request.Operation switch
    {
        "ping" => Pong(request),
        "auth" => Ack(request, Authenticate(request)),
        "subscribe" => Ack(request, Subscribe(request.Arguments)),
        "unsubscribe" => Ack(request, Unsubscribe(request.Arguments)),
        _ => Ack(request, $"error:unknown op,{request.Operation}"),
    };

    private string? Authenticate(StreamRequest request)
    {
        if (request.Arguments.Count != 3)
        {
            return "Params Error";
        }

        if (_account is not null)
        {
            return "Repeat auth";
        }

        var (key, expires, sign) = (request.Arguments[0], request.Arguments[1], request.Arguments[2]);
        var verdict = _venue.Auth.CheckSocket(key, expires, sign, _venue.Now);
        _account = verdict.Account is { } account ? _venue.Desk.IdOf(account) : null;
        return verdict.Refusal?.Message;
    }

    private string? Subscribe(IReadOnlyList<string> topics)
    {
        if (_account is not { } account)
        {
            return "Request not authorized";
        }

        if (PrivateTopics.Refusal(topics, _topics) is { } refusal)
        {
            return refusal;
        }

        _topics.UnionWith(topics);
        _hub.Add(account, topics, _outbox);
        return null;
    }

    private string? Unsubscribe(IReadOnlyList<string> topics)
    {
        if (_account is not { } account)
        {
            return "Request not authorized";
        }

        _topics.ExceptWith(topics);
        _hub.Remove(account, _outbox, topics);
        return null;
    }

    private JsonObject Ack(StreamRequest request, string? refusal) => new()
    {
        ["success"] = refusal is null,
        ["ret_msg"] = refusal ?? string.Empty,
        ["op"] = request.Operation,
        ["req_id"] = request.RequestId,
        ["conn_id"] = _line.ConnectionId,
    };

    private JsonObject Pong(StreamRequest request) => new()
    {
        ["req_id"] = request.RequestId,
        ["op"] = "pong",
        ["args"] = new JsonArray(
            _venue.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ["conn_id"] = _line.ConnectionId,
    };

    private Task SendAsync(StreamRequest request, JsonObject answer, CancellationToken cancellation) =>
        _line.AnswerAsync(request.Operation, Encoding.UTF8.GetBytes(answer.ToJsonString()), cancellation);
}
