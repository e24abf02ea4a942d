using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Reads the parameters of orders.</summary>
public static class OrderReader
{
    private const int LinkIdCharactersMax = 45;

    /// <summary>The instrument; mistakes are noted in the fields.</summary>
    public static InstrumentId Instrument(RequestFields fields, IExchange exchange)
    {
        fields.OneOf("category", null, "linear");
        var symbol = fields.Text("symbol");
        if (TradingDesk.InstrumentOf(symbol) is { } id && exchange.Terms(id) is not null)
        {
            return id;
        }

        fields.Fail($"params error: symbol invalid {symbol}");
        return default;
    }

    /// <summary>A new order; mistakes are noted in the fields.</summary>
    public static OrderRequest Order(RequestFields fields, InstrumentId instrument, IExchange exchange)
    {
        var side = Side(fields);
        var kind = fields.OneOf("orderType", null, "Market", "Limit") == "Market" ? OrderKind.Market : OrderKind.Limit;
        var size = fields.Decimal("qty");
        if (size is null)
        {
            fields.Fail("params error: qty is empty");
        }

        var request = new OrderRequest(
            side,
            kind,
            size ?? 0m,
            kind == OrderKind.Limit ? Limit(fields, side, instrument, exchange) : null,
            TimeOf(fields, kind),
            fields.Flag("reduceOnly") || fields.Flag("closeOnTrigger"),
            Leg(fields),
            LinkId(fields),
            Trigger(fields),
            Protection(fields),
            Prevention(fields),
            fields.Flag("closeOnTrigger"),
            kind == OrderKind.Market ? Band(fields, side, instrument, exchange) : null);
        return request;
    }

    /// <summary>Which position: positionIdx.</summary>
    public static PositionLeg Leg(RequestFields fields) => fields.Whole("positionIdx", 0, 0, 2) switch
    {
        0 => PositionLeg.Net,
        1 => PositionLeg.Long,
        2 => PositionLeg.Short,
        _ => throw new InvalidOperationException("positionIdx was checked to be 0, 1 or 2."),
    };

    /// <summary>Names an order by orderId, or else by orderLinkId.</summary>
    public static OrderKey Key(RequestFields fields)
    {
        var (id, link) = (fields.Text("orderId"), fields.Text("orderLinkId"));
        if (id.Length == 0 && link.Length == 0)
        {
            fields.Fail("params error: orderId or orderLinkId is required");
        }

        // An id that is none of ours names an order that cannot exist.
        return id.Length > 0 ? new OrderKey(VenueIds.OrderNumber(id) ?? long.MaxValue) : new OrderKey(0, link);
    }

    /// <summary>Take-profit and stop-loss of an entry; null for none.</summary>
    public static AttachedProtection? Protection(RequestFields fields)
    {
        var isPartial = fields.OneOf("tpslMode", "Full", "Full", "Partial") == "Partial";
        var profit = Protection(fields, "takeProfit", "tp");
        var loss = Protection(fields, "stopLoss", "sl");
        if (!isPartial && (profit?.LimitQuote ?? loss?.LimitQuote) is not null)
        {
            fields.Fail("params error: a limit price needs tpslMode Partial");
        }

        return profit is null && loss is null ? null : new AttachedProtection(profit, loss, isPartial);
    }

    /// <summary>One take-profit or stop-loss; null for none.</summary>
    /// <param name="fields">The parameters.</param>
    /// <param name="name">takeProfit or stopLoss.</param>
    /// <param name="prefix">tp or sl.</param>
    public static ProtectionPrice? Protection(RequestFields fields, string name, string prefix)
    {
        var source = Source(fields, $"{prefix}TriggerBy");
        var isLimit = fields.OneOf($"{prefix}OrderType", "Market", "Market", "Limit") == "Limit";
        var limit = fields.Price($"{prefix}LimitPrice");
        if (isLimit && limit is null)
        {
            fields.Fail($"params error: {prefix}LimitPrice is required");
        }

        return fields.Price(name) is { } price ? new ProtectionPrice(price, source, isLimit ? limit : null) : null;
    }

    private static Side Side(RequestFields fields) =>
        fields.OneOf("side", null, "Buy", "Sell") == "Buy" ? Messages.Units.Side.Buy : Messages.Units.Side.Sell;

    private static TriggerSource Source(RequestFields fields, string name) =>
        fields.OneOf(name, "LastPrice", "LastPrice", "MarkPrice", "IndexPrice") switch
        {
            "MarkPrice" => TriggerSource.Mark,
            "IndexPrice" => TriggerSource.Index,
            _ => TriggerSource.Last,
        };

    private static TimeInForce TimeOf(RequestFields fields, OrderKind kind)
    {
        var text = fields.OneOf("timeInForce", "GTC", "GTC", "IOC", "FOK", "PostOnly");
        return kind == OrderKind.Market ? TimeInForce.ImmediateOrCancel : text switch
        {
            "IOC" => TimeInForce.ImmediateOrCancel,
            "FOK" => TimeInForce.FillOrKill,
            "PostOnly" => TimeInForce.PostOnly,
            _ => TimeInForce.GoodTillCancelled,
        };
    }

    private static SelfTradePrevention Prevention(RequestFields fields) =>
        fields.OneOf("smpType", "None", "None", "CancelTaker", "CancelMaker", "CancelBoth") switch
        {
            "CancelTaker" => SelfTradePrevention.CancelTaker,
            "CancelMaker" => SelfTradePrevention.CancelMaker,
            "CancelBoth" => SelfTradePrevention.CancelBoth,
            _ => SelfTradePrevention.None,
        };

    private static string LinkId(RequestFields fields)
    {
        var link = fields.Text("orderLinkId");
        if (link.Length > LinkIdCharactersMax)
        {
            fields.Fail($"order link id is longer than {LinkIdCharactersMax}");
        }

        if (!link.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            fields.Fail("params error: orderLinkId invalid");
        }

        return link;
    }

    private static OrderTrigger? Trigger(RequestFields fields)
    {
        if (fields.Price("triggerPrice") is not { } price)
        {
            return null;
        }

        var direction = fields.OneOf("triggerDirection", null, "1", "2") == "1"
            ? TriggerDirection.RisesTo
            : TriggerDirection.FallsTo;
        return new OrderTrigger(price, direction, Source(fields, "triggerBy"));
    }

    // The price, or the one of a level of the book: of the own side (Queue) or the other (Counterparty).
    private static decimal? Limit(RequestFields fields, Side side, InstrumentId instrument, IExchange exchange)
    {
        if (!fields.Has("bboSideType"))
        {
            var price = fields.Price("price");
            if (price is null)
            {
                fields.Fail("params error: price is empty");
            }

            return price;
        }

        var isQueue = fields.OneOf("bboSideType", null, "Queue", "Counterparty") == "Queue";
        var level = (int)fields.Whole("bboLevel", 1, 1, 5);
        var levels = exchange.Terms(instrument) is null
            ? []
            : exchange.Depth(instrument, isQueue ? side : side.Opposite(), level);
        if (levels.Count < level)
        {
            fields.Fail("params error: bboLevel is beyond the book");
            return null;
        }

        return levels[level - 1].PriceQuote;
    }

    private static decimal? Band(RequestFields fields, Side side, InstrumentId instrument, IExchange exchange)
    {
        if (!fields.Has("slippageToleranceType"))
        {
            return null;
        }

        var type = fields.OneOf("slippageToleranceType", null, "TickSize", "Percent");
        var tolerance = fields.Price("slippageTolerance");
        var terms = exchange.Terms(instrument);
        var best = terms is null ? [] : exchange.Depth(instrument, side.Opposite(), 1);
        var band = type == "Percent" ? tolerance / 100m
            : best.Count > 0 ? tolerance * terms!.Instrument.TickQuote / best[0].PriceQuote
            : null;
        if (band is not (> 0m and < 1m))
        {
            fields.Fail("params error: slippageTolerance invalid");
            return null;
        }

        return band;
    }
}
