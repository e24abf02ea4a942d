using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Rest;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Orders as rows of the <c>order</c> topic and of the order lists.</summary>
public static class OrderRows
{
    /// <summary>An order as it stands.</summary>
    public static JsonObject Of(OrderView order)
    {
        var row = Named(order);
        AddTerms(row, order);
        AddProgress(row, order);
        AddStops(row, order);
        return row;
    }

    /// <summary>A conditional order at the moment when it fired.</summary>
    public static JsonObject Triggered(OrderView order)
    {
        var row = Of(order);
        row["orderStatus"] = "Triggered";
        return row;
    }

    /// <summary>
    /// The second message about a finished order that the venue sends at times: a cancellation came when it was filled.
    /// </summary>
    public static JsonObject FilledAgain(OrderView order)
    {
        var row = Of(order);
        row["cancelType"] = "CancelByUser";
        row["rejectReason"] = "EC_OrigClOrdIDDoesNotExist";
        return row;
    }

    /// <summary>The order as which a take-over appears to its account: there was none.</summary>
    public static JsonObject Liquidation(ExchangeEvents.Liquidated taken) =>
        Forced(taken.Execution, taken.Time, "CreateByLiq");

    /// <summary>The order as which a deleveraging appears to its account.</summary>
    public static JsonObject Deleveraging(ExchangeEvents.Deleveraged closed) =>
        Forced(closed.Execution, closed.Time, "CreateByAdl_PassThrough");

    private static JsonObject Forced(Execution execution, DateTimeOffset at, string createType)
    {
        var request = new OrderRequest(
            execution.Side,
            Messages.Trading.OrderKind.Market,
            execution.SizeBase,
            TimeInForce: TimeInForce.ImmediateOrCancel,
            ReduceOnly: true,
            Leg: execution.Leg);
        var row = Of(new OrderView(
            0, execution.Account, execution.Instrument, request, OrderOrigin.Liquidation, 0, OrderStatus.Filled, 0m,
            execution.SizeBase, execution.SizeBase * execution.PriceQuote, execution.FeeQuote, execution.RealizedQuote,
            null, null, at, at));
        row["orderId"] = VenueIds.Liquidation(execution.ExecutionId);
        row["createType"] = createType;
        row["price"] = Text(execution.PriceQuote);
        return row;
    }

    private static JsonObject Named(OrderView order) => new()
    {
        ["category"] = "linear",
        ["symbol"] = order.Instrument.Symbol,
        ["orderId"] = VenueIds.Order(order.OrderId),
        ["orderLinkId"] = order.Request.ClientOrderId,
        ["parentOrderLinkId"] = string.Empty,
        ["blockTradeId"] = string.Empty,
        ["side"] = VenueWords.Of(order.Request.Side),
        ["positionIdx"] = VenueWords.Of(order.Request.Leg),
        ["isLeverage"] = string.Empty,
        ["createdTime"] = Answer.Ms(order.CreatedAt),
        ["updatedTime"] = Answer.Ms(order.UpdatedAt),
    };

    private static void AddTerms(JsonObject row, OrderView order)
    {
        var request = order.Request;
        row["orderType"] = VenueWords.Of(request.Kind);
        row["price"] = Text(request.PriceQuote, "0");
        row["qty"] = Text(request.SizeBase);
        row["timeInForce"] = VenueWords.Of(request.TimeInForce, request.Kind);
        row["reduceOnly"] = request.ReduceOnly;
        row["closeOnTrigger"] = request.CloseOnTrigger;
        row["placeType"] = string.Empty;
        row["smpType"] = VenueWords.Of(request.SelfTrade);
        row["smpGroup"] = 0;
        row["smpOrderId"] = string.Empty;
        row["marketUnit"] = string.Empty;
        row["orderIv"] = string.Empty;
        row["slippageToleranceType"] = request.BandFraction is null ? "UNKNOWN" : "Percent";
        row["slippageTolerance"] = Text(request.BandFraction * 100m);
        row["createType"] = VenueWords.CreateType(order.Origin);
    }

    private static void AddProgress(JsonObject row, OrderView order)
    {
        var (cancelType, rejectReason) = VenueWords.Of(order.CancelReason);
        var leavesQuote = order.LeavesBase * (order.Request.PriceQuote ?? order.AverageQuote ?? 0m);
        row["orderStatus"] = VenueWords.Of(order.Status);
        row["cancelType"] = cancelType;
        row["rejectReason"] = rejectReason;
        row["avgPrice"] = Text(order.AverageQuote);
        row["leavesQty"] = Text(order.LeavesBase);
        row["leavesValue"] = Text(leavesQuote);
        row["cumExecQty"] = Text(order.FilledBase);
        row["cumExecValue"] = Text(order.FilledQuote);
        row["cumExecFee"] = Text(order.FeeQuote);
        row["cumFeeDetail"] = order.FilledBase > 0m ? new JsonObject { ["USDT"] = Text(order.FeeQuote) } : [];
        row["closedPnl"] = Text(order.RealizedQuote);
        row["feeCurrency"] = string.Empty;
        row["lastPriceOnCreated"] = Text(order.LastQuoteAtCreation);
    }

    private static void AddStops(JsonObject row, OrderView order)
    {
        var (trigger, protection) = (order.Request.Trigger, order.Request.Protection);
        row["stopOrderType"] = VenueWords.StopType(order.Origin, trigger is not null);
        row["triggerPrice"] = Text(trigger?.PriceQuote);
        row["triggerDirection"] = trigger is null ? 0 : VenueWords.Of(trigger.Direction);
        row["triggerBy"] = trigger is null ? string.Empty : VenueWords.Of(trigger.Source);
        row["tpslMode"] = protection is null ? string.Empty : protection.IsPartial ? "Partial" : "Full";
        row["takeProfit"] = Text(protection?.TakeProfit?.TriggerQuote);
        row["stopLoss"] = Text(protection?.StopLoss?.TriggerQuote);
        row["tpLimitPrice"] = Text(protection?.TakeProfit?.LimitQuote);
        row["slLimitPrice"] = Text(protection?.StopLoss?.LimitQuote);
        row["tpTriggerBy"] = protection?.TakeProfit is { } profit ? VenueWords.Of(profit.Source) : string.Empty;
        row["slTriggerBy"] = protection?.StopLoss is { } loss ? VenueWords.Of(loss.Source) : string.Empty;
        row["ocoTriggerBy"] = string.Empty;
    }
}
