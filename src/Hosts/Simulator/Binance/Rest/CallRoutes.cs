using System.Globalization;
using System.Text;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Accounts;

namespace WhaleStack.Simulator.Binance.Rest;

/// <summary>Adds endpoints: weight of the address, then key and signature, then the answer.</summary>
public sealed class CallRoutes
{
    private const int BodyBytesMax = 256 * 1024;
    private readonly IEndpointRouteBuilder _routes;
    private readonly BinanceVenue _venue;
    private readonly Dictionary<string, SignedCall> _signed = new(StringComparer.Ordinal);

    /// <summary>Makes it.</summary>
    public CallRoutes(IEndpointRouteBuilder routes, BinanceVenue venue)
    {
        _routes = routes;
        _venue = venue;
    }

    /// <summary>An endpoint that anybody may ask.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="weight">What it costs.</param>
    /// <param name="handle">Answers; mistakes it notes in the fields become the refusal.</param>
    public void Open(string path, Func<CallFields, int> weight, Func<CallFields, Reply> handle) =>
        Map("GET", path, weight, _ => 0, call => handle(call.Fields));

    /// <summary>An endpoint that wants a key and no signature.</summary>
    public void Keyed(string method, string path, int weight, Func<ApiAccount, CallFields, Reply> handle) =>
        Map(method, path, _ => weight, _ => 0, call =>
        {
            var (account, failure) = _venue.Auth.Know(call.Key);
            return account is null ? failure! : handle(account, call.Fields);
        });

    /// <summary>A signed endpoint.</summary>
    public void Signed(string method, string path, int weight, Func<AccountId, CallFields, Reply> handle) =>
        Signed(method, path, _ => weight, _ => 0, handle);

    /// <summary>A signed endpoint whose price depends, and that may place orders.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Its path.</param>
    /// <param name="weight">What it costs.</param>
    /// <param name="orders">How many orders it wants to place.</param>
    /// <param name="handle">Answers.</param>
    public void Signed(
        string method,
        string path,
        Func<CallFields, int> weight,
        Func<CallFields, int> orders,
        Func<AccountId, CallFields, Reply> handle)
    {
        _signed[$"{method} {path}"] = new SignedCall(weight, orders, handle);
        Map(method, path, weight, orders, call =>
        {
            var (account, failure) = _venue.Auth.Check(call.Key, call.Query, call.Form, call.Fields, _venue.Now);
            return account is null ? failure!
                : Counted(call, account, orders(call.Fields)) is { } tooMany ? tooMany
                : handle(_venue.Desk.IdOf(account), call.Fields);
        });
    }

    /// <summary>Signed endpoints by method and path, for those who ask by another way.</summary>
    public IReadOnlyDictionary<string, SignedCall> SignedCalls => _signed;

    private void Map(
        string method,
        string path,
        Func<CallFields, int> weight,
        Func<CallFields, int> orders,
        Func<Call, Reply> answer) =>
        _routes.MapMethods(path, [method], async (HttpContext context) =>
        {
            if (await Call.ReadAsync(context, BodyBytesMax).ConfigureAwait(false) is not { } call)
            {
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }

            var refusal = Weighed(context, weight(call.Fields));
            var reply = refusal ?? answer(call);
            var said = call.Fields.Mistake is { } mistake && refusal is null ? mistake : reply;
            context.Response.StatusCode = said.Failure?.Status ?? StatusCodes.Status200OK;
            context.Response.ContentType = "application/json;charset=UTF-8";
            await context.Response.Body.WriteAsync(said.ToBytes()).ConfigureAwait(false);
            return Results.Empty;
        });

    private Failure? Weighed(HttpContext context, int weight)
    {
        var verdict = _venue.Limits.TakeWeight($"{context.Connection.RemoteIpAddress}", weight, _venue.Now);
        context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = Text(verdict.Used);
        if (verdict.Failure is not null)
        {
            context.Response.Headers.RetryAfter = Text(verdict.RetrySeconds);
        }

        return verdict.Failure;
    }

    private Failure? Counted(Call call, ApiAccount account, int orders)
    {
        if (orders == 0)
        {
            return null;
        }

        var (ten, minute, failure) = _venue.Limits.TakeOrders(account.Key, orders, _venue.Now);
        call.Headers["X-MBX-ORDER-COUNT-10S"] = Text(ten);
        call.Headers["X-MBX-ORDER-COUNT-1M"] = Text(minute);
        return failure;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A request, read.</summary>
    private sealed record Call(string Key, string Query, string Form, CallFields Fields, IHeaderDictionary Headers)
    {
        public static async Task<Call?> ReadAsync(HttpContext context, int bytesMax)
        {
            using var body = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)
                .ConfigureAwait(false)) > 0)
            {
                body.Write(buffer, 0, read);
                if (body.Length > bytesMax)
                {
                    return null;
                }
            }

            var query = context.Request.QueryString.Value is { Length: > 0 } text ? text[1..] : string.Empty;
            var form = Encoding.UTF8.GetString(body.ToArray());
            var key = context.Request.Headers["X-MBX-APIKEY"].ToString();
            return new Call(key, query, form, CallFields.Of(query, form), context.Response.Headers);
        }
    }
}

/// <summary>A signed endpoint.</summary>
/// <param name="Weight">What it costs.</param>
/// <param name="Orders">How many orders it wants to place.</param>
/// <param name="Handle">Answers.</param>
public sealed record SignedCall(
    Func<CallFields, int> Weight, Func<CallFields, int> Orders, Func<AccountId, CallFields, Reply> Handle);
