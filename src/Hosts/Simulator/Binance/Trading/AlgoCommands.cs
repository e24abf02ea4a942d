using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>The algo endpoints: conditional orders.</summary>
public sealed class AlgoCommands
{
    private static readonly string[] Types =
        ["STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"];

    private readonly BinanceVenue _venue;

    /// <summary>Makes it.</summary>
    public AlgoCommands(BinanceVenue venue) => _venue = venue;

    /// <summary>Adds the routes.</summary>
    public void Map(CallRoutes routes)
    {
        routes.Signed("POST", "/fapi/v1/algoOrder", _ => 0, _ => 1, Place);
        routes.Signed("DELETE", "/fapi/v1/algoOrder", 1, Cancel);
        routes.Signed("GET", "/fapi/v1/algoOrder", 1, Find);
        routes.Signed("DELETE", "/fapi/v1/algoOpenOrders", 1, CancelAll);
        routes.Signed("GET", "/fapi/v1/openAlgoOrders", fields => fields.Has("symbol") ? 1 : 40, _ => 0, Open);
        routes.Signed("GET", "/fapi/v1/allAlgoOrders", 5, All);
    }

    private Reply Place(AccountId account, CallFields fields) => _venue.AtSymbol(fields, (turn, instrument) =>
    {
        if (fields.Needed("algoType") != "CONDITIONAL")
        {
            fields.Fail(Failure.Invalid("algoType"));
        }

        if (!Types.Contains(fields.Needed("type")))
        {
            fields.Fail(new Failure(-1116, "Invalid orderType."));
        }

        var reader = new OrderReader(fields, turn.Exchange.Terms(instrument)!, turn.Exchange);
        var order = fields.Text("type") == OrderReader.Trailing ? reader.Following() : reader.Conditional();
        if (fields.Mistake is { } mistake)
        {
            return mistake;
        }

        if (order.CloseOnTrigger && ClosesAlready(turn, account, instrument, order))
        {
            return new Failure(
                -4130, "An open stop or take profit order with GTE and closePosition in the direction is existing.");
        }

        var events = turn.Execute(new ExchangeCommands.PlaceOrder(turn.Now, account, instrument, order));
        return Refusals.In(events, account) is { } failure
            ? failure
            : Without(AlgoRows.Of(events.OfType<ExchangeEvents.OrderAccepted>().First().Order), "actualOrderId");
    });

    private Reply Cancel(AccountId account, CallFields fields) => _venue.At(turn =>
    {
        var order = OrderLookup.Algo(fields, turn.Exchange, account);
        return fields.Mistake is { } mistake ? mistake
            : order is { Status: OrderStatus.Untriggered } ? CancelOne(turn, account, order)
            : Failure.UnknownOrder;
    });

    private Reply Find(AccountId account, CallFields fields) => _venue.At(turn =>
    {
        var order = OrderLookup.Algo(fields, turn.Exchange, account);
        return fields.Mistake is { } mistake ? mistake : order is null ? Failure.NoOrder : AlgoRows.Of(order);
    });

    private Reply CancelAll(AccountId account, CallFields fields) => _venue.AtSymbol(fields, (turn, instrument) =>
    {
        foreach (var order in turn.Exchange.OpenOrders(account, instrument)
            .Where(order => order.Status == OrderStatus.Untriggered).ToList())
        {
            CancelOne(turn, account, order);
        }

        return Reply.Done("The operation of cancel all open order is done.");
    });

    private Reply Open(AccountId account, CallFields fields) => _venue.AtSymbols(fields, (turn, ids) =>
        Reply.List(turn.Exchange.OpenOrders(account)
            .Where(order => order.Status == OrderStatus.Untriggered && ids.Contains(order.Instrument))
            .Select(AlgoRows.Of)));

    private Reply All(AccountId account, CallFields fields)
    {
        var limit = fields.Limit(500, 1_000);
        var from = fields.Whole("algoId", 0);
        var span = TimeSpanOf.Read(fields);
        return _venue.AtSymbol(fields, (turn, instrument) => Reply.List(
            _venue.Parts.Ledger.Orders(account).Concat(turn.Exchange.OpenOrders(account, instrument))
                .Where(order => OrderRows.IsAlgo(order) && order.Instrument == instrument)
                .Where(order => AlgoRows.AlgoId(order) >= from && span.Has(order.CreatedAt))
                .OrderBy(order => order.OrderId).TakeLast(limit).Select(AlgoRows.Of)));
    }

    // One stop and one take-profit of a kind for each position and direction.
    private static bool ClosesAlready(
        DeskTurn turn, AccountId account, InstrumentId instrument, OrderRequest wanted) =>
        turn.Exchange.OpenOrders(account, instrument).Any(order => order is
        {
            Status: OrderStatus.Untriggered, Origin: OrderOrigin.User, Request: { CloseOnTrigger: true } waiting,
        } && waiting.Side == wanted.Side && waiting.Leg == wanted.Leg
            && waiting.Trigger!.Direction == wanted.Trigger!.Direction);

    private static Reply CancelOne(DeskTurn turn, AccountId account, OrderView order)
    {
        var key = new OrderKey(order.OrderId);
        var events = turn.Execute(new ExchangeCommands.CancelOrder(turn.Now, account, order.Instrument, key));
        return Refusals.In(events, account) is not null ? Failure.UnknownOrder : new JsonObject
        {
            ["algoId"] = AlgoRows.AlgoId(order),
            ["clientAlgoId"] = OrderRows.ClientId(order),
            ["code"] = "200",
            ["msg"] = "success",
        };
    }

    private static JsonObject Without(JsonObject row, string name)
    {
        row.Remove(name);
        return row;
    }
}
