using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Rest;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Positions as rows of the <c>position</c> topic and of the position list.</summary>
public static class PositionRows
{
    /// <summary>A row of the topic: it calls the average entry <c>entryPrice</c>.</summary>
    public static JsonObject ForTopic(PositionView position, TradingTerms terms)
    {
        var row = Of(position, terms);
        row["entryPrice"] = Text(position.EntryQuote, "0");
        return row;
    }

    /// <summary>A row of the list: it calls the average entry <c>avgPrice</c>.</summary>
    public static JsonObject ForList(PositionView position, TradingTerms terms)
    {
        var row = Of(position, terms);
        row["avgPrice"] = Text(position.EntryQuote, "0");
        return row;
    }

    private static JsonObject Of(PositionView position, TradingTerms terms)
    {
        var size = Math.Abs(position.SizeBase);
        var tier = terms.Tiers.FirstOrDefault(t => size * (position.MarkQuote ?? 0m) <= t.NotionalQuoteMax)
            ?? terms.Tiers[^1];
        var row = new JsonObject
        {
            ["category"] = "linear",
            ["symbol"] = position.Instrument.Symbol,
            ["side"] = Side(position),
            ["size"] = Text(size),
            ["positionIdx"] = VenueWords.Of(position.Leg),
            ["positionValue"] = Text(size * (position.EntryQuote ?? 0m)),
            ["riskId"] = terms.Tiers.IndexOf(tier) + 1,
            ["riskLimitValue"] = Text(tier.NotionalQuoteMax),
            ["tradeMode"] = position.MarginMode == MarginMode.Isolated ? 1 : 0,
            ["autoAddMargin"] = 0,
            ["leverage"] = Text(position.Leverage),
            ["markPrice"] = Text(position.MarkQuote),
            ["liqPrice"] = Text(position.LiquidationQuote),
            ["bustPrice"] = Text(position.BankruptcyQuote),
            ["breakEvenPrice"] = Text(position.EntryQuote),
            ["positionStatus"] = "Normal",
            ["adlRankIndicator"] = 0,
            ["isReduceOnly"] = false,
            ["seq"] = position.UpdatedAt.ToUnixTimeMilliseconds(),
        };
        AddMoney(row, position);
        AddStops(row, position);
        AddTimes(row, position);
        return row;
    }

    // In hedge mode a flat leg still has its side.
    private static string Side(PositionView position) => position switch
    {
        { SizeBase: > 0m } or { Leg: PositionLeg.Long } => "Buy",
        { SizeBase: < 0m } or { Leg: PositionLeg.Short } => "Sell",
        _ => string.Empty,
    };

    private static void AddMoney(JsonObject row, PositionView position)
    {
        row["positionIM"] = Text(position.MarginQuote);
        row["positionMM"] = Text(position.MaintenanceQuote);
        row["positionIMByMp"] = Text(position.MarginQuote);
        row["positionMMByMp"] = Text(position.MaintenanceQuote);
        row["positionBalance"] = Text(position.MarginMode == MarginMode.Isolated ? position.MarginQuote : 0m);
        row["unrealisedPnl"] = Text(position.UnrealizedQuote);
        row["curRealisedPnl"] = Text(position.RealizedQuote);
        row["cumRealisedPnl"] = Text(position.RealizedTotalQuote);
        row["sessionAvgPrice"] = string.Empty;
    }

    private static void AddStops(JsonObject row, PositionView position)
    {
        row["takeProfit"] = Text(position.TakeProfit?.TriggerQuote);
        row["stopLoss"] = Text(position.StopLoss?.TriggerQuote);
        row["trailingStop"] = Text(position.TrailingQuote, "0");
        row["tpslMode"] = "Full";
    }

    private static void AddTimes(JsonObject row, PositionView position)
    {
        row["createdTime"] = Answer.Ms(position.OpenedAt ?? position.UpdatedAt);
        row["openTime"] = Answer.Ms(position.OpenedAt ?? DateTimeOffset.UnixEpoch);
        row["updatedTime"] = Answer.Ms(position.UpdatedAt);
        row["mmrSysUpdatedTime"] = string.Empty;
        row["leverageSysUpdatedTime"] = string.Empty;
    }
}
