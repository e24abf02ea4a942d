using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Wallets as rows of the <c>wallet</c> topic and of the wallet balance.</summary>
public static class WalletRows
{
    /// <summary>A wallet as it stands: one account, one coin.</summary>
    public static JsonObject Of(WalletView wallet)
    {
        var initial = wallet.PositionMarginQuote + wallet.OrderMarginQuote;
        return new JsonObject
        {
            ["accountType"] = "UNIFIED",
            ["accountIMRate"] = Share(initial, wallet.EquityQuote),
            ["accountMMRate"] = Share(wallet.MaintenanceQuote, wallet.EquityQuote),
            ["accountIMRateByMp"] = Share(initial, wallet.EquityQuote),
            ["accountMMRateByMp"] = Share(wallet.MaintenanceQuote, wallet.EquityQuote),
            ["accountLTV"] = "0",
            ["totalEquity"] = Text(wallet.EquityQuote),
            ["totalWalletBalance"] = Text(wallet.BalanceQuote),
            ["totalMarginBalance"] = Text(wallet.EquityQuote),
            ["totalAvailableBalance"] = Text(wallet.AvailableQuote),
            ["totalPerpUPL"] = Text(wallet.UnrealizedQuote),
            ["totalInitialMargin"] = Text(initial),
            ["totalInitialMarginByMp"] = Text(initial),
            ["totalMaintenanceMargin"] = Text(wallet.MaintenanceQuote),
            ["totalMaintenanceMarginByMp"] = Text(wallet.MaintenanceQuote),
            ["coin"] = new JsonArray(Coin(wallet)),
        };
    }

    private static JsonObject Coin(WalletView wallet) => new()
    {
        ["coin"] = "USDT",
        ["equity"] = Text(wallet.EquityQuote),
        ["usdValue"] = Text(wallet.EquityQuote),
        ["walletBalance"] = Text(wallet.BalanceQuote),
        ["locked"] = "0",
        ["spotHedgingQty"] = "0",
        ["borrowAmount"] = "0",
        ["spotBorrow"] = "0",
        ["accruedInterest"] = "0",
        ["totalOrderIM"] = Text(wallet.OrderMarginQuote),
        ["totalPositionIM"] = Text(wallet.PositionMarginQuote),
        ["totalPositionMM"] = Text(wallet.MaintenanceQuote),
        ["unrealisedPnl"] = Text(wallet.UnrealizedQuote),
        ["cumRealisedPnl"] = Text(wallet.RealizedTotalQuote),
        ["bonus"] = "0",
        ["collateralSwitch"] = true,
        ["marginCollateral"] = true,
        ["colRes"] = "0",
        ["free"] = string.Empty,
        ["availableToBorrow"] = string.Empty,
        ["availableToWithdraw"] = string.Empty,
    };

    private static string Share(decimal part, decimal whole) => whole > 0m ? Text(Math.Round(part / whole, 6)) : "0";
}
