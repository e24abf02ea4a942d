using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Bybit's words for the exchange's.</summary>
public static class VenueWords
{
    /// <summary>Buy or Sell.</summary>
    public static string Of(Side side) => side switch
    {
        Side.Buy => "Buy",
        Side.Sell => "Sell",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    /// <summary>Market or Limit.</summary>
    public static string Of(OrderKind kind) => kind switch
    {
        OrderKind.Market => "Market",
        OrderKind.Limit => "Limit",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown order kind."),
    };

    /// <summary>How long an order waits; a market order is always IOC.</summary>
    public static string Of(TimeInForce time, OrderKind kind) => kind == OrderKind.Market ? "IOC" : time switch
    {
        TimeInForce.GoodTillCancelled => "GTC",
        TimeInForce.ImmediateOrCancel => "IOC",
        TimeInForce.FillOrKill => "FOK",
        TimeInForce.PostOnly => "PostOnly",
        _ => throw new ArgumentOutOfRangeException(nameof(time), time, "Unknown time in force."),
    };

    /// <summary>Where an order stands.</summary>
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Untriggered => "Untriggered",
        OrderStatus.Open => "New",
        OrderStatus.PartiallyFilled => "PartiallyFilled",
        OrderStatus.Filled => "Filled",
        OrderStatus.Cancelled => "Cancelled",
        OrderStatus.Deactivated => "Deactivated",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown order status."),
    };

    /// <summary>Which price is watched.</summary>
    public static string Of(TriggerSource source) => source switch
    {
        TriggerSource.Last => "LastPrice",
        TriggerSource.Mark => "MarkPrice",
        TriggerSource.Index => "IndexPrice",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown trigger source."),
    };

    /// <summary>1 for a rise, 2 for a fall.</summary>
    public static int Of(TriggerDirection direction) => direction switch
    {
        TriggerDirection.RisesTo => 1,
        TriggerDirection.FallsTo => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "Unknown trigger direction."),
    };

    /// <summary>0 for one-way, 1 for the long and 2 for the short of hedge mode.</summary>
    public static int Of(PositionLeg leg) => leg switch
    {
        PositionLeg.Net => 0,
        PositionLeg.Long => 1,
        PositionLeg.Short => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(leg), leg, "Unknown position leg."),
    };

    /// <summary>What happens on meeting an own order.</summary>
    public static string Of(SelfTradePrevention prevention) => prevention switch
    {
        SelfTradePrevention.None => "None",
        SelfTradePrevention.CancelTaker => "CancelTaker",
        SelfTradePrevention.CancelMaker => "CancelMaker",
        SelfTradePrevention.CancelBoth => "CancelBoth",
        _ => throw new ArgumentOutOfRangeException(nameof(prevention), prevention, "Unknown prevention."),
    };

    /// <summary>The stopOrderType; empty for an order that is none.</summary>
    public static string StopType(OrderOrigin origin, bool isConditional) => origin switch
    {
        OrderOrigin.User => isConditional ? "Stop" : string.Empty,
        OrderOrigin.TakeProfit => "TakeProfit",
        OrderOrigin.StopLoss => "StopLoss",
        OrderOrigin.PartialTakeProfit => "PartialTakeProfit",
        OrderOrigin.PartialStopLoss => "PartialStopLoss",
        OrderOrigin.TrailingStop => "TrailingStop",
        OrderOrigin.Liquidation => string.Empty,
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Unknown origin."),
    };

    /// <summary>Who made an order.</summary>
    public static string CreateType(OrderOrigin origin) => origin switch
    {
        OrderOrigin.User => "CreateByUser",
        OrderOrigin.TakeProfit => "CreateByTakeProfit",
        OrderOrigin.StopLoss => "CreateByStopLoss",
        OrderOrigin.PartialTakeProfit => "CreateByPartialTakeProfit",
        OrderOrigin.PartialStopLoss => "CreateByPartialStopLoss",
        OrderOrigin.TrailingStop => "CreateByTrailingStop",
        OrderOrigin.Liquidation => "CreateByLiq",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Unknown origin."),
    };

    /// <summary>The cancelType and the rejectReason of an order that ended, or lives.</summary>
    public static (string CancelType, string RejectReason) Of(CancelReason? reason) => reason switch
    {
        null => ("UNKNOWN", NoError),
        CancelReason.ByUser => ("CancelByUser", NoError),
        CancelReason.ImmediateRest => ("UNKNOWN", "EC_NoImmediateQtyToFill"),
        CancelReason.NotAllFillable => ("UNKNOWN", "EC_CancelForNoFullFill"),
        CancelReason.WouldTake => ("UNKNOWN", "EC_PostOnlyWillTakeLiquidity"),
        CancelReason.BandReached => ("UNKNOWN", "EC_NoImmediateQtyToFill"),
        CancelReason.NothingToReduce => ("CancelByReduceOnly", NoError),
        CancelReason.SelfTrade => ("CancelBySmp", NoError),
        CancelReason.InsufficientMargin => ("UNKNOWN", "EC_NoEnoughQtyToFill"),
        CancelReason.RuleBroken => ("UNKNOWN", "EC_Others"),
        CancelReason.Liquidation => ("CancelAllBeforeLiq", NoError),
        CancelReason.PositionClosed => ("CancelByTpSlTsClear", NoError),
        CancelReason.Replaced => ("CancelByTpSlTsClear", NoError),
        CancelReason.Expired => ("UNKNOWN", NoError), // Nobody can ask for it in these words.
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown reason."),
    };

    private const string NoError = "EC_NoError";
}
