using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private.Rows;

/// <summary>Reads an account's money and terms: wallet topic, wallet balance, fee rates, account info.</summary>
internal static class BybitWalletRow
{
    /// <summary>Reads a row of the wallet topic or of the wallet balance.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static WalletReport Read(VenueFields row) => new(
        row.DecimalOrNone("totalEquity"),
        row.DecimalOrNone("totalWalletBalance"),
        row.DecimalOrNone("totalMarginBalance"),
        row.DecimalOrNone("totalAvailableBalance"),
        row.DecimalOrNone("totalPerpUPL") ?? row.DecimalOrNone("totalPerpUpl"),
        row.DecimalOrNone("totalInitialMargin"),
        row.DecimalOrNone("totalMaintenanceMargin"),
        row.DecimalOrNone("accountIMRate"),
        row.DecimalOrNone("accountMMRate"),
        [.. row.Rows("coin").Select(Coin)]);

    /// <summary>Reads a row of the fee rates.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static FeeRates Fees(VenueFields row, BybitCategory category) => new(
        category.CoinOf(row.Text("symbol")), row.Decimal("takerFeeRate"), row.Decimal("makerFeeRate"));

    /// <summary>Reads the account info.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static AccountSettings Settings(VenueFields result) => new(
        result.Word<MarginMode>("marginMode", word => word switch
        {
            "ISOLATED_MARGIN" => MarginMode.Isolated,
            "REGULAR_MARGIN" => MarginMode.Cross,
            "PORTFOLIO_MARGIN" => MarginMode.Portfolio,
            _ => null,
        }),
        result.IntOrZero("unifiedMarginStatus") >= FirstUnifiedStatus,
        result.TextOrEmpty("dcpStatus") == "ON",
        result.TimeOrNone("updatedTime"));

    // 1 is the classic account; 3 to 6 are the stages of the unified one.
    private const int FirstUnifiedStatus = 3;

    private static CoinBalance Coin(VenueFields row) => new(
        row.Text("coin"),
        row.DecimalOrNone("equity") ?? 0m,
        row.DecimalOrNone("walletBalance") ?? 0m,
        row.DecimalOrNone("locked") ?? 0m,
        row.DecimalOrNone("borrowAmount") ?? 0m,
        row.DecimalOrNone("accruedInterest") ?? 0m,
        row.DecimalOrNone("totalOrderIM"),
        row.DecimalOrNone("totalPositionIM"),
        row.DecimalOrNone("totalPositionMM"),
        row.DecimalOrNone("unrealisedPnl"),
        row.DecimalOrNone("cumRealisedPnl"),
        row.DecimalOrNone("bonus") ?? 0m,
        row.DecimalOrNone("usdValue"),
        row.BoolOrNone("marginCollateral") ?? row.BoolOrNone("collateralSwitch") ?? false);
}
