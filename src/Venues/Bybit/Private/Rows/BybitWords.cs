using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private.Rows;

/// <summary>Bybit's words for orders and positions, both ways. Source: Bybit V5 documentation, enums.</summary>
/// <remarks>Readers give null for a word without a meaning where a wrong guess would cost money.</remarks>
internal static class BybitWords
{
    public static string Wire(this Side side) => side switch
    {
        Side.Buy => "Buy",
        Side.Sell => "Sell",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    public static string Wire(this OrderKind kind) => kind switch
    {
        OrderKind.Market => "Market",
        OrderKind.Limit => "Limit",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of order."),
    };

    public static string Wire(this OrderLife life) => life switch
    {
        OrderLife.UntilCancelled => "GTC",
        OrderLife.ImmediateOrCancel => "IOC",
        OrderLife.FillOrKill => "FOK",
        OrderLife.PostOnly => "PostOnly",
        _ => throw new ArgumentOutOfRangeException(nameof(life), life, "Unknown life of an order."),
    };

    public static string Wire(this TriggerPrice price) => price switch
    {
        TriggerPrice.Last => "LastPrice",
        TriggerPrice.Index => "IndexPrice",
        TriggerPrice.Mark => "MarkPrice",
        _ => throw new ArgumentOutOfRangeException(nameof(price), price, "Unknown trigger price."),
    };

    public static int Wire(this PositionSlot slot) => slot switch
    {
        PositionSlot.Net => 0,
        PositionSlot.Long => 1,
        PositionSlot.Short => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(slot), slot, "Unknown position slot."),
    };

    public static int Wire(this PositionMode mode) => mode switch
    {
        PositionMode.OneWay => 0,
        PositionMode.Hedge => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown position mode."),
    };

    public static Side? SideOf(string word) => word switch
    {
        "Buy" => Side.Buy,
        "Sell" => Side.Sell,
        _ => null,
    };

    public static OrderKind? Kind(string word) => word switch
    {
        "Market" => OrderKind.Market,
        "Limit" => OrderKind.Limit,
        _ => null,
    };

    // RPI rests like a post-only order and meets people alone; a market order is always IOC.
    public static OrderLife? Life(string word) => word switch
    {
        "GTC" => OrderLife.UntilCancelled,
        "IOC" => OrderLife.ImmediateOrCancel,
        "FOK" => OrderLife.FillOrKill,
        "PostOnly" or "RPI" => OrderLife.PostOnly,
        _ => null,
    };

    public static OrderStatus? Status(string word) => word switch
    {
        "New" => OrderStatus.Open,
        "PartiallyFilled" => OrderStatus.PartiallyFilled,
        "Untriggered" => OrderStatus.Untriggered,
        "Triggered" => OrderStatus.Triggered,
        "Filled" => OrderStatus.Filled,
        "Cancelled" or "PartiallyFilledCanceled" or "Deactivated" => OrderStatus.Cancelled,
        "Rejected" => OrderStatus.Rejected,
        _ => null,
    };

    public static TriggerPrice Trigger(string word) => word switch
    {
        "IndexPrice" => TriggerPrice.Index,
        "MarkPrice" => TriggerPrice.Mark,
        _ => TriggerPrice.Last,
    };

    /// <exception cref="VenueFormatException">The index is none of a slot.</exception>
    public static PositionSlot Slot(VenueValue index) => index.IntOrZero() switch
    {
        0 => PositionSlot.Net,
        1 => PositionSlot.Long,
        2 => PositionSlot.Short,
        var other => throw index.Wrong($"{other} is not understood"),
    };

    public static PositionHealth? Health(string word) => word switch
    {
        "Normal" => PositionHealth.Normal,
        "Liq" => PositionHealth.Liquidating,
        "Adl" => PositionHealth.Deleveraging,
        _ => null,
    };

    public static ProtectionRole Role(string word) => word switch
    {
        "TakeProfit" or "PartialTakeProfit" => ProtectionRole.Target,
        "StopLoss" or "PartialStopLoss" or "TrailingStop" => ProtectionRole.Stop,
        _ => ProtectionRole.None,
    };

    // New ways of creating orders appear now and then; all but those of the venue itself are the owner's.
    public static OrderOrigin Origin(string word) => word switch
    {
        "CreateByLiq" or "CreateByTakeOver_PassThrough" => OrderOrigin.Liquidation,
        "CreateByAdl_PassThrough" => OrderOrigin.Deleveraging,
        "CreateByTakeProfit" or "CreateByPartialTakeProfit" or "CreateByStopLoss" or "CreateByPartialStopLoss"
            or "CreateByTrailingStop" or "CreateByTrailingProfit" => OrderOrigin.Protection,
        "CreateBySettle" or "CreateByAdminClosing" or "CreateByFutureSpread" or "CreateByBlock_PassThrough"
            or "CreateByBlockTradeMovePosition_PassThrough" => OrderOrigin.Venue,
        _ => OrderOrigin.User,
    };

    // Null for a word that is no change of a position; an unknown word must not be taken for a fill.
    public static ExecutionKind? Execution(string word) => word switch
    {
        "Trade" => ExecutionKind.Trade,
        "BustTrade" => ExecutionKind.Liquidation,
        "AdlTrade" => ExecutionKind.Deleveraging,
        "Delivery" or "Settle" => ExecutionKind.Settlement,
        "BlockTrade" or "MovePosition" or "FutureSpread" or "CorporateAction" => ExecutionKind.OffBook,
        _ => null,
    };

    /// <summary>Why an order ended: the rejection says more than the cancellation, where there is one.</summary>
    public static (OrderEnd End, string Detail) End(OrderStatus status, string rejectReason, string cancelType)
    {
        if (status is not (OrderStatus.Cancelled or OrderStatus.Rejected))
        {
            return (OrderEnd.None, "");
        }

        var reason = rejectReason is "EC_NoError" or "UNKNOWN" ? "" : rejectReason;
        var cancel = cancelType == "UNKNOWN" ? "" : cancelType;
        var end = (reason, cancel) switch
        {
            ("EC_PostOnlyWillTakeLiquidity", _) => OrderEnd.WouldHaveTaken,
            ("EC_BySelfMatch" or "EC_StopBySelfMatch", _) or (_, "CancelBySmp") => OrderEnd.SelfTrade,
            ("EC_NoImmediateQtyToFill" or "EC_NoEnoughQtyToFill" or "EC_CancelForNoFullFill"
                or "EC_ReachRiskPriceLimit" or "EC_ReachMarketPriceLimit", _) => OrderEnd.NoPrice,
            (_, "CancelByReduceOnly" or "CancelByTpSlTsClear") => OrderEnd.NothingToReduce,
            (_, "CancelByCannotAffordOrderCost") => OrderEnd.InsufficientMargin,
            (_, "CancelByUser") or ("EC_PerCancelRequest" or "EC_CancelReplaceOrder", _) => OrderEnd.OnRequest,
            ("", "") => OrderEnd.None,
            _ when reason.Contains("margin", StringComparison.OrdinalIgnoreCase) => OrderEnd.InsufficientMargin,
            _ => OrderEnd.Other,
        };
        return (end, string.Join(' ', new[] { reason, cancel }.Where(word => word.Length > 0)));
    }
}
