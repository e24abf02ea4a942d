using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Trading;
using WhaleStack.Simulator.Binance.Trading;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>What private streams say of orders, balances and positions.</summary>
public static class EventRows
{
    /// <summary>The <c>o</c> of ORDER_TRADE_UPDATE.</summary>
    /// <param name="order">As it now stands.</param>
    /// <param name="execution">What happened: NEW, TRADE, AMENDMENT, CANCELED, EXPIRED.</param>
    /// <param name="fill">The fill; null for none.</param>
    public static JsonObject Order(OrderView order, string execution, Execution? fill)
    {
        var request = order.Request;
        var row = Shape(order.Instrument.Symbol, order.UpdatedAt);
        row["c"] = OrderRows.ClientId(order);
        row["S"] = Words.Of(request.Side);
        row["o"] = Words.Of(request.Kind);
        row["f"] = OrderRows.TimeOf(order);
        row["q"] = Text(request.SizeBase);
        row["p"] = Text(request.PriceQuote, "0");
        row["ap"] = Text(OrderRows.Average(order));
        row["sp"] = Text(request.Trigger?.PriceQuote, "0");
        row["x"] = execution;
        row["X"] = Words.Status(order);
        row["i"] = order.OrderId;
        row["z"] = Text(order.FilledBase);
        row["R"] = request.ReduceOnly;
        row["wt"] = Words.Of(request.Trigger?.Source);
        row["ot"] = OrderRows.IsAlgo(order) ? Words.ConditionalType(order) : Words.Of(request.Kind);
        row["ps"] = Words.Of(request.Leg);
        row["cp"] = request.CloseOnTrigger;
        row["V"] = Words.Of(request.SelfTrade);
        row["gtd"] = OrderRows.Until(order);
        if (order.Request.Trailing is { } trailing)
        {
            row["AP"] = Text(trailing.ActivationQuote, "0");
            row["cr"] = Text(trailing.CallbackFraction * 100m);
        }

        if (fill is not null)
        {
            Fill(row, fill);
        }

        return row;
    }

    /// <summary>The same for a position that the insurance fund took over.</summary>
    public static JsonObject Liquidation(ExchangeEvents.Liquidated taken) =>
        Forced(taken.Execution, taken.Time, $"autoclose-{taken.Execution.ExecutionId}");

    /// <summary>The same for a position that was closed against what the fund could not carry.</summary>
    public static JsonObject Deleveraging(ExchangeEvents.Deleveraged closed) =>
        Forced(closed.Execution, closed.Time, "adl_autoclose");

    /// <summary>The <c>o</c> of ALGO_UPDATE.</summary>
    public static JsonObject Algo(OrderView order, string status)
    {
        var request = order.Request;
        var isActive = order.Status is not (OrderStatus.Untriggered or OrderStatus.Deactivated)
            && status != "TRIGGERING";
        return new JsonObject
        {
            ["caid"] = OrderRows.ClientId(order),
            ["aid"] = AlgoRows.AlgoId(order),
            ["at"] = "CONDITIONAL",
            ["o"] = Words.ConditionalType(order),
            ["s"] = order.Instrument.Symbol,
            ["S"] = Words.Of(request.Side),
            ["ps"] = Words.Of(request.Leg),
            ["f"] = OrderRows.TimeOf(order),
            ["q"] = Text(request.SizeBase),
            ["X"] = status,
            ["ai"] = isActive ? Text((decimal)order.OrderId) : string.Empty,
            ["ap"] = Text(OrderRows.Average(order)),
            ["aq"] = Text(order.FilledBase),
            ["act"] = isActive ? Words.Of(request.Kind) : "0",
            ["tp"] = Text(request.Trigger?.PriceQuote, "0"),
            ["p"] = Text(request.PriceQuote, "0"),
            ["V"] = Words.Of(request.SelfTrade),
            ["wt"] = Words.Of(request.Trigger?.Source),
            ["pm"] = "NONE",
            ["cp"] = request.CloseOnTrigger,
            ["pP"] = false,
            ["R"] = request.ReduceOnly,
            ["tt"] = isActive ? order.UpdatedAt.ToUnixTimeMilliseconds() : 0,
            ["gtd"] = 0,
            ["rm"] = status is "REJECTED" or "EXPIRED" ? $"{order.CancelReason}" : string.Empty,
        };
    }

    /// <summary>A row of <c>B</c>.</summary>
    public static JsonObject Balance(WalletView wallet, IEnumerable<ExchangeEvents.PositionChanged> positions) => new()
    {
        ["a"] = "USDT",
        ["wb"] = PositionRows.Money(wallet.BalanceQuote),
        ["cw"] = PositionRows.Money(wallet.BalanceQuote - positions
            .Where(e => e.Position.Account == wallet.Account && e.Position.MarginMode == MarginMode.Isolated)
            .Sum(e => e.Position.MarginQuote)),
        ["bc"] = "0",
    };

    /// <summary>A row of <c>P</c>.</summary>
    public static JsonObject Position(PositionView position)
    {
        var isIsolated = position.MarginMode == MarginMode.Isolated;
        return new JsonObject
        {
            ["s"] = position.Instrument.Symbol,
            ["pa"] = Text(position.SizeBase),
            ["ep"] = Text(Math.Round(position.EntryQuote ?? 0m, 8)),
            ["bep"] = Text(Math.Round(position.EntryQuote ?? 0m, 8)),
            ["cr"] = PositionRows.Money(position.RealizedTotalQuote),
            ["up"] = PositionRows.Money(position.UnrealizedQuote),
            ["mt"] = Words.Of(position.MarginMode),
            ["iw"] = PositionRows.Money(isIsolated ? position.MarginQuote : 0m),
            ["ps"] = Words.Of(position.Leg),
        };
    }

    /// <summary>Why balances or positions of an account changed.</summary>
    public static string Reason(IReadOnlyList<ExchangeEvent> events, AccountId account) => events
        .Select(happened => happened switch
        {
            ExchangeEvents.FundingPaid e when e.Account == account => "FUNDING_FEE",
            ExchangeEvents.Transferred { AmountQuote: >= 0m } e when e.Account == account => "DEPOSIT",
            ExchangeEvents.Transferred e when e.Account == account => "WITHDRAW",
            ExchangeEvents.MarginAdded e when e.Account == account => "MARGIN_TRANSFER",
            ExchangeEvents.MarginModeSet e when e.Account == account => "MARGIN_TYPE_CHANGE",
            _ => null,
        })
        .FirstOrDefault(reason => reason is not null) ?? "ORDER";

    // All fields, with what they say when there is nothing to say.
    private static JsonObject Shape(string symbol, DateTimeOffset at) => new()
    {
        ["s"] = symbol,
        ["c"] = string.Empty,
        ["S"] = string.Empty,
        ["o"] = Words.Of(OrderKind.Limit),
        ["f"] = "GTC",
        ["q"] = "0",
        ["p"] = "0",
        ["ap"] = "0",
        ["sp"] = "0",
        ["x"] = string.Empty,
        ["X"] = string.Empty,
        ["i"] = 0,
        ["l"] = "0",
        ["z"] = "0",
        ["L"] = "0",
        ["N"] = "USDT",
        ["n"] = "0",
        ["T"] = at.ToUnixTimeMilliseconds(),
        ["t"] = 0,
        ["b"] = "0",
        ["a"] = "0",
        ["m"] = false,
        ["R"] = false,
        ["wt"] = "CONTRACT_PRICE",
        ["ot"] = Words.Of(OrderKind.Limit),
        ["ps"] = "BOTH",
        ["cp"] = false,
        ["AP"] = "0",
        ["cr"] = "0",
        ["pP"] = false,
        ["si"] = 0,
        ["ss"] = 0,
        ["rp"] = "0",
        ["V"] = "NONE",
        ["pm"] = "NONE",
        ["gtd"] = 0,
    };

    private static JsonObject Forced(Execution execution, DateTimeOffset at, string name)
    {
        var size = Text(execution.SizeBase);
        var row = Shape(execution.Instrument.Symbol, at);
        row["c"] = name;
        row["S"] = Words.Of(execution.Side);
        row["f"] = "IOC";
        row["q"] = size;
        row["p"] = Text(execution.PriceQuote);
        row["ap"] = Text(execution.PriceQuote);
        row["x"] = "CALCULATED";
        row["X"] = "FILLED";
        row["i"] = execution.ExecutionId;
        row["z"] = size;
        row["R"] = true;
        row["ps"] = Words.Of(execution.Leg);
        Fill(row, execution);
        return row;
    }

    private static void Fill(JsonObject row, Execution fill)
    {
        row["l"] = Text(fill.SizeBase);
        row["L"] = Text(fill.PriceQuote);
        row["n"] = Text(Math.Round(fill.FeeQuote, 8));
        row["t"] = fill.ExecutionId;
        row["m"] = fill.IsMaker;
        row["rp"] = Text(Math.Round(fill.RealizedQuote, 8));
    }
}
