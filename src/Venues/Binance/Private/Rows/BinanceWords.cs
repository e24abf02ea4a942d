using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private.Rows;

/// <summary>Binance's words for orders and positions, both ways. Source: Binance's documentation of USD-margined
/// futures, enums.</summary>
/// <remarks>Readers give null for a word without a meaning where a wrong guess would cost money.</remarks>
internal static class BinanceWords
{
    private static readonly SymbolTable Symbols = new(BinanceVenue.Name);

    public static string Wire(this Side side) => side switch
    {
        Side.Buy => "BUY",
        Side.Sell => "SELL",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    public static string Wire(this OrderLife life) => life switch
    {
        OrderLife.UntilCancelled => "GTC",
        OrderLife.ImmediateOrCancel => "IOC",
        OrderLife.FillOrKill => "FOK",
        OrderLife.PostOnly => "GTX",
        _ => throw new ArgumentOutOfRangeException(nameof(life), life, "Unknown life of an order."),
    };

    public static string Wire(this PositionSlot slot) => slot switch
    {
        PositionSlot.Net => "BOTH",
        PositionSlot.Long => "LONG",
        PositionSlot.Short => "SHORT",
        _ => throw new ArgumentOutOfRangeException(nameof(slot), slot, "Unknown position slot."),
    };

    public static string Wire(this TriggerPrice price) => price switch
    {
        TriggerPrice.Last => "CONTRACT_PRICE",
        TriggerPrice.Mark => "MARK_PRICE",
        TriggerPrice.Index => throw new ArgumentException(
            $"Watches is '{price}', must be Last or Mark: Binance triggers by no other.", nameof(price)),
        _ => throw new ArgumentOutOfRangeException(nameof(price), price, "Unknown trigger price."),
    };

    public static Side? SideOf(string word) => word switch
    {
        "BUY" => Side.Buy,
        "SELL" => Side.Sell,
        _ => null,
    };

    // What begins with STOP or TAKE_PROFIT ends as the market or limit order that its word says.
    public static OrderKind? Kind(string word) => word switch
    {
        "LIMIT" or "STOP" or "TAKE_PROFIT" => OrderKind.Limit,
        "MARKET" or "STOP_MARKET" or "TAKE_PROFIT_MARKET" or "TRAILING_STOP_MARKET" or "LIQUIDATION"
            => OrderKind.Market,
        _ => null,
    };

    // GTD rests until its date; RPI rests like a post-only order and meets people alone.
    public static OrderLife? Life(string word) => word switch
    {
        "GTC" or "GTD" or "GTE_GTC" => OrderLife.UntilCancelled,
        "IOC" => OrderLife.ImmediateOrCancel,
        "FOK" => OrderLife.FillOrKill,
        "GTX" or "RPI" => OrderLife.PostOnly,
        _ => null,
    };

    // NEW_INSURANCE and NEW_ADL are what the venue makes of a position that it takes over.
    public static OrderStatus? Status(string word) => word switch
    {
        "NEW" or "NEW_INSURANCE" or "NEW_ADL" => OrderStatus.Open,
        "PARTIALLY_FILLED" => OrderStatus.PartiallyFilled,
        "FILLED" => OrderStatus.Filled,
        "CANCELED" or "EXPIRED" or "EXPIRED_IN_MATCH" => OrderStatus.Cancelled,
        "REJECTED" => OrderStatus.Rejected,
        _ => null,
    };

    public static PositionSlot? Slot(string word) => word switch
    {
        "BOTH" or "" => PositionSlot.Net,
        "LONG" => PositionSlot.Long,
        "SHORT" => PositionSlot.Short,
        _ => null,
    };

    public static TriggerPrice Trigger(string word) =>
        word == "MARK_PRICE" ? TriggerPrice.Mark : TriggerPrice.Last;

    /// <summary>Whether a conditional word waits for the price to rise.</summary>
    public static bool WaitsForRise(string word, Side side) =>
        word.StartsWith("TAKE_PROFIT", StringComparison.Ordinal) == (side == Side.Sell);

    /// <summary>The part of a conditional word in a position's protection.</summary>
    public static ProtectionRole Role(string word, bool closes) => !closes
        ? ProtectionRole.None
        : word.StartsWith("TAKE_PROFIT", StringComparison.Ordinal) ? ProtectionRole.Target : ProtectionRole.Stop;

    /// <summary>Who made an order: the venue's own carry ids of theirs.</summary>
    public static OrderOrigin Origin(string clientOrderId) =>
        clientOrderId.StartsWith("adl_autoclose", StringComparison.Ordinal) ? OrderOrigin.Deleveraging
        : clientOrderId.StartsWith("autoclose-", StringComparison.Ordinal) ? OrderOrigin.Liquidation
        : clientOrderId.StartsWith("settlement_autoclose-", StringComparison.Ordinal)
            || clientOrderId.StartsWith("delivery_autoclose-", StringComparison.Ordinal) ? OrderOrigin.Venue
        : OrderOrigin.User;

    /// <summary>Why a position changed, by who made the order.</summary>
    public static ExecutionKind Execution(OrderOrigin origin) => origin switch
    {
        OrderOrigin.Deleveraging => ExecutionKind.Deleveraging,
        OrderOrigin.Liquidation => ExecutionKind.Liquidation,
        OrderOrigin.Venue => ExecutionKind.Settlement,
        OrderOrigin.User or OrderOrigin.Protection => ExecutionKind.Trade,
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Unknown origin of an order."),
    };

    /// <summary>Why an order ended.</summary>
    /// <param name="word">The venue's status.</param>
    /// <param name="life">How long it was to rest.</param>
    /// <param name="reason">The venue's words; empty where it says nothing.</param>
    public static (OrderEnd End, string Detail) End(string word, OrderLife life, string reason)
    {
        var end = word switch
        {
            "CANCELED" => OrderEnd.OnRequest,
            "EXPIRED_IN_MATCH" => OrderEnd.SelfTrade,
            "EXPIRED" when life == OrderLife.PostOnly => OrderEnd.WouldHaveTaken,
            "EXPIRED" when life is OrderLife.ImmediateOrCancel or OrderLife.FillOrKill => OrderEnd.NoPrice,
            "EXPIRED" or "REJECTED" => OrderEnd.Other,
            _ => OrderEnd.None,
        };
        if (end is OrderEnd.None or OrderEnd.OnRequest)
        {
            return (end, "");
        }

        end = reason.Contains("reduce", StringComparison.OrdinalIgnoreCase) ? OrderEnd.NothingToReduce
            : reason.Contains("margin", StringComparison.OrdinalIgnoreCase) ? OrderEnd.InsufficientMargin
            : end;
        return (end, string.Join(' ', new[] { word, reason }.Where(text => text.Length > 0)));
    }

    /// <summary>The instrument of a symbol; null for one that is none of ours.</summary>
    public static InstrumentId? CoinOf(string symbol) => Symbols.Find(symbol);
}
