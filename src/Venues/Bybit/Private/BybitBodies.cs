using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit.Private.Rows;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// Writes the bodies of commands, fields in one fixed order: numbers as texts, as Bybit wants them. The same objects go
/// over REST and over the socket for orders.
/// </summary>
internal static class BybitBodies
{
    /// <summary>The category, symbol and order of a create request.</summary>
    public static void WriteTicket(Utf8JsonWriter json, OrderTicket ticket)
    {
        var isSpot = BybitCategory.Of(ticket.Coin) == BybitCategory.Spot;
        var isMarket = ticket.Kind == OrderKind.Market;
        json.WriteString("symbol", ticket.Coin.Symbol);
        json.WriteString("side", ticket.Side.Wire());
        json.WriteString("orderType", ticket.Kind.Wire());
        WriteNumber(json, "qty", ticket.SizeBase);
        WriteNumber(json, "price", ticket.LimitQuote);
        json.WriteString("timeInForce", isMarket ? "IOC" : ticket.Life.Wire());
        if (isSpot && isMarket)
        {
            json.WriteString("marketUnit", "baseCoin"); // Without it a spot market buy counts in quote.
        }

        if (!isSpot)
        {
            json.WriteNumber("positionIdx", ticket.Slot.Wire());
        }

        json.WriteString("orderLinkId", ticket.ClientOrderId);
        WriteTerms(json, ticket);
    }

    /// <summary>The order and new values of an amend request.</summary>
    public static void WriteChange(Utf8JsonWriter json, OrderChange change)
    {
        WriteKey(json, change.Order);
        WriteNumber(json, "qty", change.SizeBase);
        WriteNumber(json, "price", change.LimitQuote);
        WriteNumber(json, "triggerPrice", change.TriggerQuote);
        WriteNumber(json, "takeProfit", change.TargetQuote);
        WriteNumber(json, "stopLoss", change.StopQuote);
    }

    /// <summary>Symbol and id of an order.</summary>
    public static void WriteKey(Utf8JsonWriter json, OrderKey order)
    {
        json.WriteString("symbol", order.Coin.Symbol);
        if (order.ClientOrderId.Length > 0)
        {
            json.WriteString("orderLinkId", order.ClientOrderId);
        }
        else
        {
            json.WriteString("orderId", order.VenueOrderId);
        }
    }

    /// <summary>A command about one thing.</summary>
    public static string One<T>(BybitCategory category, T item, Action<Utf8JsonWriter, T> write) => Body(json =>
    {
        json.WriteString("category", category.Wire);
        write(json, item);
    });

    /// <summary>A command about several things of one category.</summary>
    public static string Many<T>(BybitCategory category, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        Body(json =>
        {
            json.WriteString("category", category.Wire);
            json.WriteStartArray("request");
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    /// <summary>set-leverage: both sides alike.</summary>
    public static string Leverage(InstrumentId coin, decimal leverage) => Body(json =>
    {
        json.WriteString("category", BybitCategory.Of(coin).Wire);
        json.WriteString("symbol", coin.Symbol);
        WriteNumber(json, "buyLeverage", leverage);
        WriteNumber(json, "sellLeverage", leverage);
    });

    /// <summary>switch-mode.</summary>
    public static string Mode(InstrumentId coin, PositionMode mode) => Body(json =>
    {
        json.WriteString("category", BybitCategory.Of(coin).Wire);
        json.WriteString("symbol", coin.Symbol);
        json.WriteNumber("mode", mode.Wire());
    });

    /// <summary>trading-stop of a whole position.</summary>
    public static string Stops(ProtectionOrder order) => Body(json =>
    {
        json.WriteString("category", BybitCategory.Of(order.Coin).Wire);
        json.WriteString("symbol", order.Coin.Symbol);
        json.WriteString("tpslMode", "Full");
        json.WriteNumber("positionIdx", order.Slot.Wire());
        WriteNumber(json, "takeProfit", order.TargetQuote);
        WriteNumber(json, "stopLoss", order.StopQuote);
        WriteNumber(json, "trailingStop", order.TrailingQuote);
        if (order.TargetQuote is > 0m)
        {
            json.WriteString("tpTriggerBy", order.Watches.Wire());
        }

        if (order.StopQuote is > 0m)
        {
            json.WriteString("slTriggerBy", order.Watches.Wire());
        }
    });

    /// <summary>cancel-all of a symbol, of all that settles in a coin, or of a whole category.</summary>
    public static string CancelAll(BybitCategory category, string? symbol, string? settleCoin) => Body(json =>
    {
        json.WriteString("category", category.Wire);
        if (symbol is not null)
        {
            json.WriteString("symbol", symbol);
        }
        else if (settleCoin is not null)
        {
            json.WriteString("settleCoin", settleCoin);
        }
    });

    /// <summary>An object as compact JSON.</summary>
    public static string Body(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTerms(Utf8JsonWriter json, OrderTicket ticket)
    {
        if (ticket.ReduceOnly)
        {
            json.WriteBoolean("reduceOnly", true);
        }

        if (BybitOrderRules.IsClosingAll(ticket))
        {
            json.WriteBoolean("closeOnTrigger", true);
        }

        if (ticket.Trigger is { } trigger)
        {
            WriteNumber(json, "triggerPrice", trigger.PriceQuote);
            json.WriteNumber("triggerDirection", trigger.WhenRising ? 1 : 2);
            json.WriteString("triggerBy", trigger.Watches.Wire());
        }

        if (ticket.Protection is not { } protection || protection is { StopQuote: null, TargetQuote: null })
        {
            return;
        }

        WriteNumber(json, "takeProfit", protection.TargetQuote);
        WriteNumber(json, "stopLoss", protection.StopQuote);
        if (protection.TargetQuote is not null)
        {
            json.WriteString("tpTriggerBy", protection.Watches.Wire());
        }

        if (protection.StopQuote is not null)
        {
            json.WriteString("slTriggerBy", protection.Watches.Wire());
        }

        json.WriteString("tpslMode", "Full");
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
