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
    public static OrderReport Read(VenueFields row, BybitCategory category)
    {
        var status = row.Word("orderStatus", BybitWords.Status);
        var kind = row.Word("orderType", BybitWords.Kind);
        var (end, detail) = BybitWords.End(status, row.TextOrEmpty("rejectReason"), row.TextOrEmpty("cancelType"));
        var created = row.Time("createdTime");
        return new OrderReport(
            category.CoinOf(row.Text("symbol")),
            row.Text("orderId"),
            row.TextOrEmpty("orderLinkId"),
            row.TextOrEmpty("parentOrderLinkId"),
            row.Word("side", BybitWords.SideOf),
            kind,
            kind == OrderKind.Market ? OrderLife.ImmediateOrCancel : row.Word("timeInForce", BybitWords.Life),
            row.Decimal("qty"),
            row.DecimalOrNone("cumExecQty") ?? 0m,
            row.DecimalOrNone("leavesQty"),
            kind == OrderKind.Limit ? row.DecimalAboveZero("price") : null,
            row.DecimalAboveZero("avgPrice"),
            row.DecimalOrNone("cumExecFee"),
            status,
            end,
            detail,
            row.BoolOrNone("reduceOnly") ?? false,
            BybitWords.Slot(row.IntOrZero("positionIdx"))
                ?? throw new VenueFormatException($"positionIdx {row.IntOrZero("positionIdx")} is not understood"),
            BybitWords.Origin(row.TextOrEmpty("createType")),
            BybitWords.Role(row.TextOrEmpty("stopOrderType")),
            Trigger(row),
            row.DecimalAboveZero("stopLoss"),
            row.DecimalAboveZero("takeProfit"),
            created,
            row.TimeOrNone("updatedTime") ?? created);
    }

    // Direction 0 with a price is a stop or target of a position, which triggers from whichever side it lies on: a
    // target rises to it when it sells, a stop falls to it when it sells.
    private static OrderTrigger? Trigger(VenueFields row)
    {
        if (row.DecimalAboveZero("triggerPrice") is not { } price)
        {
            return null;
        }

        var isSell = row.Word("side", BybitWords.SideOf) == Side.Sell;
        var isTarget = BybitWords.Role(row.TextOrEmpty("stopOrderType")) == ProtectionRole.Target;
        var rising = row.IntOrZero("triggerDirection") switch
        {
            1 => true,
            2 => false,
            _ => isSell == isTarget,
        };
        return new OrderTrigger(price, rising, BybitWords.Trigger(row.TextOrEmpty("triggerBy")));
    }
}
