using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Trading;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Active orders as REST writes them.</summary>
public static class OrderRows
{
    /// <summary>The answer to a request that places, changes or cancels: without what only fills tell.</summary>
    public static JsonObject Answer(OrderView order)
    {
        var request = order.Request;
        return new JsonObject
        {
            ["orderId"] = order.OrderId,
            ["symbol"] = order.Instrument.Symbol,
            ["status"] = Words.Status(order),
            ["clientOrderId"] = ClientId(order),
            ["price"] = Text(request.PriceQuote, "0"),
            ["origQty"] = Text(request.SizeBase),
            ["executedQty"] = Text(order.FilledBase),
            ["cumQty"] = Text(order.FilledBase),
            ["timeInForce"] = TimeOf(order),
            ["type"] = Words.Of(request.Kind),
            ["reduceOnly"] = request.ReduceOnly,
            ["closePosition"] = request.CloseOnTrigger,
            ["side"] = Words.Of(request.Side),
            ["positionSide"] = Words.Of(request.Leg),
            ["stopPrice"] = Text(request.Trigger?.PriceQuote, "0"),
            ["workingType"] = Words.Of(request.Trigger?.Source),
            ["priceProtect"] = false,
            ["origType"] = IsAlgo(order) ? Words.ConditionalType(order) : Words.Of(request.Kind),
            ["priceMatch"] = "NONE",
            ["selfTradePreventionMode"] = Words.Of(request.SelfTrade),
            ["goodTillDate"] = Until(order),
            ["updateTime"] = order.UpdatedAt.ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>A row of an order that is looked up.</summary>
    public static JsonObject Listed(OrderView order)
    {
        var row = Answer(order);
        row.Remove("cumQty");
        row["avgPrice"] = Text(Average(order));
        row["cumQuote"] = Text(Math.Round(order.FilledQuote, 8));
        row["time"] = order.CreatedAt.ToUnixTimeMilliseconds();
        return row;
    }

    /// <summary>The client's id; a name of the venue's own for an order that has none.</summary>
    public static string ClientId(OrderView order) =>
        order.Request.ClientOrderId is { Length: > 0 } given ? given : $"sim-{order.OrderId}";

    /// <summary>The number in an id that <see cref="ClientId"/> made up; null when it is none.</summary>
    public static long? MadeUp(string clientId) =>
        clientId.StartsWith("sim-", StringComparison.Ordinal)
        && long.TryParse(clientId.AsSpan(4), out var number)
            ? number
            : null;

    /// <summary>Whether it began as a conditional order.</summary>
    public static bool IsAlgo(OrderView order) =>
        order.Request.Trigger is not null || order.Origin is not (OrderOrigin.User or OrderOrigin.Liquidation);

    /// <summary>Average price of the fills, 0 before the first.</summary>
    public static decimal Average(OrderView order) => Math.Round(order.AverageQuote ?? 0m, 8);

    /// <summary>The word for how long it may wait; a market order says GTC, as at the venue.</summary>
    public static string TimeOf(OrderView order) => order.Request switch
    {
        { Kind: OrderKind.Market } => "GTC",
        { GoodTill: not null } => "GTD",
        var request => Words.Of(request.TimeInForce),
    };

    /// <summary>When it expires, in milliseconds; 0 for never.</summary>
    public static long Until(OrderView order) => order.Request.GoodTill?.ToUnixTimeMilliseconds() ?? 0;
}
