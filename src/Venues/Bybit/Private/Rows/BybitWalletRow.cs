using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private.Rows;

/// <summary>Reads an account's money and terms: wallet topic, wallet balance, fee rates, account info.</summary>
internal static class BybitWalletRow
{
    /// <summary>Reads a row of the wallet topic or of the wallet balance.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static WalletReport Read(VenueRow row) => new(
        row["totalEquity"u8].DecimalOrNone(),
        row["totalWalletBalance"u8].DecimalOrNone(),
        row["totalMarginBalance"u8].DecimalOrNone(),
        row["totalAvailableBalance"u8].DecimalOrNone(),
        row["totalPerpUPL"u8].DecimalOrNone() ?? row["totalPerpUpl"u8].DecimalOrNone(),
        row["totalInitialMargin"u8].DecimalOrNone(),
        row["totalMaintenanceMargin"u8].DecimalOrNone(),
        row["accountIMRate"u8].DecimalOrNone(),
        row["accountMMRate"u8].DecimalOrNone(),
        row["coin"u8].Rows(Coin));

    /// <summary>Reads a row of the fee rates.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static FeeRates Fees(VenueRow row, BybitCategory category) => new(
        category.CoinOf(row["symbol"u8].Name()), row["takerFeeRate"u8].Decimal(), row["makerFeeRate"u8].Decimal());

    /// <summary>Reads the account info.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static AccountSettings Settings(VenueRow result) => new(
        result["marginMode"u8].Word<MarginMode>(word => word switch
        {
            "ISOLATED_MARGIN" => MarginMode.Isolated,
            "REGULAR_MARGIN" => MarginMode.Cross,
            "PORTFOLIO_MARGIN" => MarginMode.Portfolio,
            _ => null,
        }),
        result["unifiedMarginStatus"u8].IntOrZero() >= FirstUnifiedStatus,
        result["dcpStatus"u8].NameOrEmpty() == "ON",
        result["updatedTime"u8].TimeOrNone());

    // 1 is the classic account; 3 to 6 are the stages of the unified one.
    private const int FirstUnifiedStatus = 3;

    private static CoinBalance Coin(VenueRow row) => new(
        row["coin"u8].Name(),
        row["equity"u8].DecimalOrNone() ?? 0m,
        row["walletBalance"u8].DecimalOrNone() ?? 0m,
        row["locked"u8].DecimalOrNone() ?? 0m,
        row["borrowAmount"u8].DecimalOrNone() ?? 0m,
        row["accruedInterest"u8].DecimalOrNone() ?? 0m,
        row["totalOrderIM"u8].DecimalOrNone(),
        row["totalPositionIM"u8].DecimalOrNone(),
        row["totalPositionMM"u8].DecimalOrNone(),
        row["unrealisedPnl"u8].DecimalOrNone(),
        row["cumRealisedPnl"u8].DecimalOrNone(),
        row["bonus"u8].DecimalOrNone() ?? 0m,
        row["usdValue"u8].DecimalOrNone(),
        row["marginCollateral"u8].BoolOrNone() ?? row["collateralSwitch"u8].BoolOrNone() ?? false);
}
