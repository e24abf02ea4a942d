using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private.Rows;

/// <summary>
/// Reads an order that waits for its trigger: a row of the algo lists, and an ALGO_UPDATE. Its ids are counted apart
/// from those of orders, so ours begin with a letter.
/// </summary>
internal static class BinanceAlgoRow
{
    /// <summary>What stands before the venue's id.</summary>
    public const char IdPrefix = 'a';

    /// <summary>The venue's word for one whose order has ended, filled or not.</summary>
    public const string Finished = "FINISHED";

    /// <summary>Our id of the venue's: null when it is of an order of the matching engine.</summary>
    public static string? AlgoIdOf(string venueOrderId) =>
        venueOrderId.StartsWith(IdPrefix) ? venueOrderId[1..] : null;

    /// <summary>Reads a row of a list, or the answer to a question about one.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static OrderReport Read(VenueRow row, InstrumentId coin)
    {
        var word = row["orderType"u8].NameOrEmpty();
        var created = row["createTime"u8].TimeOrNone() ?? row["updateTime"u8].Time();
        return Report(coin, row, new Facts(
            row["algoId"u8].Text(),
            row["clientAlgoId"u8].TextOrEmpty(),
            word.Length > 0 ? word : row["type"u8].Name(),
            row["algoStatus"u8].Name(),
            row["side"u8].Word(BinanceWords.SideOf),
            row["positionSide"u8].NameOrEmpty(),
            row["quantity"u8].DecimalOrNone(),
            row["executedQty"u8].DecimalOrNone() ?? row["actualQty"u8].DecimalOrNone() ?? 0m,
            row["price"u8].DecimalAboveZero(),
            row["triggerPrice"u8].DecimalAboveZero() ?? row["activatePrice"u8].DecimalAboveZero(),
            row["workingType"u8].NameOrEmpty(),
            row["reduceOnly"u8].BoolOrNone() ?? false,
            row["closePosition"u8].BoolOrNone() ?? false,
            "",
            created,
            row["updateTime"u8].TimeOrNone() ?? created));
    }

    /// <summary>Reads the order of an ALGO_UPDATE.</summary>
    /// <param name="row">The order.</param>
    /// <param name="coin">Which instrument.</param>
    /// <param name="at">Time of the event.</param>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static OrderReport ReadEvent(VenueRow row, InstrumentId coin, DateTimeOffset at) =>
        Report(coin, row, new Facts(
            row["aid"u8].Text(),
            row["caid"u8].TextOrEmpty(),
            row["o"u8].Name(),
            row["X"u8].Name(),
            row["S"u8].Word(BinanceWords.SideOf),
            row["ps"u8].NameOrEmpty(),
            row["q"u8].DecimalOrNone(),
            row["aq"u8].DecimalOrNone() ?? 0m,
            row["p"u8].DecimalAboveZero(),
            row["tp"u8].DecimalAboveZero(),
            row["wt"u8].NameOrEmpty(),
            row["R"u8].BoolOrNone() ?? false,
            row["cp"u8].BoolOrNone() ?? false,
            row["rm"u8].TextOrEmpty(),
            at,
            at));

    private static OrderReport Report(InstrumentId coin, VenueRow row, Facts facts)
    {
        var kind = BinanceWords.Kind(facts.Type)
            ?? throw new VenueFormatException($"type '{VenueJson.Shown(facts.Type)}' is not understood");
        var size = facts.Size ?? 0m;
        var (status, end, detail) = StatusOf(facts, size);
        var life = kind == OrderKind.Market ? OrderLife.ImmediateOrCancel : LifeOf(row);
        return new OrderReport(
            coin,
            IdPrefix + facts.Id,
            facts.ClientId,
            "",
            facts.Side,
            kind,
            life,
            size,
            facts.Filled,
            size > 0m ? size - facts.Filled : null,
            kind == OrderKind.Limit ? facts.Limit : null,
            AverageQuote: null,
            FeesQuote: null,
            status,
            end,
            detail,
            facts.ReduceOnly || facts.Closes,
            BinanceOrderRow.SlotOf(facts.Slot),
            facts.Closes ? OrderOrigin.Protection : OrderOrigin.User,
            BinanceWords.Role(facts.Type, facts.Closes),
            facts.Trigger is { } price
                ? new OrderTrigger(
                    price, BinanceWords.WaitsForRise(facts.Type, facts.Side), BinanceWords.Trigger(facts.Watches))
                : null,
            StopQuote: null,
            TargetQuote: null,
            facts.CreatedAt,
            facts.UpdatedAt);
    }

    private static OrderLife LifeOf(VenueRow row)
    {
        var word = row["timeInForce"u8].NameOrEmpty() + row["f"u8].NameOrEmpty();
        return BinanceWords.Life(word.Length == 0 ? "GTC" : word)
            ?? throw new VenueFormatException($"timeInForce '{VenueJson.Shown(word)}' is not understood");
    }

    // FINISHED says that the order it became has ended, filled or not.
    private static (OrderStatus Status, OrderEnd End, string Detail) StatusOf(Facts facts, decimal size) =>
        facts.Status switch
        {
            "NEW" => (OrderStatus.Untriggered, OrderEnd.None, ""),
            "TRIGGERING" or "TRIGGERED" => (OrderStatus.Triggered, OrderEnd.None, ""),
            Finished when facts.Filled > 0m && facts.Filled >= size => (OrderStatus.Filled, OrderEnd.None, ""),
            Finished => (OrderStatus.Cancelled, OrderEnd.Other, Finished),
            "CANCELED" => (OrderStatus.Cancelled, OrderEnd.OnRequest, ""),
            "EXPIRED" => Ended(OrderStatus.Cancelled, facts),
            "REJECTED" => Ended(OrderStatus.Rejected, facts),
            _ => throw new VenueFormatException($"algoStatus '{VenueJson.Shown(facts.Status)}' is not understood"),
        };

    private static (OrderStatus Status, OrderEnd End, string Detail) Ended(OrderStatus status, Facts facts)
    {
        var (end, detail) = BinanceWords.End(facts.Status, OrderLife.UntilCancelled, facts.Reason);
        return (status, end, detail);
    }

    private sealed record Facts(
        string Id,
        string ClientId,
        string Type,
        string Status,
        Side Side,
        string Slot,
        decimal? Size,
        decimal Filled,
        decimal? Limit,
        decimal? Trigger,
        string Watches,
        bool ReduceOnly,
        bool Closes,
        string Reason,
        DateTimeOffset CreatedAt,
        DateTimeOffset UpdatedAt);
}
