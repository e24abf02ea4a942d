using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private.Rows;

/// <summary>Reads executions and funding settlements. Ids of trades are counted within an instrument.</summary>
internal static class BinanceExecutionRow
{
    /// <summary>Reads a row of the account's trades, which does not say our id of the order.</summary>
    /// <param name="row">The row.</param>
    /// <param name="coin">Which instrument.</param>
    /// <param name="clientOrderId">Our id, from the order's own record; empty where that has none.</param>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static ExecutionReport Read(VenueRow row, InstrumentId coin, string clientOrderId) => new(
        IdOf(coin, row["id"u8].Text()),
        BinanceWords.Execution(BinanceWords.Origin(clientOrderId)),
        coin,
        row["orderId"u8].Text(),
        clientOrderId,
        ProtectionRole.None,
        row["side"u8].Word(BinanceWords.SideOf),
        row["price"u8].Decimal(),
        row["qty"u8].Decimal(),
        row["commission"u8].DecimalOrNone(),
        row["commissionAsset"u8].NameOrEmpty(),
        row["maker"u8].BoolOrNone() ?? false,
        ClosedBase: null,
        LeftBase: null,
        row["id"u8].LongOrNone(),
        row["time"u8].Time());

    /// <summary>Reads the execution of an ORDER_TRADE_UPDATE; null when it tells of none.</summary>
    /// <param name="row">The event's order.</param>
    /// <param name="order">The same, read.</param>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static ExecutionReport? ReadEvent(VenueRow row, OrderReport order)
    {
        // CALCULATED is a liquidation or a taking over: at times announced first, without an execution.
        if (row["x"u8].NameOrEmpty() is not ("TRADE" or "CALCULATED") || row["l"u8].DecimalOrNone() is not > 0m)
        {
            return null;
        }

        return new ExecutionReport(
            IdOf(order.Coin, row["t"u8].Text()),
            BinanceWords.Execution(order.Origin),
            order.Coin,
            order.VenueOrderId,
            order.ClientOrderId,
            order.Role,
            order.Side,
            row["L"u8].Decimal(),
            row["l"u8].Decimal(),
            row["n"u8].DecimalOrNone(),
            row["N"u8].NameOrEmpty(),
            row["m"u8].BoolOrNone() ?? false,
            ClosedBase: null,
            order.LeftBase,
            row["t"u8].LongOrNone(),
            row["T"u8].Time());
    }

    /// <summary>
    /// Reads an income of the kind FUNDING_FEE. The venue says neither size nor price of the position: both are 0.
    /// </summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static FundingReport Funding(VenueRow row, InstrumentId coin) => new(
        $"{coin.Symbol}-funding-{row["tranId"u8].Text()}",
        coin,
        SizeBase: 0m,
        PriceQuote: 0m,
        RateFraction: null,
        row["income"u8].Decimal(),
        row["time"u8].Time());

    private static string IdOf(InstrumentId coin, string trade) => $"{coin.Symbol}-{trade}";
}
