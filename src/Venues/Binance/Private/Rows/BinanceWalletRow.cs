using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private.Rows;

/// <summary>Reads an account's money and terms.</summary>
internal static class BinanceWalletRow
{
    /// <summary>Reads the answer to the account query.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static WalletReport Read(VenueFields row)
    {
        var margin = row.DecimalOrNone("totalMarginBalance");
        var initial = row.DecimalOrNone("totalInitialMargin");
        var maintenance = row.DecimalOrNone("totalMaintMargin");
        return new WalletReport(
            margin,
            row.DecimalOrNone("totalWalletBalance"),
            margin,
            row.DecimalOrNone("availableBalance"),
            row.DecimalOrNone("totalUnrealizedProfit"),
            initial,
            maintenance,
            margin is > 0m ? initial / margin : null,
            margin is > 0m ? maintenance / margin : null,
            [.. row.Rows("assets").Select(Asset)]);
    }

    /// <summary>Reads the balances of an ACCOUNT_UPDATE: only those that changed, and no totals.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static WalletReport ReadEvent(IEnumerable<VenueFields> balances) => new(
        null, null, null, null, null, null, null, null, null, [.. balances.Select(Balance)]);

    /// <summary>Reads the answer to the question for fees.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static FeeRates Fees(VenueFields row, InstrumentId coin) => new(
        coin, row.Decimal("takerCommissionRate"), row.Decimal("makerCommissionRate"));

    private static CoinBalance Asset(VenueFields row) => new(
        row.Text("asset"),
        row.DecimalOrNone("marginBalance") ?? row.Decimal("walletBalance"),
        row.Decimal("walletBalance"),
        LockedAmount: 0m,
        BorrowedAmount: 0m,
        InterestAmount: 0m,
        row.DecimalOrNone("openOrderInitialMargin"),
        row.DecimalOrNone("positionInitialMargin"),
        row.DecimalOrNone("maintMargin"),
        row.DecimalOrNone("unrealizedProfit"),
        RealizedAmount: null,
        BonusAmount: 0m,
        ValueUsd: null,
        row.BoolOrNone("marginAvailable") ?? true);

    private static CoinBalance Balance(VenueFields row)
    {
        var wallet = row.Decimal("wb");
        return new CoinBalance(
            row.Text("a"), wallet, wallet, 0m, 0m, 0m, null, null, null, null, null, 0m, null, IsCollateral: true);
    }
}
