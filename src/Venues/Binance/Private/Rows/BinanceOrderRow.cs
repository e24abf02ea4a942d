using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private.Rows;

/// <summary>Reads an order of the matching engine: a row of the order lists, and an event of the stream.</summary>
internal static class BinanceOrderRow
{
    /// <summary>Reads a row of an order list, or the answer to a question about one order.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static OrderReport Read(VenueFields row, InstrumentId coin)
    {
        var created = row.TimeOrNone("time") ?? row.Time("updateTime");
        return Report(coin, new Names(row, IsEvent: false), created, row.TimeOrNone("updateTime") ?? created, "");
    }

    /// <summary>Reads the order of an ORDER_TRADE_UPDATE, which does not say when the order was made.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static OrderReport ReadEvent(VenueFields row, InstrumentId coin)
    {
        var at = row.Time("T");
        return Report(coin, new Names(row, IsEvent: true), at, at, row.TextOrEmpty("er"));
    }

    private static OrderReport Report(
        InstrumentId coin, Names names, DateTimeOffset created, DateTimeOffset updated, string reason)
    {
        var row = names.Row;
        var clientOrderId = row.TextOrEmpty(names.Of("clientOrderId", "c"));
        var side = row.Word(names.Of("side", "S"), BinanceWords.SideOf);
        var kind = row.Word(names.Of("type", "o"), BinanceWords.Kind);
        var life = LifeOf(names, kind);
        var size = row.Decimal(names.Of("origQty", "q"));
        var filled = row.DecimalOrNone(names.Of("executedQty", "z")) ?? 0m;
        var status = Status(row.Word(names.Of("status", "X"), BinanceWords.Status), size, filled);
        var (end, detail) = BinanceWords.End(row.Text(names.Of("status", "X")), life, reason);
        return new OrderReport(
            coin,
            row.Text(names.Of("orderId", "i")),
            clientOrderId,
            "",
            side,
            kind,
            life,
            size,
            filled,
            size - filled,
            kind == OrderKind.Limit ? row.DecimalAboveZero(names.Of("price", "p")) : null,
            row.DecimalAboveZero(names.Of("avgPrice", "ap")),
            FeesQuote: null,
            status,
            end,
            detail,
            row.BoolOrNone(names.Of("reduceOnly", "R")) ?? false,
            SlotOf(row.TextOrEmpty(names.Of("positionSide", "ps"))),
            BinanceWords.Origin(clientOrderId),
            RoleOf(names),
            Trigger(names, side),
            StopQuote: null,
            TargetQuote: null,
            created,
            updated);
    }

    private static OrderLife LifeOf(Names names, OrderKind kind) => kind == OrderKind.Market
        ? OrderLife.ImmediateOrCancel
        : names.Row.Word(names.Of("timeInForce", "f"), BinanceWords.Life);

    private static ProtectionRole RoleOf(Names names) => BinanceWords.Role(
        names.Row.TextOrEmpty(names.Of("origType", "ot")),
        names.Row.BoolOrNone(names.Of("closePosition", "cp")) ?? false);

    // What the venue takes over is new and filled at once.
    private static OrderStatus Status(OrderStatus status, decimal size, decimal filled) =>
        status == OrderStatus.Open && filled > 0m
            ? filled < size ? OrderStatus.PartiallyFilled : OrderStatus.Filled
            : status;

    private static OrderTrigger? Trigger(Names names, Side side) =>
        names.Row.DecimalAboveZero(names.Of("stopPrice", "sp")) is { } price
            ? new OrderTrigger(
                price,
                BinanceWords.WaitsForRise(names.Row.TextOrEmpty(names.Of("origType", "ot")), side),
                BinanceWords.Trigger(names.Row.TextOrEmpty(names.Of("workingType", "wt"))))
            : null;

    /// <summary>The slot of a word.</summary>
    /// <exception cref="VenueFormatException">It is none.</exception>
    public static PositionSlot SlotOf(string word) => BinanceWords.Slot(word)
        ?? throw new VenueFormatException($"positionSide '{VenueJson.Shown(word)}' is not understood");

    private readonly record struct Names(VenueFields Row, bool IsEvent)
    {
        public string Of(string record, string letter) => IsEvent ? letter : record;
    }
}
