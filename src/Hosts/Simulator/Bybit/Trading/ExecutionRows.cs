using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Rest;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Executions as rows of the <c>execution</c> topic and of the execution list.</summary>
public static class ExecutionRows
{
    /// <summary>A trade of an order.</summary>
    public static JsonObject Trade(Execution execution, OrderView order, ReferencePrices prices, DateTimeOffset at)
    {
        var row = Of(execution, prices, at);
        row["orderId"] = VenueIds.Order(order.OrderId);
        row["orderLinkId"] = order.Request.ClientOrderId;
        row["orderType"] = VenueWords.Of(order.Request.Kind);
        row["orderPrice"] = Text(order.Request.PriceQuote, "0");
        row["orderQty"] = Text(order.Request.SizeBase);
        row["leavesQty"] = Text(order.LeavesBase);
        row["createType"] = VenueWords.CreateType(order.Origin);
        row["stopOrderType"] = VenueWords.StopType(order.Origin, order.Request.Trigger is not null);
        row["execType"] = "Trade";
        return row;
    }

    /// <summary>The take-over of a liquidated position.</summary>
    public static JsonObject Bust(ExchangeEvents.Liquidated taken, ReferencePrices prices)
    {
        var row = Of(taken.Execution, prices, taken.Time);
        row["orderId"] = VenueIds.Liquidation(taken.Execution.ExecutionId);
        row["createType"] = "CreateByLiq";
        row["execType"] = "BustTrade";
        return row;
    }

    /// <summary>A position that was closed against what the insurance fund could not carry.</summary>
    public static JsonObject Deleveraging(ExchangeEvents.Deleveraged closed, ReferencePrices prices)
    {
        var row = Of(closed.Execution, prices, closed.Time);
        row["orderId"] = VenueIds.Liquidation(closed.Execution.ExecutionId);
        row["createType"] = "CreateByAdl_PassThrough";
        row["execType"] = "AdlTrade";
        return row;
    }

    /// <summary>A funding settlement: it changes the wallet and not the position.</summary>
    public static JsonObject Funding(ExchangeEvents.FundingPaid paid, ReferencePrices prices)
    {
        var side = paid.PositionBase >= 0m ? Side.Buy : Side.Sell;
        var size = Math.Abs(paid.PositionBase);
        var row = Of(
            new Execution(
                paid.ExecutionId, 0, 0, paid.Account, paid.Instrument, paid.Leg, side, paid.MarkQuote, size, false,
                -paid.AmountQuote, paid.RateFraction, 0m, 0m, paid.MarkQuote, ExecutionKind.Trade),
            prices,
            paid.Time);
        row["orderId"] = VenueIds.Funding(paid.ExecutionId);
        row["orderType"] = "UNKNOWN";
        row["createType"] = string.Empty;
        row["execType"] = "Funding";
        return row;
    }

    private static JsonObject Of(Execution execution, ReferencePrices prices, DateTimeOffset at) => new()
    {
        ["category"] = "linear",
        ["symbol"] = execution.Instrument.Symbol,
        ["isLeverage"] = string.Empty,
        ["orderId"] = string.Empty,
        ["orderLinkId"] = string.Empty,
        ["side"] = VenueWords.Of(execution.Side),
        ["orderPrice"] = Text(execution.PriceQuote),
        ["orderQty"] = Text(execution.SizeBase),
        ["leavesQty"] = "0",
        ["createType"] = string.Empty,
        ["orderType"] = VenueWords.Of(OrderKind.Market),
        ["stopOrderType"] = string.Empty,
        ["execFee"] = Text(execution.FeeQuote),
        ["execFeeV2"] = string.Empty,
        ["execId"] = VenueIds.Execution(execution.ExecutionId),
        ["execPrice"] = Text(execution.PriceQuote),
        ["execQty"] = Text(execution.SizeBase),
        ["execPnl"] = Text(execution.RealizedQuote),
        ["execValue"] = Text(execution.PriceQuote * execution.SizeBase),
        ["execTime"] = Answer.Ms(at),
        ["isMaker"] = execution.IsMaker,
        ["feeRate"] = Text(execution.FeeFraction),
        ["tradeIv"] = string.Empty,
        ["markIv"] = string.Empty,
        ["markPrice"] = Text(execution.MarkQuote),
        ["indexPrice"] = Text(prices.IndexQuote),
        ["underlyingPrice"] = string.Empty,
        ["blockTradeId"] = string.Empty,
        ["closedSize"] = Text(execution.ClosedBase),
        ["extraFees"] = string.Empty,
        ["feeCurrency"] = "USDT",
        ["seq"] = execution.ExecutionId,
    };
}
