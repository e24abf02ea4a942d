using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Binance's words for what the exchange knows.</summary>
public static class Words
{
    /// <summary>Sides.</summary>
    public static readonly IReadOnlyDictionary<string, Side> Sides = new Dictionary<string, Side>
    {
        ["BUY"] = Side.Buy, ["SELL"] = Side.Sell,
    };

    /// <summary>Position sides.</summary>
    public static readonly IReadOnlyDictionary<string, PositionLeg> Legs = new Dictionary<string, PositionLeg>
    {
        ["BOTH"] = PositionLeg.Net, ["LONG"] = PositionLeg.Long, ["SHORT"] = PositionLeg.Short,
    };

    /// <summary>Times in force that the simulator has.</summary>
    public static readonly IReadOnlyDictionary<string, TimeInForce> Times = new Dictionary<string, TimeInForce>
    {
        ["GTC"] = TimeInForce.GoodTillCancelled,
        ["IOC"] = TimeInForce.ImmediateOrCancel,
        ["FOK"] = TimeInForce.FillOrKill,
        ["GTX"] = TimeInForce.PostOnly,
        ["GTD"] = TimeInForce.GoodTillCancelled, // With a date.
    };

    /// <summary>Self-trade prevention.</summary>
    public static readonly IReadOnlyDictionary<string, SelfTradePrevention> Preventions =
        new Dictionary<string, SelfTradePrevention>
        {
            ["EXPIRE_MAKER"] = SelfTradePrevention.CancelMaker,
            ["EXPIRE_TAKER"] = SelfTradePrevention.CancelTaker,
            ["EXPIRE_BOTH"] = SelfTradePrevention.CancelBoth,
            ["NONE"] = SelfTradePrevention.None,
        };

    /// <summary>Which price triggers.</summary>
    public static readonly IReadOnlyDictionary<string, TriggerSource> Sources = new Dictionary<string, TriggerSource>
    {
        ["CONTRACT_PRICE"] = TriggerSource.Last, ["MARK_PRICE"] = TriggerSource.Mark,
    };

    /// <summary>Margin modes.</summary>
    public static readonly IReadOnlyDictionary<string, MarginMode> Margins = new Dictionary<string, MarginMode>
    {
        ["CROSSED"] = MarginMode.Cross, ["ISOLATED"] = MarginMode.Isolated,
    };

    /// <summary>The word for a side.</summary>
    public static string Of(Side side) => Find(Sides, side);

    /// <summary>The word for a position side.</summary>
    public static string Of(PositionLeg leg) => Find(Legs, leg);

    /// <summary>The word for a time in force.</summary>
    public static string Of(TimeInForce time) => Find(Times, time);

    /// <summary>The word for self-trade prevention.</summary>
    public static string Of(SelfTradePrevention prevention) => Find(Preventions, prevention);

    /// <summary>The word for what triggers; the index price has none of its own.</summary>
    public static string Of(TriggerSource? source) => source == TriggerSource.Mark ? "MARK_PRICE" : "CONTRACT_PRICE";

    /// <summary>The word for a margin mode in rows.</summary>
    public static string Of(MarginMode mode) => mode == MarginMode.Isolated ? "isolated" : "cross";

    /// <summary>The word for an order's kind.</summary>
    public static string Of(OrderKind kind) => kind == OrderKind.Market ? "MARKET" : "LIMIT";

    /// <summary>Where an active order stands.</summary>
    public static string Status(OrderView order) => order.Status switch
    {
        OrderStatus.Untriggered or OrderStatus.Open => "NEW",
        OrderStatus.PartiallyFilled => "PARTIALLY_FILLED",
        OrderStatus.Filled => "FILLED",
        OrderStatus.Cancelled or OrderStatus.Deactivated =>
            order.CancelReason is CancelReason.ByUser or null ? "CANCELED" : "EXPIRED",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.Status, "Unknown order status."),
    };

    /// <summary>The type of a conditional order: STOP or TAKE_PROFIT, limit or market.</summary>
    public static string ConditionalType(OrderView order)
    {
        var isProfit = order.Origin is OrderOrigin.TakeProfit or OrderOrigin.PartialTakeProfit
            || (order.Origin == OrderOrigin.User && order.Request.Trigger is { } trigger
                && (trigger.Direction == TriggerDirection.RisesTo) == (order.Request.Side == Side.Sell));
        var isTrailing = order.Origin == OrderOrigin.TrailingStop || order.Request.Trailing is not null;
        var name = isTrailing ? "TRAILING_STOP" : isProfit ? "TAKE_PROFIT" : "STOP";
        return order.Request.Kind == OrderKind.Market ? $"{name}_MARKET" : name;
    }

    private static string Find<T>(IReadOnlyDictionary<string, T> words, T value) =>
        words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;
}
