using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private.Rows;

/// <summary>Reads a position: a row of the list, and one of an ACCOUNT_UPDATE, which says less.</summary>
internal static class BinancePositionRow
{
    /// <summary>Reads a row of the list. Its time orders it among events.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static PositionReport Read(VenueFields row, InstrumentId coin)
    {
        var size = row.Decimal("positionAmt");
        return new PositionReport(
            coin,
            BinanceOrderRow.SlotOf(row.TextOrEmpty("positionSide")),
            size,
            size == 0m ? null : row.DecimalAboveZero("entryPrice"),
            row.DecimalAboveZero("markPrice"),
            row.DecimalAboveZero("liquidationPrice"),
            BankruptcyQuote: null,
            size == 0m ? null : row.DecimalAboveZero("breakEvenPrice"),
            row.DecimalAboveZero("leverage"),
            Math.Abs(row.DecimalOrNone("notional") ?? 0m),
            row.DecimalOrNone("initialMargin"),
            row.DecimalOrNone("maintMargin"),
            row.DecimalOrNone("unRealizedProfit"),
            RealizedQuote: null,
            StopQuote: null,
            TargetQuote: null,
            TrailingQuote: null,
            PositionHealth.Normal,
            Rank(row, size),
            IsReduceOnly: null,
            RiskTier: 0,
            row.DecimalAboveZero("maxNotionalValue"),
            row.LongOrNone("updateTime"),
            row.TimeOrNone("updateTime"));
    }

    /// <summary>Reads a position of an ACCOUNT_UPDATE.</summary>
    /// <param name="row">The position.</param>
    /// <param name="coin">Which instrument.</param>
    /// <param name="at">When the venue's engine made it so.</param>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static PositionReport ReadEvent(VenueFields row, InstrumentId coin, DateTimeOffset at)
    {
        var size = row.Decimal("pa");
        return new PositionReport(
            coin,
            BinanceOrderRow.SlotOf(row.TextOrEmpty("ps")),
            size,
            size == 0m ? null : row.DecimalAboveZero("ep"),
            MarkQuote: null,
            LiquidationQuote: null,
            BankruptcyQuote: null,
            size == 0m ? null : row.DecimalAboveZero("bep"),
            Leverage: null,
            NotionalQuote: Math.Abs(size) * (row.DecimalAboveZero("ep") ?? 0m),
            InitialMarginQuote: null,
            MaintenanceMarginQuote: null,
            row.DecimalOrNone("up"),
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
    private static int Rank(VenueFields row, decimal size) =>
        size == 0m ? 0 : Math.Clamp(row.IntOrZero("adl") + 1, 1, 5);
}
