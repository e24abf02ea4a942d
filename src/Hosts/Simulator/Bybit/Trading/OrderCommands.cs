using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Creates, amends and cancels orders: the same by REST and by socket.</summary>
/// <remarks>The answer says that the exchange took the order; what becomes of it comes by the private stream.</remarks>
public sealed class OrderCommands
{
    private const int CancelledShownMax = 500;
    private readonly TradingDesk _desk;

    /// <summary>Makes it.</summary>
    public OrderCommands(TradingDesk desk) => _desk = desk;

    /// <summary>A new order.</summary>
    public Answer Create(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var instrument = OrderReader.Instrument(fields, turn.Exchange);
        var order = OrderReader.Order(fields, instrument, turn.Exchange);
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        if (!IsOnTick(order.PriceQuote, instrument, turn.Exchange))
        {
            return Answer.Refuse(RetCode.ParameterError, "params error: price invalid, it is off the tick");
        }

        var events = turn.Execute(new ExchangeCommands.PlaceOrder(turn.Now, account, instrument, order));
        if (RefusalIn(events, account) is { } refused)
        {
            return TriggerRefusal(refused, order) ?? RefusalCodes.Of(refused);
        }

        return Named(events.OfType<ExchangeEvents.OrderAccepted>().First(e => e.Order.Account == account).Order);
    });

    /// <summary>Changes an order.</summary>
    public Answer Amend(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var instrument = OrderReader.Instrument(fields, turn.Exchange);
        var key = OrderReader.Key(fields);
        var change = new OrderChange(
            fields.Price("price"),
            fields.Price("qty"),
            fields.Price("triggerPrice"),
            fields.Mistake is null ? ProtectionOf(fields, turn.Exchange.Order(account, key)) : null);
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        if (!IsOnTick(change.PriceQuote, instrument, turn.Exchange))
        {
            return Answer.Refuse(RetCode.ParameterError, "params error: price invalid, it is off the tick");
        }

        var events = turn.Execute(new ExchangeCommands.AmendOrder(turn.Now, account, instrument, key, change));
        return RefusalIn(events, account) is { } refused
            ? refused.Kind == ExchangeRefusal.UnknownOrder
                ? Answer.Refuse(RetCode.OrderNotFound, "order not exists or too late to replace")
                : RefusalCodes.Of(refused)
            : Named(events.OfType<ExchangeEvents.OrderAmended>().First(e => e.ByUser).Order);
    });

    /// <summary>Cancels an order.</summary>
    public Answer Cancel(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var instrument = OrderReader.Instrument(fields, turn.Exchange);
        var key = OrderReader.Key(fields);
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var events = turn.Execute(new ExchangeCommands.CancelOrder(turn.Now, account, instrument, key));
        return RefusalIn(events, account) is { } refused
            ? RefusalCodes.Of(refused)
            : Named(events.OfType<ExchangeEvents.OrderCancelled>().First().Order);
    });

    /// <summary>Cancels all orders of a symbol, or else of a base or settlement coin.</summary>
    public Answer CancelAll(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        fields.OneOf("category", null, "linear");
        var scope = OrderScope.Read(fields, turn.Exchange);
        var filter = fields.OneOf("orderFilter", string.Empty, "Order", "StopOrder", "tpslOrder");
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var list = new JsonArray();
        var orders = turn.Exchange.OpenOrders(account).Where(scope.Has)
            .Where(order => filter.Length == 0 || (filter == "Order") == (order.Status != OrderStatus.Untriggered));
        foreach (var order in orders.Take(CancelledShownMax).ToList())
        {
            var key = new OrderKey(order.OrderId);
            var events = turn.Execute(
                new ExchangeCommands.CancelOrder(turn.Now, account, order.Instrument, key));
            if (RefusalIn(events, account) is null)
            {
                list.Add(Named(order).Result);
            }
        }

        return Answer.Ok(new JsonObject { ["list"] = list, ["success"] = "1" });
    });

    /// <summary>The refusal of a command among what happened; null when it was taken.</summary>
    public static ExchangeEvents.Refused? RefusalIn(IReadOnlyList<ExchangeEvent> events, AccountId account) =>
        events.OfType<ExchangeEvents.Refused>().FirstOrDefault(e => e.Account == account);

    private static Answer Named(OrderView order) => Answer.Ok(new JsonObject
    {
        ["orderId"] = VenueIds.Order(order.OrderId),
        ["orderLinkId"] = order.Request.ClientOrderId,
    });

    private static bool IsOnTick(decimal? price, InstrumentId instrument, IExchange exchange) =>
        price is not { } value || value % exchange.Terms(instrument)!.Instrument.TickQuote == 0m;

    private static Answer? TriggerRefusal(ExchangeEvents.Refused refused, OrderRequest order)
    {
        if (refused.Kind != ExchangeRefusal.TriggerAlreadyReached || order.Trigger is not { } trigger)
        {
            return null;
        }

        return trigger.Direction == TriggerDirection.RisesTo
            ? Answer.Refuse(RetCode.TriggerNotAbove, $"expect Rising, but {refused.Detail}")
            : Answer.Refuse(RetCode.TriggerNotBelow, $"expect Falling, but {refused.Detail}");
    }

    // What is not named stays as it is; a price of 0 takes it away.
    private static AttachedProtection? ProtectionOf(RequestFields fields, OrderView? order)
    {
        if (!fields.Has("takeProfit") && !fields.Has("stopLoss"))
        {
            return null;
        }

        var old = order?.Request.Protection;
        var profit = fields.Has("takeProfit") ? OrderReader.Protection(fields, "takeProfit", "tp") : old?.TakeProfit;
        var loss = fields.Has("stopLoss") ? OrderReader.Protection(fields, "stopLoss", "sl") : old?.StopLoss;
        return new AttachedProtection(profit, loss, old?.IsPartial ?? false);
    }
}
