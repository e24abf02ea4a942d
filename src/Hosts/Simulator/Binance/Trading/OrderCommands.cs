using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Places, changes and cancels orders that are active at once.</summary>
public sealed class OrderCommands
{
    /// <summary>Orders a batch may have.</summary>
    public const int BatchMax = 5;

    /// <summary>Cancellations a batch may have.</summary>
    public const int CancelBatchMax = 10;

    private static readonly string[] ConditionalTypes =
        ["STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"];

    private readonly BinanceVenue _venue;

    /// <summary>Makes it.</summary>
    public OrderCommands(BinanceVenue venue) => _venue = venue;

    /// <summary>Adds the routes.</summary>
    public void Map(CallRoutes routes)
    {
        routes.Signed("POST", "/fapi/v1/order", _ => 0, _ => 1, Place);
        routes.Signed("POST", "/fapi/v1/order/test", 1, Test);
        routes.Signed("PUT", "/fapi/v1/order", _ => 1, _ => 1, Amend);
        routes.Signed("DELETE", "/fapi/v1/order", 1, Cancel);
        routes.Signed("POST", "/fapi/v1/batchOrders", _ => 5, BatchSize, (a, f) => Batch(f, item => Place(a, item)));
        routes.Signed("PUT", "/fapi/v1/batchOrders", _ => 5, BatchSize, (a, f) => Batch(f, item => Amend(a, item)));
        routes.Signed("DELETE", "/fapi/v1/batchOrders", 1, CancelBatch);
        routes.Signed("DELETE", "/fapi/v1/allOpenOrders", 1, CancelAll);
    }

    private Reply Place(AccountId account, CallFields fields) => Read(fields, (turn, instrument, order) =>
    {
        // Not recorded at all when it would take, as documented.
        if (order.TimeInForce == TimeInForce.PostOnly && WouldTake(turn.Exchange, instrument, order))
        {
            return new Failure(
                -5022,
                "Due to the order could not be executed as maker, the Post Only order will be rejected. The order will "
                    + "not be recorded in the order history.");
        }

        var events = turn.Execute(new ExchangeCommands.PlaceOrder(turn.Now, account, instrument, order));
        if (Refusals.In(events, account) is { } failure)
        {
            return failure;
        }

        var accepted = events.OfType<ExchangeEvents.OrderAccepted>().First(e => e.Order.Account == account).Order;
        return OrderRows.Answer(fields.Text("newOrderRespType") == "RESULT"
            ? turn.Exchange.Order(account, new OrderKey(accepted.OrderId))!
            : accepted);
    });

    private Reply Test(AccountId account, CallFields fields) => Read(fields, (_, _, _) => new JsonObject());

    private Reply Amend(AccountId account, CallFields fields) => _venue.AtSymbol(fields, (turn, instrument) =>
    {
        var reader = new OrderReader(fields, turn.Exchange.Terms(instrument)!, turn.Exchange);
        var order = OrderLookup.Active(fields, turn.Exchange, account, instrument);
        var change = reader.Change(reader.Side());
        if (fields.Mistake is { } mistake)
        {
            return mistake;
        }

        if (order is null)
        {
            return Failure.NoOrder;
        }

        var key = new OrderKey(order.OrderId);
        var events = turn.Execute(new ExchangeCommands.AmendOrder(turn.Now, account, instrument, key, change));
        return Refusals.In(events, account) is { } failure
            ? failure
            : OrderRows.Answer(turn.Exchange.Order(account, key)!);
    });

    private Reply Cancel(AccountId account, CallFields fields) => _venue.AtSymbol(fields, (turn, instrument) =>
    {
        var order = OrderLookup.Active(fields, turn.Exchange, account, instrument);
        return fields.Mistake is { } mistake ? mistake
            : order is null ? Failure.UnknownOrder
            : CancelOne(turn, account, order);
    });

    private Reply CancelAll(AccountId account, CallFields fields) => _venue.AtSymbol(fields, (turn, instrument) =>
    {
        foreach (var order in turn.Exchange.OpenOrders(account, instrument)
            .Where(order => order.Status != OrderStatus.Untriggered).ToList())
        {
            CancelOne(turn, account, order);
        }

        return Reply.Done("The operation of cancel all open order is done.");
    });

    private Reply CancelBatch(AccountId account, CallFields fields)
    {
        var byId = fields.Has("orderIdList");
        if (!TryParse(fields.Text(byId ? "orderIdList" : "origClientOrderIdList"), out var list)
            || list.Count is 0 or > CancelBatchMax)
        {
            return Failure.Malformed(byId ? "orderIdList" : "origClientOrderIdList");
        }

        return Reply.List(list.Select(id => Cancel(account, new CallFields(new Dictionary<string, string>
        {
            ["symbol"] = fields.Text("symbol"), [byId ? "orderId" : "origClientOrderId"] = $"{id}",
        }))).Select(reply => reply.ToNode()));
    }

    private static Reply Batch(CallFields fields, Func<CallFields, Reply> handle)
    {
        if (!TryParse(fields.Text("batchOrders"), out var list) || list.Count is 0 or > BatchMax
            || list.Any(item => item is not JsonObject))
        {
            return Failure.Malformed("batchOrders");
        }

        return Reply.List(list.Select(item =>
        {
            var one = new CallFields(((JsonObject)item!).ToDictionary(pair => pair.Key, pair => $"{pair.Value}"));
            var reply = handle(one);
            return (one.Mistake is { } mistake ? mistake : reply).ToNode();
        }));
    }

    private static int BatchSize(CallFields fields) =>
        TryParse(fields.Text("batchOrders"), out var list) ? Math.Clamp(list.Count, 1, BatchMax) : 1;

    private static bool TryParse(string text, out JsonArray list)
    {
        list = [];
        try
        {
            if (JsonNode.Parse(text) is JsonArray read)
            {
                list = read;
                return true;
            }
        }
        catch (JsonException)
        {
            // Said by the answer.
        }

        return false;
    }

    private Reply Read(CallFields fields, Func<DeskTurn, InstrumentId, OrderRequest, Reply> then)
    {
        var type = fields.Needed("type");
        if (ConditionalTypes.Contains(type))
        {
            fields.Fail(new Failure(
                -4120,
                "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead."));
        }
        else if (type is not ("LIMIT" or "MARKET"))
        {
            fields.Fail(new Failure(-1116, "Invalid orderType."));
        }

        return _venue.AtSymbol(fields, (turn, instrument) =>
        {
            var order = new OrderReader(fields, turn.Exchange.Terms(instrument)!, turn.Exchange).Active(turn.Now);
            return fields.Mistake is { } mistake ? mistake : then(turn, instrument, order);
        });
    }

    private static Reply CancelOne(DeskTurn turn, AccountId account, OrderView order)
    {
        var key = new OrderKey(order.OrderId);
        var events = turn.Execute(new ExchangeCommands.CancelOrder(turn.Now, account, order.Instrument, key));
        return Refusals.In(events, account) is not null
            ? Failure.UnknownOrder
            : OrderRows.Answer(events.OfType<ExchangeEvents.OrderCancelled>().First().Order);
    }

    private static bool WouldTake(IExchange exchange, InstrumentId instrument, OrderRequest order) =>
        exchange.Depth(instrument, order.Side.Opposite(), 1) is [var best, ..]
        && (order.Side == Side.Buy ? order.PriceQuote >= best.PriceQuote : order.PriceQuote <= best.PriceQuote);
}
