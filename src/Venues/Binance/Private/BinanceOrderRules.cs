using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>Finds tickets and changes that contradict themselves before they cost a request.</summary>
internal static class BinanceOrderRules
{
    /// <summary>Longest id of ours that Binance takes.</summary>
    public const int ClientOrderIdCharsMax = 36;

    /// <summary>Checks a ticket.</summary>
    /// <exception cref="ArgumentException">It contradicts itself; names field and value.</exception>
    public static OrderTicket Checked(OrderTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        _ = BinanceVenue.SymbolOf(ticket.Coin);
        CheckId(ticket.ClientOrderId);
        Require(
            ticket.SizeBase > 0m || IsClosingAll(ticket), nameof(ticket.SizeBase), ticket.SizeBase, "above 0");
        var wantsLimit = ticket.Kind == OrderKind.Limit;
        Require(
            wantsLimit ? ticket.LimitQuote is > 0m : ticket.LimitQuote is null,
            nameof(ticket.LimitQuote),
            ticket.LimitQuote,
            wantsLimit ? "above 0 for a limit order" : "absent for a market order");
        Require(
            wantsLimit || ticket.Life is OrderLife.UntilCancelled or OrderLife.ImmediateOrCancel,
            nameof(ticket.Life),
            ticket.Life,
            "that of an order that does not rest, since it is a market order");
        Require(
            ticket.Trigger is null or { PriceQuote: > 0m },
            nameof(ticket.Trigger),
            ticket.Trigger?.PriceQuote,
            "at a price above 0");
        Require(
            ticket.Trigger?.Watches is null or TriggerPrice.Last or TriggerPrice.Mark,
            nameof(OrderTrigger.Watches),
            ticket.Trigger?.Watches,
            "Last or Mark: Binance triggers by no other");
        return ticket;
    }

    /// <summary>Checks a change.</summary>
    /// <exception cref="ArgumentException">Nothing is to change, or a value is out of range.</exception>
    public static OrderChange Checked(OrderChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Checked(change.Order);
        Require(
            change is not { SizeBase: null, LimitQuote: null, TriggerQuote: null, StopQuote: null, TargetQuote: null },
            nameof(change),
            "empty",
            "a change of something");
        Require(change.SizeBase is null or > 0m, nameof(change.SizeBase), change.SizeBase, "above 0");
        Require(change.LimitQuote is null or > 0m, nameof(change.LimitQuote), change.LimitQuote, "above 0");
        Require(change.TriggerQuote is null or > 0m, nameof(change.TriggerQuote), change.TriggerQuote, "above 0");
        return change;
    }

    /// <summary>Checks the name of an order.</summary>
    /// <exception cref="ArgumentException">It names none.</exception>
    public static OrderKey Checked(OrderKey order)
    {
        ArgumentNullException.ThrowIfNull(order);
        _ = BinanceVenue.SymbolOf(order.Coin);
        if (order.VenueOrderId.Length == 0)
        {
            Require(
                order.ClientOrderId is { Length: >= 1 and <= ClientOrderIdCharsMax }
                    && order.ClientOrderId.All(c => char.IsAsciiLetterOrDigit(c) || "-_.:/".Contains(c)),
                "ClientOrderId",
                order.ClientOrderId,
                $"1 to {ClientOrderIdCharsMax} letters, digits, or one of '-_.:/'");
        }

        return order;
    }

    /// <summary>Whether a ticket closes a whole position, whatever its size.</summary>
    public static bool IsClosingAll(OrderTicket ticket) =>
        ticket is { SizeBase: 0m, ReduceOnly: true, Kind: OrderKind.Market };

    private static void CheckId(string id) => Require(
        id is { Length: >= 1 and <= ClientOrderIdCharsMax }
            && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
        "ClientOrderId",
        id,
        $"1 to {ClientOrderIdCharsMax} letters, digits, '-' or '_'");

    private static void Require(bool holds, string field, object? value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException($"{field} is '{value}', must be {wanted}.", field);
        }
    }
}
