using System.Globalization;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Lists of orders and executions.</summary>
public sealed class OrderQueries
{
    private const int RecentClosedMax = 500;
    private static readonly TimeSpan WindowMax = TimeSpan.FromDays(7);
    private readonly TradingDesk _desk;
    private readonly TradeHistory _history;

    /// <summary>Makes it.</summary>
    public OrderQueries(TradingDesk desk, TradeHistory history)
    {
        _desk = desk;
        _history = history;
    }

    /// <summary>Open orders, with openOnly 1 those that ended lately; one order by its id in either case.</summary>
    public Answer Realtime(AccountId account, RequestFields fields)
    {
        fields.OneOf("category", null, "linear");
        var named = fields.Has("orderId") || fields.Has("orderLinkId");
        var wantsClosed = fields.Whole("openOnly", 0, 0, 1) == 1;
        var (scope, open) = _desk.Run(turn => (
            named && !fields.Has("symbol") ? null : OrderScope.Read(fields, turn.Exchange),
            turn.Exchange.OpenOrders(account)));
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var rows = wantsClosed && !named
            ? _history.Orders(account).Take(RecentClosedMax)
            : Open(open);
        if (named)
        {
            rows = rows.Concat(_history.Orders(account).Take(RecentClosedMax)).Where(row => IsNamed(row, fields));
        }

        return Page(fields, rows.Where(row => scope?.Has(row.Instrument.Symbol) != false), 20, 50);
    }

    /// <summary>Orders that ended, within seven days.</summary>
    public Answer History(AccountId account, RequestFields fields)
    {
        fields.OneOf("category", null, "linear");
        var rows = Within(fields, _history.Orders(account)).Where(row => IsNamed(row, fields));
        var status = fields.Text("orderStatus");
        return fields.Mistake is { } mistake
            ? Answer.Refuse(RetCode.ParameterError, mistake)
            : Page(fields, rows.Where(row => status.Length == 0 || row.Text("orderStatus") == status), 20, 50);
    }

    /// <summary>Executions, within seven days.</summary>
    public Answer Executions(AccountId account, RequestFields fields)
    {
        fields.OneOf("category", null, "linear");
        var rows = Within(fields, _history.Executions(account)).Where(row => IsNamed(row, fields));
        var kind = fields.Text("execType");
        return fields.Mistake is { } mistake
            ? Answer.Refuse(RetCode.ParameterError, mistake)
            : Page(fields, rows.Where(row => kind.Length == 0 || row.Text("execType") == kind), 50, 100);
    }

    // Newest first, as the venue lists them.
    private static IEnumerable<PastRow> Open(IReadOnlyList<OrderView> orders) => orders.Reverse()
        .Select(order => new PastRow(order.Instrument, order.UpdatedAt, OrderRows.Of(order)));

    private static bool IsNamed(PastRow row, RequestFields fields) =>
        fields.Has("orderId") ? row.Text("orderId") == fields.Text("orderId")
        : !fields.Has("orderLinkId") || row.Text("orderLinkId") == fields.Text("orderLinkId");

    private static IEnumerable<PastRow> Within(RequestFields fields, IReadOnlyList<PastRow> rows)
    {
        var start = fields.Whole("startTime", -1, 0, long.MaxValue);
        var end = fields.Whole("endTime", -1, 0, long.MaxValue);
        var window = (long)WindowMax.TotalMilliseconds;
        if (start >= 0 && end >= 0 && end - start > window)
        {
            fields.Fail("The time range between startTime and endTime cannot exceed 7 days");
        }

        var (from, to) = (start >= 0 ? start : end >= 0 ? end - window : 0, end >= 0 ? end : long.MaxValue);
        var symbol = fields.Text("symbol");
        return rows.Where(row => row.At.ToUnixTimeMilliseconds() >= from && row.At.ToUnixTimeMilliseconds() <= to)
            .Where(row => symbol.Length == 0 || row.Instrument.Symbol == symbol);
    }

    private static Answer Page(RequestFields fields, IEnumerable<PastRow> rows, int limitDefault, int limitMax)
    {
        var limit = (int)fields.Whole("limit", limitDefault, 1, limitMax);
        var from = (int)fields.Whole("cursor", 0, 0, int.MaxValue);
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var all = rows.Skip(from).Take(limit + 1).ToList();
        var next = all.Count > limit ? (from + limit).ToString(CultureInfo.InvariantCulture) : string.Empty;
        return Answer.Ok(new JsonObject
        {
            ["category"] = "linear",
            ["list"] = new JsonArray([.. all.Take(limit).Select(row => row.Row.DeepClone())]),
            ["nextPageCursor"] = next,
        });
    }
}
