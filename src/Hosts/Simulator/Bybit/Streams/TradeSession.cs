using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Bybit.Auth;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Bybit.Trading;
using WhaleStack.Simulator.Limits;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>One order-entry websocket connection.</summary>
public sealed class TradeSession
{
    private const int RequestIdsKept = 1_000;
    private const int RequestIdCharactersMax = 36;

    private readonly SocketLine _line;
    private readonly TradingVenue _venue;
    private readonly AddressLimiter _addresses;
    private readonly string _address;
    private readonly TimeSpan _silenceMax;
    private readonly TimeProvider _clock;
    private readonly Queue<string> _requestIds = new();
    private ApiAccount? _account;

    /// <summary>Makes a session.</summary>
    /// <param name="line">The connection.</param>
    /// <param name="venue">Where orders go.</param>
    /// <param name="addresses">Limits of addresses.</param>
    /// <param name="address">Of the client.</param>
    /// <param name="clock">The simulated clock.</param>
    /// <param name="silenceMax">How long the client may say nothing.</param>
    public TradeSession(
        SocketLine line,
        TradingVenue venue,
        AddressLimiter addresses,
        string address,
        TimeProvider clock,
        TimeSpan silenceMax)
    {
        _line = line;
        _venue = venue;
        _addresses = addresses;
        _address = address;
        _clock = clock;
        _silenceMax = silenceMax;
    }

    /// <summary>Serves until the client closes or the token is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => SocketLoop.RunAsync(
        _line, AnswerAsync, [over => ActiveTime.WatchAsync(_line, _silenceMax, _clock, over)], cancellation);

    private async Task AnswerAsync(string text, CancellationToken cancellation)
    {
        var request = TradeRequest.Read(text);
        if (!await _line.ArrivesAsync(request.Operation, cancellation).ConfigureAwait(false))
        {
            return;
        }

        var (answer, verdict) = AnswerTo(request);
        var frame = Frame(request, answer, verdict);
        await _line.AnswerAsync(request.Operation, Encoding.UTF8.GetBytes(frame.ToJsonString()), cancellation)
            .ConfigureAwait(false);
    }

    private (Answer Answer, LimitVerdict? Verdict) AnswerTo(TradeRequest request) => request.Operation switch
    {
        "ping" => (Answer.Ok([]), null),
        "auth" => (Authenticate(request), null),
        _ => Order(request),
    };

    private Answer Authenticate(TradeRequest request)
    {
        if (_account is not null)
        {
            return Answer.Refuse(RetCode.AlreadyAuthenticated, "Repeat auth");
        }

        if (request.AuthArguments is not [var key, var expires, var sign])
        {
            return Answer.Refuse(RetCode.ParameterError, "Params Error");
        }

        var verdict = _venue.Auth.CheckSocket(key, expires, sign, _venue.Now);
        _account = verdict.Account;
        return verdict.Refusal ?? Answer.Ok([]);
    }

    private (Answer Answer, LimitVerdict? Verdict) Order(TradeRequest request)
    {
        if (Handler(request.Operation) is not { } handle)
        {
            return (Answer.Refuse(RetCode.UnknownOperation, "op is not found or category is not correct"), null);
        }

        if (_account is not { } account)
        {
            return (Answer.Refuse(RetCode.AuthFailed, "user authentication failed"), null);
        }

        if (Refusal(request) is { } refusal)
        {
            return (refusal, null);
        }

        var fields = request.Fields!;
        var limit = new EndpointLimit(request.Operation.Replace("-batch", string.Empty, StringComparison.Ordinal), 10);
        var units = Math.Clamp(fields.CountOf("request"), 1, limit.SecondMax);
        var verdict = _venue.Limits.Take(account.Key, limit, units, _venue.Now);
        return verdict.Allowed
            ? (handle(_venue.Desk.IdOf(account), fields), verdict)
            : (Answer.Refuse(RetCode.TooManyRequests, "Too many visits. Exceeded the API Rate Limit."), verdict);
    }

    private Answer? Refusal(TradeRequest request)
    {
        if (!_addresses.TakeOrder(_address, _venue.Now))
        {
            return Answer.Refuse(RetCode.TooManyOfAddress, "access too frequent");
        }

        if (request.RequestId.Length > RequestIdCharactersMax || request.Fields is null)
        {
            return Answer.Refuse(RetCode.ParameterError, "Params Error");
        }

        if (request.Fields.Text("category") != "linear")
        {
            return Answer.Refuse(RetCode.UnknownOperation, "op is not found or category is not correct");
        }

        if (request.RequestId.Length > 0 && _requestIds.Contains(request.RequestId, StringComparer.Ordinal))
        {
            return Answer.Refuse(RetCode.DuplicateRequestId, "duplicate reqId");
        }

        _requestIds.Enqueue(request.RequestId);
        if (_requestIds.Count > RequestIdsKept)
        {
            _requestIds.Dequeue();
        }

        return RequestAuth.Untimely(request.Timestamp, request.ReceiveWindow, _venue.Now);
    }

    private Func<AccountId, RequestFields, Answer>? Handler(string operation) => operation switch
    {
        "order.create" => _venue.Orders.Create,
        "order.amend" => _venue.Orders.Amend,
        "order.cancel" => _venue.Orders.Cancel,
        "order.create-batch" => (account, fields) => BatchCommands.Run(account, fields, _venue.Orders.Create),
        "order.amend-batch" => (account, fields) => BatchCommands.Run(account, fields, _venue.Orders.Amend),
        "order.cancel-batch" => (account, fields) => BatchCommands.Run(account, fields, _venue.Orders.Cancel),
        _ => null,
    };

    private JsonObject Frame(TradeRequest request, Answer answer, LimitVerdict? verdict)
    {
        var now = _venue.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var frame = new JsonObject
        {
            ["reqId"] = request.RequestId,
            ["retCode"] = answer.Code,
            ["retMsg"] = answer.Message,
            ["op"] = request.Operation == "ping" ? "pong" : request.Operation,
            ["connId"] = _line.ConnectionId,
        };
        if (request.Operation == "ping")
        {
            frame["data"] = new JsonArray(now);
        }
        else if (request.Operation != "auth")
        {
            var header = new JsonObject { ["Traceid"] = Guid.NewGuid().ToString("n"), ["Timenow"] = now };
            if (verdict is { } limits)
            {
                LimitHeaders.Write(limits, (name, value) => header[name] = value);
            }

            frame["data"] = answer.Result.DeepClone();
            frame["retExtInfo"] = answer.ExtInfo?.DeepClone() ?? new JsonObject();
            frame["header"] = header;
        }

        return frame;
    }
}
