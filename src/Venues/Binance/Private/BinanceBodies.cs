using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Private.Rows;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>Writes the parameters of commands, in one fixed order; several orders go as JSON in one of them.</summary>
internal static class BinanceBodies
{
    /// <summary>An order that is placed at once.</summary>
    public static IEnumerable<(string Name, string? Value)> Ticket(OrderTicket ticket) =>
    [
        ("symbol", ticket.Coin.Symbol),
        ("side", ticket.Side.Wire()),
        .. Slot(ticket),
        ("type", ticket.Kind == OrderKind.Market ? "MARKET" : "LIMIT"),
        ("timeInForce", ticket.Kind == OrderKind.Market ? null : ticket.Life.Wire()),
        ("quantity", Number(ticket.SizeBase)),
        ("price", Number(ticket.LimitQuote)),
        .. ReduceOnly(ticket),
        ("newClientOrderId", ticket.ClientOrderId),
        ("newOrderRespType", "ACK"),
    ];

    /// <summary>An order that waits for its trigger.</summary>
    public static IEnumerable<(string Name, string? Value)> Algo(OrderTicket ticket, OrderTrigger trigger)
    {
        var isClosing = BinanceOrderRules.IsClosingAll(ticket);
        return
        [
            ("algoType", "CONDITIONAL"),
            ("symbol", ticket.Coin.Symbol),
            ("side", ticket.Side.Wire()),
            .. Slot(ticket),
            ("type", AlgoType(ticket, trigger)),
            ("timeInForce", ticket.Kind == OrderKind.Market ? null : ticket.Life.Wire()),
            ("quantity", isClosing ? null : Number(ticket.SizeBase)),
            ("price", Number(ticket.LimitQuote)),
            ("triggerPrice", Number(trigger.PriceQuote)),
            ("workingType", trigger.Watches.Wire()),
            ("closePosition", isClosing ? "true" : null),
            .. isClosing ? [] : ReduceOnly(ticket),
            ("clientAlgoId", ticket.ClientOrderId),
        ];
    }

    /// <summary>New values of an order: the venue wants side, size and price of it, changed or not.</summary>
    public static IEnumerable<(string Name, string? Value)> Change(OrderChange change, OrderReport now) =>
    [
        .. Key(change.Order),
        ("side", now.Side.Wire()),
        ("quantity", Number(change.SizeBase ?? now.SizeBase)),
        ("price", Number(change.LimitQuote ?? now.LimitQuote)),
    ];

    /// <summary>Symbol and id of an order.</summary>
    public static IEnumerable<(string Name, string? Value)> Key(OrderKey order) =>
    [
        ("symbol", order.Coin.Symbol),
        order.ClientOrderId.Length > 0
            ? ("origClientOrderId", order.ClientOrderId)
            : ("orderId", order.VenueOrderId),
    ];

    /// <summary>Id of an order that waits for its trigger.</summary>
    public static IEnumerable<(string Name, string? Value)> AlgoKey(OrderKey order) =>
    [
        ("symbol", order.Coin.Symbol),
        order.ClientOrderId.Length > 0
            ? ("clientAlgoId", order.ClientOrderId)
            : ("algoId", BinanceAlgoRow.AlgoIdOf(order.VenueOrderId)),
    ];

    /// <summary>As parameters.</summary>
    public static BinanceParameters Parameters(this IEnumerable<(string Name, string? Value)> fields) =>
        fields.Aggregate(new BinanceParameters(), (all, field) => all.With(field.Name, field.Value));

    /// <summary>Several orders as one parameter: objects of texts.</summary>
    public static BinanceParameters Batch(IEnumerable<IEnumerable<(string Name, string? Value)>> orders)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var order in orders)
            {
                json.WriteStartObject();
                foreach (var (name, value) in order.Where(field => field.Value is not null))
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return new BinanceParameters().With("batchOrders", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    // A stop waits for the price to get worse for whoever holds what it closes, a target for it to get better.
    private static string AlgoType(OrderTicket ticket, OrderTrigger trigger)
    {
        var isStop = trigger.WhenRising == (ticket.Side == Side.Buy);
        var word = isStop ? "STOP" : "TAKE_PROFIT";
        return ticket.Kind == OrderKind.Market ? word + "_MARKET" : word;
    }

    private static IEnumerable<(string Name, string? Value)> Slot(OrderTicket ticket) =>
        ticket.Slot == PositionSlot.Net ? [] : [("positionSide", ticket.Slot.Wire())];

    // With two positions the side and the slot say whether it reduces, and the venue refuses the word.
    private static IEnumerable<(string Name, string? Value)> ReduceOnly(OrderTicket ticket) =>
        ticket.ReduceOnly && ticket.Slot == PositionSlot.Net ? [("reduceOnly", "true")] : [];

    private static string? Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);
}
