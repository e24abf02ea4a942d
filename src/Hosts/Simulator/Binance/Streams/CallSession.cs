using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>One connection of the websocket API: each request is signed by itself and has one answer.</summary>
/// <remarks>
/// The methods are REST's endpoints under other names: same parameters, limits and results. Logging a session on wants
/// an Ed25519 key, which the simulator does not know: refused as any unknown method.
/// </remarks>
public sealed class CallSession
{
    private static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["order.place"] = "POST /fapi/v1/order",
        ["order.modify"] = "PUT /fapi/v1/order",
        ["order.cancel"] = "DELETE /fapi/v1/order",
        ["order.status"] = "GET /fapi/v1/order",
        ["algoOrder.place"] = "POST /fapi/v1/algoOrder",
        ["algoOrder.cancel"] = "DELETE /fapi/v1/algoOrder",
    };

    private readonly SocketLine _line;
    private readonly BinanceVenue _venue;
    private readonly IReadOnlyDictionary<string, SignedCall> _calls;
    private readonly string _address;

    /// <summary>Makes it.</summary>
    /// <param name="line">The connection.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="calls">REST's signed endpoints.</param>
    /// <param name="address">Whose weight is counted.</param>
    public CallSession(
        SocketLine line, BinanceVenue venue, IReadOnlyDictionary<string, SignedCall> calls, string address)
    {
        _line = line;
        _venue = venue;
        _calls = calls;
        _address = address;
    }

    /// <summary>Serves until the client closes or the token is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => SocketLoop.RunAsync(
        _line,
        AnswerAsync,
        [
            async over =>
            {
                await Task.Delay(StreamSession.Life, _venue.Clock, over).ConfigureAwait(false);
                _line.Abort();
            },
        ],
        cancellation);

    private async Task AnswerAsync(string text, CancellationToken cancellation)
    {
        if (TryParse(text) is not { } request)
        {
            var answer = Write(null, Reply.FromFailure(new Failure(-1000, "Invalid JSON.")), []);
            await _line.AnswerAsync("error", answer, cancellation).ConfigureAwait(false);
        }
        else if (await _line.ArrivesAsync(request.Method, cancellation).ConfigureAwait(false))
        {
            var limits = new JsonArray();
            var answer = Write(request.Id, Answer(request, limits), limits);
            await _line.AnswerAsync(request.Method, answer, cancellation).ConfigureAwait(false);
        }
    }

    private Reply Answer(Request request, JsonArray limits)
    {
        if (!Methods.TryGetValue(request.Method, out var endpoint))
        {
            return new Failure(-1020, "This operation is not supported.");
        }

        var fields = new CallFields(request.Parameters);
        var call = _calls[endpoint];
        var weight = _venue.Limits.TakeWeight(_address, Math.Max(1, call.Weight(fields)), _venue.Now);
        limits.Add(Limit("REQUEST_WEIGHT", "MINUTE", 1, _venue.LimitOptions.WeightMinuteMax, weight.Used));
        if (weight.Failure is { } tooMuch)
        {
            return tooMuch;
        }

        var (account, failure) = _venue.Auth.Check(fields, request.Parameters, _venue.Now);
        if (account is null)
        {
            return failure!;
        }

        if (Counted(account, call.Orders(fields), limits) is { } tooMany)
        {
            return tooMany;
        }

        var reply = call.Handle(_venue.Desk.IdOf(account), fields);
        return fields.Mistake is { } mistake ? mistake : reply;
    }

    private Failure? Counted(ApiAccount account, int orders, JsonArray limits)
    {
        if (orders == 0)
        {
            return null;
        }

        var (ten, minute, failure) = _venue.Limits.TakeOrders(account.Key, orders, _venue.Now);
        var factor = _venue.LimitOptions.AccountFactor;
        limits.Add(Limit("ORDERS", "SECOND", 10, _venue.LimitOptions.OrdersTenSecondsMax * factor, ten));
        limits.Add(Limit("ORDERS", "MINUTE", 1, _venue.LimitOptions.OrdersMinuteMax * factor, minute));
        return failure;
    }

    private static JsonObject Limit(string type, string interval, int number, int max, int count) => new()
    {
        ["rateLimitType"] = type,
        ["interval"] = interval,
        ["intervalNum"] = number,
        ["limit"] = max,
        ["count"] = count,
    };

    private static byte[] Write(JsonNode? id, Reply reply, JsonArray limits)
    {
        var answer = new JsonObject
        {
            ["id"] = id?.DeepClone(),
            ["status"] = reply.Failure?.Status ?? StatusCodes.Status200OK,
            [reply.Failure is null ? "result" : "error"] = reply.ToNode(),
            ["rateLimits"] = limits,
        };
        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    }

    // Values may be texts, numbers or flags: they are signed as they are written.
    private static Request? TryParse(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject root && root["method"] is JsonValue method
                && method.TryGetValue(out string? name))
            {
                var given = root["params"] as JsonObject ?? [];
                return new Request(root["id"], name, given.ToDictionary(
                    pair => pair.Key,
                    pair => pair.Value is JsonValue value && value.TryGetValue(out string? word)
                        ? word
                        : pair.Value?.ToJsonString() ?? string.Empty));
            }
        }
        catch (JsonException)
        {
            // Said by the answer.
        }

        return null;
    }

    private sealed record Request(JsonNode? Id, string Method, IReadOnlyDictionary<string, string> Parameters);
}
