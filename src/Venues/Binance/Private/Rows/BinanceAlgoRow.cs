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
    public static OrderReport Read(VenueFields row, InstrumentId coin)
    {
        var word = row.TextOrEmpty("orderType");
        var created = row.TimeOrNone("createTime") ?? row.Time("updateTime");
        return Report(coin, row, new Facts(
            row.Text("algoId"),
            row.TextOrEmpty("clientAlgoId"),
            word.Length > 0 ? word : row.Text("type"),
            row.Text("algoStatus"),
            row.Word("side", BinanceWords.SideOf),
            row.TextOrEmpty("positionSide"),
            row.DecimalOrNone("quantity"),
            row.DecimalOrNone("executedQty") ?? row.DecimalOrNone("actualQty") ?? 0m,
            row.DecimalAboveZero("price"),
            row.DecimalAboveZero("triggerPrice") ?? row.DecimalAboveZero("activatePrice"),
            row.TextOrEmpty("workingType"),
            row.BoolOrNone("reduceOnly") ?? false,
            row.BoolOrNone("closePosition") ?? false,
            "",
            created,
            row.TimeOrNone("updateTime") ?? created));
    }

    /// <summary>Reads the order of an ALGO_UPDATE.</summary>
    /// <param name="row">The order.</param>
    /// <param name="coin">Which instrument.</param>
    /// <param name="at">Time of the event.</param>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public static OrderReport ReadEvent(VenueFields row, InstrumentId coin, DateTimeOffset at) =>
        Report(coin, row, new Facts(
            row.Text("aid"),
            row.TextOrEmpty("caid"),
            row.Text("o"),
            row.Text("X"),
            row.Word("S", BinanceWords.SideOf),
            row.TextOrEmpty("ps"),
            row.DecimalOrNone("q"),
            row.DecimalOrNone("aq") ?? 0m,
            row.DecimalAboveZero("p"),
            row.DecimalAboveZero("tp"),
            row.TextOrEmpty("wt"),
            row.BoolOrNone("R") ?? false,
            row.BoolOrNone("cp") ?? false,
            row.TextOrEmpty("rm"),
            at,
            at));

    private static OrderReport Report(InstrumentId coin, VenueFields row, Facts facts)
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

    private static OrderLife LifeOf(VenueFields row)
    {
        var word = row.TextOrEmpty("timeInForce") + row.TextOrEmpty("f");
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
