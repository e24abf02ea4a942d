using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Positions and the wallet as REST writes them.</summary>
public static class PositionRows
{
    /// <summary>A row of positionRisk, version 3.</summary>
    public static JsonObject Risk(PositionView position, decimal ordersQuote)
    {
        var notional = position.SizeBase * (position.MarkQuote ?? 0m);
        return new JsonObject
        {
            ["symbol"] = position.Instrument.Symbol,
            ["positionSide"] = Words.Of(position.Leg),
            ["positionAmt"] = Text(position.SizeBase),
            ["entryPrice"] = Money(position.EntryQuote ?? 0m),
            ["breakEvenPrice"] = Money(position.EntryQuote ?? 0m),
            ["markPrice"] = Money(position.MarkQuote ?? 0m),
            ["unRealizedProfit"] = Money(position.UnrealizedQuote),
            ["liquidationPrice"] = Money(position.LiquidationQuote ?? 0m),
            ["isolatedMargin"] = Money(Isolated(position, position.MarginQuote + position.UnrealizedQuote)),
            ["notional"] = Money(notional),
            ["marginAsset"] = "USDT",
            ["isolatedWallet"] = Money(Isolated(position, position.MarginQuote)),
            ["initialMargin"] = Money(position.MarginQuote + ordersQuote),
            ["maintMargin"] = Money(position.MaintenanceQuote),
            ["positionInitialMargin"] = Money(position.MarginQuote),
            ["openOrderInitialMargin"] = Money(ordersQuote),
            ["adl"] = 0,
            ["bidNotional"] = "0",
            ["askNotional"] = "0",
            ["updateTime"] = position.UpdatedAt.ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>A row of positionRisk, version 2: with what the account chose for the symbol.</summary>
    public static JsonObject RiskWithChoices(PositionView position, TradingTerms terms)
    {
        var row = Risk(position, 0m);
        row["leverage"] = Text(position.Leverage);
        row["maxNotionalValue"] = Text(NotionalMax(terms, position.Leverage));
        row["marginType"] = Words.Of(position.MarginMode);
        row["isAutoAddMargin"] = "false";
        return row;
    }

    /// <summary>A row of the positions in an account, version 2.</summary>
    public static JsonObject InAccount(PositionView position, TradingTerms terms)
    {
        var row = AccountRow(position);
        row["leverage"] = Text(position.Leverage);
        row["isolated"] = position.MarginMode == MarginMode.Isolated;
        row["entryPrice"] = Money(position.EntryQuote ?? 0m);
        row["breakEvenPrice"] = Money(position.EntryQuote ?? 0m);
        row["maxNotional"] = Text(NotionalMax(terms, position.Leverage));
        row["positionInitialMargin"] = Money(position.MarginQuote);
        row["openOrderInitialMargin"] = "0";
        row["bidNotional"] = "0";
        row["askNotional"] = "0";
        return row;
    }

    /// <summary>A row of the positions in an account, version 3.</summary>
    public static JsonObject AccountRow(PositionView position) => new()
    {
        ["symbol"] = position.Instrument.Symbol,
        ["positionSide"] = Words.Of(position.Leg),
        ["positionAmt"] = Text(position.SizeBase),
        ["unrealizedProfit"] = Money(position.UnrealizedQuote),
        ["isolatedMargin"] = Money(Isolated(position, position.MarginQuote + position.UnrealizedQuote)),
        ["notional"] = Money(position.SizeBase * (position.MarkQuote ?? 0m)),
        ["isolatedWallet"] = Money(Isolated(position, position.MarginQuote)),
        ["initialMargin"] = Money(position.MarginQuote),
        ["maintMargin"] = Money(position.MaintenanceQuote),
        ["updateTime"] = position.UpdatedAt.ToUnixTimeMilliseconds(),
    };

    /// <summary>The highest position value that a leverage allows.</summary>
    public static decimal NotionalMax(TradingTerms terms, decimal leverage) =>
        terms.Tiers.LastOrDefault(tier => tier.LeverageMax >= leverage)?.NotionalQuoteMax ?? 0m;

    /// <summary>An amount with eight decimals, as the venue writes it.</summary>
    public static string Money(decimal amount) =>
        amount.ToString("0.00000000", System.Globalization.CultureInfo.InvariantCulture);

    private static decimal Isolated(PositionView position, decimal amount) =>
        position is { MarginMode: MarginMode.Isolated, SizeBase: not 0m } ? amount : 0m;
}
