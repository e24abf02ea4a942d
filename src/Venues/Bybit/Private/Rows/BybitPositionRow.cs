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
    public static PositionReport Read(VenueRow row, BybitCategory category)
    {
        return new PositionReport(
            category.CoinOf(row["symbol"u8].Name()),
            BybitWords.Slot(row["positionIdx"u8]),
            Signed(row),
            row["entryPrice"u8].DecimalAboveZero() ?? row["avgPrice"u8].DecimalAboveZero(),
            row["markPrice"u8].DecimalAboveZero(),
            row["liqPrice"u8].DecimalAboveZero(),
            row["bustPrice"u8].DecimalAboveZero(),
            row["breakEvenPrice"u8].DecimalAboveZero(),
            row["leverage"u8].DecimalAboveZero(),
            row["positionValue"u8].DecimalOrNone(),
            row["positionIM"u8].DecimalOrNone(),
            row["positionMM"u8].DecimalOrNone(),
            row["unrealisedPnl"u8].DecimalOrNone(),
            row["curRealisedPnl"u8].DecimalOrNone(),
            row["stopLoss"u8].DecimalAboveZero(),
            row["takeProfit"u8].DecimalAboveZero(),
            row["trailingStop"u8].DecimalAboveZero(),
            row["positionStatus"u8].NameOrEmpty().Length == 0
                ? PositionHealth.Normal
                : row["positionStatus"u8].Word(BybitWords.Health),
            row["adlRankIndicator"u8].IntOrZero(),
            row["isReduceOnly"u8].BoolOrNone(),
            row["riskId"u8].IntOrZero(),
            row["riskLimitValue"u8].DecimalOrNone(),
            row["seq"u8].LongOrNone(),
            row["updatedTime"u8].TimeOrNone());
    }

    // A flat position has no side.
    private static decimal Signed(VenueRow row)
    {
        var size = row["size"u8].DecimalOrNone() ?? 0m;
        return size == 0m ? 0m : size * row["side"u8].Word(BybitWords.SideOf).Sign();
    }
}
