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
    public static ExecutionReport Read(VenueFields row, InstrumentId coin, string clientOrderId) => new(
        IdOf(coin, row.Text("id")),
        BinanceWords.Execution(BinanceWords.Origin(clientOrderId)),
        coin,
        row.Text("orderId"),
        clientOrderId,
        ProtectionRole.None,
        row.Word("side", BinanceWords.SideOf),
        row.Decimal("price"),
        row.Decimal("qty"),
        row.DecimalOrNone("commission"),
        row.TextOrEmpty("commissionAsset"),
        row.BoolOrNone("maker") ?? false,
        ClosedBase: null,
        LeftBase: null,
        row.LongOrNone("id"),
        row.Time("time"));

    /// <summary>Reads the execution of an ORDER_TRADE_UPDATE; null when it tells of none.</summary>
    /// <param name="row">The event's order.</param>
    /// <param name="order">The same, read.</param>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static ExecutionReport? ReadEvent(VenueFields row, OrderReport order)
    {
        // CALCULATED is a liquidation or a taking over: at times announced first, without an execution.
        if (row.TextOrEmpty("x") is not ("TRADE" or "CALCULATED") || row.DecimalOrNone("l") is not > 0m)
        {
            return null;
        }

        return new ExecutionReport(
            IdOf(order.Coin, row.Text("t")),
            BinanceWords.Execution(order.Origin),
            order.Coin,
            order.VenueOrderId,
            order.ClientOrderId,
            order.Role,
            order.Side,
            row.Decimal("L"),
            row.Decimal("l"),
            row.DecimalOrNone("n"),
            row.TextOrEmpty("N"),
            row.BoolOrNone("m") ?? false,
            ClosedBase: null,
            order.LeftBase,
            row.LongOrNone("t"),
            row.Time("T"));
    }

    /// <summary>
    /// Reads an income of the kind FUNDING_FEE. The venue says neither size nor price of the position: both are 0.
    /// </summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static FundingReport Funding(VenueFields row, InstrumentId coin) => new(
        $"{coin.Symbol}-funding-{row.Text("tranId")}",
        coin,
        SizeBase: 0m,
        PriceQuote: 0m,
        RateFraction: null,
        row.Decimal("income"),
        row.Time("time"));

    private static string IdOf(InstrumentId coin, string trade) => $"{coin.Symbol}-{trade}";
}
