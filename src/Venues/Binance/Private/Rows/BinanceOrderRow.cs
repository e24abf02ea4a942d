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
    public static OrderReport Read(VenueRow row, InstrumentId coin)
    {
        var created = row["time"u8].TimeOrNone() ?? row["updateTime"u8].Time();
        return Report(coin, new Names(row, isEvent: false), created, row["updateTime"u8].TimeOrNone() ?? created, "");
    }

    /// <summary>Reads the order of an ORDER_TRADE_UPDATE, which does not say when the order was made.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static OrderReport ReadEvent(VenueRow row, InstrumentId coin)
    {
        var at = row["T"u8].Time();
        return Report(coin, new Names(row, isEvent: true), at, at, row["er"u8].TextOrEmpty());
    }

    private static OrderReport Report(
        InstrumentId coin, Names names, DateTimeOffset created, DateTimeOffset updated, string reason)
    {
        var clientOrderId = names["clientOrderId"u8, "c"u8].TextOrEmpty();
        var side = names["side"u8, "S"u8].Word(BinanceWords.SideOf);
        var kind = names["type"u8, "o"u8].Word(BinanceWords.Kind);
        var life = LifeOf(names, kind);
        var size = names["origQty"u8, "q"u8].Decimal();
        var filled = names["executedQty"u8, "z"u8].DecimalOrNone() ?? 0m;
        var status = Status(names["status"u8, "X"u8].Word(BinanceWords.Status), size, filled);
        var (end, detail) = BinanceWords.End(names["status"u8, "X"u8].Name(), life, reason);
        return new OrderReport(
            coin,
            names["orderId"u8, "i"u8].Text(),
            clientOrderId,
            "",
            side,
            kind,
            life,
            size,
            filled,
            size - filled,
            kind == OrderKind.Limit ? names["price"u8, "p"u8].DecimalAboveZero() : null,
            names["avgPrice"u8, "ap"u8].DecimalAboveZero(),
            FeesQuote: null,
            status,
            end,
            detail,
            names["reduceOnly"u8, "R"u8].BoolOrNone() ?? false,
            SlotOf(names["positionSide"u8, "ps"u8].NameOrEmpty()),
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
        : names["timeInForce"u8, "f"u8].Word(BinanceWords.Life);

    private static ProtectionRole RoleOf(Names names) => BinanceWords.Role(
        names["origType"u8, "ot"u8].NameOrEmpty(),
        names["closePosition"u8, "cp"u8].BoolOrNone() ?? false);

    // What the venue takes over is new and filled at once.
    private static OrderStatus Status(OrderStatus status, decimal size, decimal filled) =>
        status == OrderStatus.Open && filled > 0m
            ? filled < size ? OrderStatus.PartiallyFilled : OrderStatus.Filled
            : status;

    private static OrderTrigger? Trigger(Names names, Side side) =>
        names["stopPrice"u8, "sp"u8].DecimalAboveZero() is { } price
            ? new OrderTrigger(
                price,
                BinanceWords.WaitsForRise(names["origType"u8, "ot"u8].NameOrEmpty(), side),
                BinanceWords.Trigger(names["workingType"u8, "wt"u8].NameOrEmpty()))
            : null;

    /// <summary>The slot of a word.</summary>
    /// <exception cref="VenueFormatException">It is none.</exception>
    public static PositionSlot SlotOf(string word) => BinanceWords.Slot(word)
        ?? throw new VenueFormatException($"positionSide '{VenueJson.Shown(word)}' is not understood");

    private readonly ref struct Names(VenueRow row, bool isEvent)
    {
        private readonly VenueRow _row = row;

        public VenueValue this[ReadOnlySpan<byte> record, ReadOnlySpan<byte> letter] =>
            _row[isEvent ? letter : record];
    }
}
