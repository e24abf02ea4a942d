using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private.Rows;

/// <summary>Reads an account's money and terms.</summary>
internal static class BinanceWalletRow
{
    /// <summary>Reads the answer to the account query.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static WalletReport Read(VenueRow row)
    {
        var margin = row["totalMarginBalance"u8].DecimalOrNone();
        var initial = row["totalInitialMargin"u8].DecimalOrNone();
        var maintenance = row["totalMaintMargin"u8].DecimalOrNone();
        return new WalletReport(
            margin,
            row["totalWalletBalance"u8].DecimalOrNone(),
            margin,
            row["availableBalance"u8].DecimalOrNone(),
            row["totalUnrealizedProfit"u8].DecimalOrNone(),
            initial,
            maintenance,
            margin is > 0m ? initial / margin : null,
            margin is > 0m ? maintenance / margin : null,
            row["assets"u8].Rows(Asset));
    }

    /// <summary>Reads the balances of an ACCOUNT_UPDATE: only those that changed, and no totals.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static WalletReport ReadEvent(VenueValue balances) => new(
        null, null, null, null, null, null, null, null, null, balances.Rows(Balance));

    /// <summary>Reads the answer to the question for fees.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static FeeRates Fees(VenueRow row, InstrumentId coin) => new(
        coin, row["takerCommissionRate"u8].Decimal(), row["makerCommissionRate"u8].Decimal());

    private static CoinBalance Asset(VenueRow row) => new(
        row["asset"u8].Name(),
        row["marginBalance"u8].DecimalOrNone() ?? row["walletBalance"u8].Decimal(),
        row["walletBalance"u8].Decimal(),
        LockedAmount: 0m,
        BorrowedAmount: 0m,
        InterestAmount: 0m,
        row["openOrderInitialMargin"u8].DecimalOrNone(),
        row["positionInitialMargin"u8].DecimalOrNone(),
        row["maintMargin"u8].DecimalOrNone(),
        row["unrealizedProfit"u8].DecimalOrNone(),
        RealizedAmount: null,
        BonusAmount: 0m,
        ValueUsd: null,
        row["marginAvailable"u8].BoolOrNone() ?? true);

    private static CoinBalance Balance(VenueRow row)
    {
        var wallet = row["wb"u8].Decimal();
        return new CoinBalance(
            row["a"u8].Name(), wallet, wallet, 0m, 0m, 0m, null, null, null, null, null, 0m, null, IsCollateral: true);
    }
}
