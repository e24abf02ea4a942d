using System.Text;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Limits;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>The signed REST endpoints: signature, rate limit, then the desk.</summary>
public sealed class SignedEndpoints
{
    private const int BodyBytesMax = 256 * 1024;
    private static readonly EndpointLimit Create = new("order.create", 10);
    private static readonly EndpointLimit Amend = new("order.amend", 10);
    private static readonly EndpointLimit Cancel = new("order.cancel", 10);

    private readonly TradingVenue _venue;

    /// <summary>Makes them.</summary>
    public SignedEndpoints(TradingVenue venue) => _venue = venue;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        MapOrders(routes);
        MapPositions(routes);
        MapAccount(routes);
    }

    private void MapOrders(IEndpointRouteBuilder routes)
    {
        var (orders, lists) = (_venue.Orders, _venue.Lists);
        Post(routes, "/v5/order/create", Create, orders.Create);
        Post(routes, "/v5/order/amend", Amend, orders.Amend);
        Post(routes, "/v5/order/cancel", Cancel, orders.Cancel);
        Post(routes, "/v5/order/cancel-all", new("order.cancel-all", 10), orders.CancelAll);
        Post(routes, "/v5/order/create-batch", Create, (a, f) => BatchCommands.Run(a, f, orders.Create));
        Post(routes, "/v5/order/amend-batch", Amend, (a, f) => BatchCommands.Run(a, f, orders.Amend));
        Post(routes, "/v5/order/cancel-batch", Cancel, (a, f) => BatchCommands.Run(a, f, orders.Cancel));
        Get(routes, "/v5/order/realtime", new("order.realtime", 50), lists.Realtime);
        Get(routes, "/v5/order/history", new("order.history", 50), lists.History);
        Get(routes, "/v5/execution/list", new("execution.list", 50), lists.Executions);
    }

    private void MapPositions(IEndpointRouteBuilder routes)
    {
        var positions = _venue.Positions;
        Get(routes, "/v5/position/list", new("position.list", 50), positions.List);
        Post(routes, "/v5/position/set-leverage", new("position.set-leverage", 10), positions.SetLeverage);
        Post(routes, "/v5/position/switch-mode", new("position.switch-mode", 10), positions.SwitchMode);
        Post(routes, "/v5/position/switch-isolated", new("position.switch-isolated", 10), positions.SwitchIsolated);
        Post(routes, "/v5/position/trading-stop", new("position.trading-stop", 10), positions.TradingStop);
        Post(routes, "/v5/position/add-margin", new("position.add-margin", 10), positions.AddMargin);
    }

    private void MapAccount(IEndpointRouteBuilder routes)
    {
        var account = _venue.Account;
        Get(routes, "/v5/account/wallet-balance", new("account.wallet", 50), account.Wallet);
        Get(routes, "/v5/account/info", new("account.info", 50), account.Info);
        Get(routes, "/v5/account/fee-rate", new("account.fee-rate", 5), account.Fees);
        Get(routes, "/v5/asset/coin/query-info", new("asset.coins", 5), account.Coins);
        Get(routes, "/v5/user/query-api", new("user.query-api", 10), account.Key);
        Post(routes, "/v5/account/set-margin-mode", new("account.margin-mode", 5), _venue.Positions.SetMarginMode);
    }

    private void Get(
        IEndpointRouteBuilder routes,
        string path,
        EndpointLimit limit,
        Func<AccountId, RequestFields, Answer> handle) =>
        routes.MapGet(path, (HttpContext context) =>
        {
            var payload = context.Request.QueryString.Value is { Length: > 0 } query ? query[1..] : string.Empty;
            return Answered(context, payload, limit, () => RequestFields.Of(context.Request.Query), handle);
        });

    private void Post(
        IEndpointRouteBuilder routes,
        string path,
        EndpointLimit limit,
        Func<AccountId, RequestFields, Answer> handle) =>
        routes.MapPost(path, async (HttpContext context) =>
        {
            var body = await ReadAsync(context.Request).ConfigureAwait(false);
            return body is null
                ? Results.StatusCode(StatusCodes.Status413PayloadTooLarge)
                : Answered(context, body, limit, () => RequestFields.TryParse(body), handle);
        });

    private IResult Answered(
        HttpContext context,
        string payload,
        EndpointLimit limit,
        Func<RequestFields?> read,
        Func<AccountId, RequestFields, Answer> handle)
    {
        var now = _venue.Now;
        var verdict = _venue.Auth.Check(name => context.Request.Headers[name].ToString(), payload, now);
        var answer = verdict.Refusal ?? Limited(context, verdict.Account!, limit, read(), handle, now);
        return Results.Bytes(answer.ToEnvelope(_venue.Now), "application/json; charset=utf-8");
    }

    private Answer Limited(
        HttpContext context,
        ApiAccount account,
        EndpointLimit limit,
        RequestFields? fields,
        Func<AccountId, RequestFields, Answer> handle,
        DateTimeOffset now)
    {
        if (fields is null)
        {
            return Answer.Refuse(RetCode.ParameterError, "params error: the body is no JSON object");
        }

        var units = Math.Clamp(fields.CountOf("request"), 1, limit.SecondMax);
        var verdict = _venue.Limits.Take(account.Key, limit, units, now);
        LimitHeaders.Write(verdict, (name, value) => context.Response.Headers[name] = value);
        return verdict.Allowed
            ? handle(_venue.Desk.IdOf(account), fields)
            : Answer.Refuse(RetCode.TooManyRequests, "Too many visits. Exceeded the API Rate Limit.");
    }

    private static async Task<string?> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        var aborted = request.HttpContext.RequestAborted;
        while ((read = await request.Body.ReadAsync(buffer, aborted).ConfigureAwait(false)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > BodyBytesMax)
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }
}
