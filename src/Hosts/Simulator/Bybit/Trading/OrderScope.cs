using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Which orders or positions a request means: of a symbol, or else of a base or settlement coin.</summary>
/// <param name="Symbol">The symbol; empty for any.</param>
/// <param name="BaseCoin">The base coin; empty for any.</param>
/// <param name="SettleCoin">The settlement coin; empty for any.</param>
public sealed record OrderScope(string Symbol, string BaseCoin, string SettleCoin)
{
    /// <summary>Reads it; mistakes are noted in the fields. One of the three must be given.</summary>
    public static OrderScope Read(RequestFields fields, IExchange exchange)
    {
        var scope = new OrderScope(fields.Text("symbol"), fields.Text("baseCoin"), fields.Text("settleCoin"));
        if (scope is { Symbol.Length: 0, BaseCoin.Length: 0, SettleCoin.Length: 0 })
        {
            fields.Fail("params error: symbol, baseCoin or settleCoin is required");
        }

        if (scope.Symbol.Length > 0
            && (TradingDesk.InstrumentOf(scope.Symbol) is not { } id || exchange.Terms(id) is null))
        {
            fields.Fail($"params error: symbol invalid {scope.Symbol}");
        }

        return scope;
    }

    /// <summary>Whether it means this order.</summary>
    public bool Has(OrderView order) => Has(order.Instrument.Symbol);

    /// <summary>Whether it means this symbol; all settle in USDT.</summary>
    public bool Has(string symbol) =>
        Symbol.Length > 0 ? symbol == Symbol
        : BaseCoin.Length > 0 ? symbol == $"{BaseCoin}USDT"
        : SettleCoin == "USDT";
}
