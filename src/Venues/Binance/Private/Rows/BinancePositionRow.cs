using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private.Rows;

/// <summary>Reads a position: a row of the list, and one of an ACCOUNT_UPDATE, which says less.</summary>
internal static class BinancePositionRow
{
    /// <summary>Reads a row of the list. Its time orders it among events.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static PositionReport Read(VenueRow row, InstrumentId coin)
    {
        var size = row["positionAmt"u8].Decimal();
        return new PositionReport(
            coin,
            BinanceOrderRow.SlotOf(row["positionSide"u8].NameOrEmpty()),
            size,
            size == 0m ? null : row["entryPrice"u8].DecimalAboveZero(),
            row["markPrice"u8].DecimalAboveZero(),
            row["liquidationPrice"u8].DecimalAboveZero(),
            BankruptcyQuote: null,
            size == 0m ? null : row["breakEvenPrice"u8].DecimalAboveZero(),
            row["leverage"u8].DecimalAboveZero(),
            Math.Abs(row["notional"u8].DecimalOrNone() ?? 0m),
            row["initialMargin"u8].DecimalOrNone(),
            row["maintMargin"u8].DecimalOrNone(),
            row["unRealizedProfit"u8].DecimalOrNone(),
            RealizedQuote: null,
            StopQuote: null,
            TargetQuote: null,
            TrailingQuote: null,
            PositionHealth.Normal,
            Rank(row, size),
            IsReduceOnly: null,
            RiskTier: 0,
            row["maxNotionalValue"u8].DecimalAboveZero(),
            row["updateTime"u8].LongOrNone(),
            row["updateTime"u8].TimeOrNone());
    }

    /// <summary>Reads a position of an ACCOUNT_UPDATE.</summary>
    /// <param name="row">The position.</param>
    /// <param name="coin">Which instrument.</param>
    /// <param name="at">When the venue's engine made it so.</param>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static PositionReport ReadEvent(VenueRow row, InstrumentId coin, DateTimeOffset at)
    {
        var size = row["pa"u8].Decimal();
        return new PositionReport(
            coin,
            BinanceOrderRow.SlotOf(row["ps"u8].NameOrEmpty()),
            size,
            size == 0m ? null : row["ep"u8].DecimalAboveZero(),
            MarkQuote: null,
            LiquidationQuote: null,
            BankruptcyQuote: null,
            size == 0m ? null : row["bep"u8].DecimalAboveZero(),
            Leverage: null,
            NotionalQuote: Math.Abs(size) * (row["ep"u8].DecimalAboveZero() ?? 0m),
            InitialMarginQuote: null,
            MaintenanceMarginQuote: null,
            row["up"u8].DecimalOrNone(),
            RealizedQuote: null,
            StopQuote: null,
            TargetQuote: null,
            TrailingQuote: null,
            PositionHealth.Normal,
            DeleverageRank: size == 0m ? 0 : 1,
            IsReduceOnly: null,
            RiskTier: 0,
            RiskLimitQuote: null,
            at.ToUnixTimeMilliseconds(),
            at);
    }

    // The venue counts from 0, and 0 is flat with us.
    private static int Rank(VenueRow row, decimal size) =>
        size == 0m ? 0 : Math.Clamp(row["adl"u8].IntOrZero() + 1, 1, 5);
}
