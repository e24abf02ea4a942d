using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Conditional orders as Binance writes them: under a number of their own, apart from that of the order which
/// they become.</summary>
public static class AlgoRows
{
    private const long FirstAlgoId = 1_000_000_000;

    /// <summary>The conditional order's number.</summary>
    public static long AlgoId(OrderView order) => FirstAlgoId + order.OrderId;

    /// <summary>The number of the order that a conditional order becomes.</summary>
    public static long OrderId(long algoId) => algoId > FirstAlgoId ? algoId - FirstAlgoId : long.MaxValue;

    /// <summary>Where it stands.</summary>
    public static string Status(OrderView order) => order.Status switch
    {
        OrderStatus.Untriggered => "NEW",
        OrderStatus.Deactivated => order.CancelReason == CancelReason.ByUser ? "CANCELED" : "EXPIRED",
        OrderStatus.Open or OrderStatus.PartiallyFilled => "TRIGGERED",
        OrderStatus.Filled => "FINISHED",
        OrderStatus.Cancelled => IsRejected(order) ? "REJECTED" : "FINISHED",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.Status, "Unknown order status."),
    };

    /// <summary>Whether it could not become an order when it was triggered.</summary>
    public static bool IsRejected(OrderView order) => order.FilledBase == 0m
        && order.CancelReason is CancelReason.InsufficientMargin or CancelReason.RuleBroken
            or CancelReason.NothingToReduce;

    /// <summary>A row.</summary>
    public static JsonObject Of(OrderView order)
    {
        var request = order.Request;
        var wasTriggered = order.Status is not (OrderStatus.Untriggered or OrderStatus.Deactivated);
        return new JsonObject
        {
            ["algoId"] = AlgoId(order),
            ["clientAlgoId"] = OrderRows.ClientId(order),
            ["algoType"] = "CONDITIONAL",
            ["orderType"] = Words.ConditionalType(order),
            ["type"] = Words.ConditionalType(order),
            ["symbol"] = order.Instrument.Symbol,
            ["side"] = Words.Of(request.Side),
            ["positionSide"] = Words.Of(request.Leg),
            ["timeInForce"] = OrderRows.TimeOf(order),
            ["quantity"] = Text(request.SizeBase),
            ["algoStatus"] = Status(order),
            ["actualOrderId"] = wasTriggered ? Text((decimal)order.OrderId) : string.Empty,
            ["actualPrice"] = Text(OrderRows.Average(order)),
            ["triggerPrice"] = Text(request.Trigger?.PriceQuote, "0"),
            ["price"] = Text(request.PriceQuote, "0"),
            ["icebergQuantity"] = null,
            ["selfTradePreventionMode"] = Words.Of(request.SelfTrade),
            ["workingType"] = Words.Of(request.Trigger?.Source),
            ["priceMatch"] = "NONE",
            ["closePosition"] = request.CloseOnTrigger,
            ["priceProtect"] = false,
            ["reduceOnly"] = request.ReduceOnly,
            ["createTime"] = order.CreatedAt.ToUnixTimeMilliseconds(),
            ["updateTime"] = order.UpdatedAt.ToUnixTimeMilliseconds(),
            ["triggerTime"] = wasTriggered ? order.UpdatedAt.ToUnixTimeMilliseconds() : 0,
            ["goodTillDate"] = OrderRows.Until(order),
            ["activatePrice"] = Text(request.Trailing?.ActivationQuote, string.Empty),
            ["callbackRate"] = Text(request.Trailing?.CallbackFraction * 100m, string.Empty),
        };
    }
}
