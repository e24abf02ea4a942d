using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Rest;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Finds the orders that parameters name.</summary>
public static class OrderLookup
{
    /// <summary>The order of <c>orderId</c> or else <c>origClientOrderId</c>; null when there is none.</summary>
    /// <remarks>A conditional order is found once it is triggered.</remarks>
    public static OrderView? Active(CallFields fields, IExchange exchange, AccountId account, InstrumentId instrument)
    {
        var (id, client) = (fields.Whole("orderId", 0), fields.Text("origClientOrderId"));
        if (id == 0 && client.Length == 0)
        {
            fields.Fail(new Failure(
                -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!"));
            return null;
        }

        return Find(exchange, account, id, client) is { } order && order.Instrument == instrument
            && order.Status is not (OrderStatus.Untriggered or OrderStatus.Deactivated)
            ? order
            : null;
    }

    /// <summary>The conditional order of <c>algoId</c> or else <c>clientAlgoId</c>; null when there is none.</summary>
    public static OrderView? Algo(CallFields fields, IExchange exchange, AccountId account)
    {
        var (id, client) = (fields.Whole("algoId", 0), fields.Text("clientAlgoId"));
        if (id == 0 && client.Length == 0)
        {
            fields.Fail(new Failure(-1102, "Param 'algoId' or 'clientAlgoId' must be sent, but both were empty/null!"));
            return null;
        }

        return Find(exchange, account, id > 0 ? AlgoRows.OrderId(id) : 0, client) is { } order
            && OrderRows.IsAlgo(order)
            ? order
            : null;
    }

    private static OrderView? Find(IExchange exchange, AccountId account, long id, string client) =>
        exchange.Order(
            account,
            id != 0 ? new OrderKey(id)
            : OrderRows.MadeUp(client) is { } number ? new OrderKey(number)
            : new OrderKey(0, client));
}
