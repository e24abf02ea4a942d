using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private.Rows;

/// <summary>Reads an order: a row of the order topic, of realtime and of history, which are alike.</summary>
internal static class BybitOrderRow
{
    /// <summary>Reads a row.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static OrderReport Read(VenueRow row, BybitCategory category)
    {
        var status = row["orderStatus"u8].Word(BybitWords.Status);
        var kind = row["orderType"u8].Word(BybitWords.Kind);
        var (end, detail) = BybitWords.End(
            status, row["rejectReason"u8].NameOrEmpty(), row["cancelType"u8].NameOrEmpty());
        var created = row["createdTime"u8].Time();
        return new OrderReport(
            category.CoinOf(row["symbol"u8].Name()),
            row["orderId"u8].Text(),
            row["orderLinkId"u8].TextOrEmpty(),
            row["parentOrderLinkId"u8].TextOrEmpty(),
            row["side"u8].Word(BybitWords.SideOf),
            kind,
            kind == OrderKind.Market ? OrderLife.ImmediateOrCancel : row["timeInForce"u8].Word(BybitWords.Life),
            row["qty"u8].Decimal(),
            row["cumExecQty"u8].DecimalOrNone() ?? 0m,
            row["leavesQty"u8].DecimalOrNone(),
            kind == OrderKind.Limit ? row["price"u8].DecimalAboveZero() : null,
            row["avgPrice"u8].DecimalAboveZero(),
            row["cumExecFee"u8].DecimalOrNone(),
            status,
            end,
            detail,
            row["reduceOnly"u8].BoolOrNone() ?? false,
            BybitWords.Slot(row["positionIdx"u8]),
            BybitWords.Origin(row["createType"u8].NameOrEmpty()),
            BybitWords.Role(row["stopOrderType"u8].NameOrEmpty()),
            Trigger(row),
            row["stopLoss"u8].DecimalAboveZero(),
            row["takeProfit"u8].DecimalAboveZero(),
            created,
            row["updatedTime"u8].TimeOrNone() ?? created);
    }

    // Direction 0 with a price is a stop or target of a position, which triggers from whichever side it lies on: a
    // target rises to it when it sells, a stop falls to it when it sells.
    private static OrderTrigger? Trigger(VenueRow row)
    {
        if (row["triggerPrice"u8].DecimalAboveZero() is not { } price)
        {
            return null;
        }

        var isSell = row["side"u8].Word(BybitWords.SideOf) == Side.Sell;
        var isTarget = BybitWords.Role(row["stopOrderType"u8].NameOrEmpty()) == ProtectionRole.Target;
        var rising = row["triggerDirection"u8].IntOrZero() switch
        {
            1 => true,
            2 => false,
            _ => isSell == isTarget,
        };
        return new OrderTrigger(price, rising, BybitWords.Trigger(row["triggerBy"u8].NameOrEmpty()));
    }
}
