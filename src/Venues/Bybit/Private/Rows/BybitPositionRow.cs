using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private.Rows;

/// <summary>Reads a position: a row of the position topic and of the position list, which name the entry price
/// differently.</summary>
internal static class BybitPositionRow
{
    /// <summary>Reads a row.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static PositionReport Read(VenueFields row, BybitCategory category)
    {
        var slot = row.IntOrZero("positionIdx");
        return new PositionReport(
            category.CoinOf(row.Text("symbol")),
            BybitWords.Slot(slot) ?? throw new VenueFormatException($"positionIdx {slot} is not understood"),
            Signed(row),
            row.DecimalAboveZero("entryPrice") ?? row.DecimalAboveZero("avgPrice"),
            row.DecimalAboveZero("markPrice"),
            row.DecimalAboveZero("liqPrice"),
            row.DecimalAboveZero("bustPrice"),
            row.DecimalAboveZero("breakEvenPrice"),
            row.DecimalAboveZero("leverage"),
            row.DecimalOrNone("positionValue"),
            row.DecimalOrNone("positionIM"),
            row.DecimalOrNone("positionMM"),
            row.DecimalOrNone("unrealisedPnl"),
            row.DecimalOrNone("curRealisedPnl"),
            row.DecimalAboveZero("stopLoss"),
            row.DecimalAboveZero("takeProfit"),
            row.DecimalAboveZero("trailingStop"),
            row.TextOrEmpty("positionStatus").Length == 0
                ? PositionHealth.Normal
                : row.Word("positionStatus", BybitWords.Health),
            row.IntOrZero("adlRankIndicator"),
            row.BoolOrNone("isReduceOnly"),
            row.IntOrZero("riskId"),
            row.DecimalOrNone("riskLimitValue"),
            row.LongOrNone("seq"),
            row.TimeOrNone("updatedTime"));
    }

    // A flat position has no side.
    private static decimal Signed(VenueFields row)
    {
        var size = row.DecimalOrNone("size") ?? 0m;
        return size == 0m ? 0m : size * row.Word("side", BybitWords.SideOf).Sign();
    }
}
