using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Rest;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Lists of orders, executions and incomes.</summary>
public sealed class OrderQueries
{
    private readonly BinanceVenue _venue;

    /// <summary>Makes it.</summary>
    public OrderQueries(BinanceVenue venue) => _venue = venue;

    /// <summary>Adds the routes.</summary>
    public void Map(CallRoutes routes)
    {
        routes.Signed("GET", "/fapi/v1/order", 1, (a, f) => One(a, f, mustBeOpen: false));
        routes.Signed("GET", "/fapi/v1/openOrder", 1, (a, f) => One(a, f, mustBeOpen: true));
        routes.Signed("GET", "/fapi/v1/openOrders", fields => fields.Has("symbol") ? 1 : 40, _ => 0, Open);
        routes.Signed("GET", "/fapi/v1/allOrders", 5, All);
        routes.Signed("GET", "/fapi/v1/userTrades", 5, Trades);
        routes.Signed("GET", "/fapi/v1/income", 30, Incomes);
    }

    private Reply One(AccountId account, CallFields fields, bool mustBeOpen) =>
        _venue.AtSymbol(fields, (turn, instrument) =>
        {
            var order = OrderLookup.Active(fields, turn.Exchange, account, instrument);
            return fields.Mistake is { } mistake ? mistake
                : order is null || (mustBeOpen && !order.IsLive) ? Failure.NoOrder
                : OrderRows.Listed(order);
        });

    private Reply Open(AccountId account, CallFields fields) => _venue.AtSymbols(fields, (turn, ids) =>
        Reply.List(turn.Exchange.OpenOrders(account)
            .Where(order => order.Status != OrderStatus.Untriggered && ids.Contains(order.Instrument))
            .Select(OrderRows.Listed)));

    private Reply All(AccountId account, CallFields fields)
    {
        var limit = fields.Limit(500, 1_000);
        var from = fields.Whole("orderId", 0);
        var span = TimeSpanOf.Read(fields);
        return _venue.AtSymbol(fields, (turn, instrument) =>
        {
            var rows = _venue.Parts.Ledger.Orders(account).Concat(turn.Exchange.OpenOrders(account, instrument))
                .Where(order => order.Instrument == instrument && order.OrderId >= from)
                .Where(order => order.Status is not (OrderStatus.Untriggered or OrderStatus.Deactivated))
                .Where(order => span.Has(order.CreatedAt)).OrderBy(order => order.OrderId).ToList();
            return Reply.List((from > 0 ? rows.Take(limit) : rows.TakeLast(limit)).Select(OrderRows.Listed));
        });
    }

    private Reply Trades(AccountId account, CallFields fields)
    {
        var limit = fields.Limit(500, 1_000);
        var (from, order) = (fields.Whole("fromId", 0), fields.Whole("orderId", 0));
        var span = TimeSpanOf.Read(fields);
        return _venue.AtSymbol(fields, (_, instrument) =>
        {
            var rows = _venue.Parts.Ledger.Executions(account)
                .Where(past => past.Execution.Instrument == instrument && past.Execution.ExecutionId >= from)
                .Where(past => (order == 0 || past.Execution.OrderId == order) && span.Has(past.At)).ToList();
            return Reply.List((from > 0 ? rows.Take(limit) : rows.TakeLast(limit)).Select(Row));
        });
    }

    private static JsonObject Row(PastExecution past)
    {
        var execution = past.Execution;
        return new JsonObject
        {
            ["symbol"] = execution.Instrument.Symbol,
            ["id"] = execution.ExecutionId,
            ["orderId"] = execution.OrderId,
            ["side"] = Words.Of(execution.Side),
            ["price"] = Text(execution.PriceQuote),
            ["qty"] = Text(execution.SizeBase),
            ["realizedPnl"] = Text(Math.Round(execution.RealizedQuote, 8)),
            ["quoteQty"] = Text(Math.Round(execution.PriceQuote * execution.SizeBase, 8)),
            ["commission"] = Text(Math.Round(execution.FeeQuote, 8)),
            ["commissionAsset"] = "USDT",
            ["time"] = past.At.ToUnixTimeMilliseconds(),
            ["positionSide"] = Words.Of(execution.Leg),
            ["maker"] = execution.IsMaker,
            ["buyer"] = execution.Side == Side.Buy,
        };
    }

    private Reply Incomes(AccountId account, CallFields fields)
    {
        var limit = fields.Limit(100, 1_000);
        var page = (int)fields.Whole("page", 1, 1, 1_000);
        var type = fields.Text("incomeType");
        var span = TimeSpanOf.Read(fields);
        return _venue.AtSymbols(fields, (_, ids) =>
        {
            var rows = _venue.Parts.Ledger.Incomes(account)
                .Where(income => !fields.Has("symbol") || income.Instrument == ids[0])
                .Where(income => (type.Length == 0 || income.Type == type) && span.Has(income.At)).ToList();
            var isFromStart = fields.Has("startTime") || fields.Has("page");
            return Reply.List((isFromStart ? rows.Skip((page - 1) * limit).Take(limit) : rows.TakeLast(limit))
                .Select(income => new JsonObject
                {
                    ["symbol"] = income.Instrument?.Symbol ?? string.Empty,
                    ["incomeType"] = income.Type,
                    ["income"] = Text(Math.Round(income.AmountQuote, 8)),
                    ["asset"] = "USDT",
                    ["info"] = income.Type,
                    ["time"] = income.At.ToUnixTimeMilliseconds(),
                    ["tranId"] = income.Number,
                    ["tradeId"] = income.TradeId == 0 ? string.Empty : Text((decimal)income.TradeId),
                }));
        });
    }
}
