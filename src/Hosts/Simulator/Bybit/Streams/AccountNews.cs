using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Trading;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>What one command did to one account, gathered for its stream.</summary>
public sealed class AccountNews
{
    private readonly List<(long OrderId, JsonObject Row)> _orders = [];
    private readonly SortedSet<InstrumentId> _touched = [];
    private readonly Dictionary<(InstrumentId, PositionLeg), PositionView> _positions = [];
    private readonly Dictionary<long, int> _bundles = [];

    /// <summary>Rows of executions, those of one order bundled.</summary>
    public List<List<JsonObject>> Executions { get; } = [];

    /// <summary>Orders that were filled.</summary>
    public List<OrderView> Filled { get; } = [];

    /// <summary>The wallet as it now stands; null when it did not change.</summary>
    public WalletView? Wallet { get; private set; }

    /// <summary>The news of the account that an event is about; null when it is about no user.</summary>
    public static AccountNews? Of(ExchangeEvent happened, SortedDictionary<int, AccountNews> news)
    {
        AccountId? about = happened switch
        {
            ExchangeEvents.OrderAccepted e => e.Order.Account,
            ExchangeEvents.OrderTriggered e => e.Order.Account,
            ExchangeEvents.OrderAmended e => e.Order.Account,
            ExchangeEvents.OrderExecuted e => e.Order.Account,
            ExchangeEvents.OrderCancelled e => e.Order.Account,
            ExchangeEvents.PositionChanged e => e.Position.Account,
            ExchangeEvents.WalletChanged e => e.Wallet.Account,
            ExchangeEvents.FundingPaid e => e.Account,
            ExchangeEvents.Liquidated e => e.Account,
            ExchangeEvents.Deleveraged e => e.Account,
            _ => null,
        };
        if (about is not { IsUser: true } account)
        {
            return null;
        }

        if (!news.TryGetValue(account.Number, out var entry))
        {
            news[account.Number] = entry = new AccountNews();
        }

        return entry;
    }

    /// <summary>Takes an event.</summary>
    public void Add(ExchangeEvent happened, IExchange exchange)
    {
        switch (happened)
        {
            case ExchangeEvents.OrderAccepted e:
                Take(e.Order);
                break;
            case ExchangeEvents.OrderAmended e:
                Take(e.Order);
                break;
            case ExchangeEvents.OrderCancelled e:
                Take(e.Order);
                break;
            case ExchangeEvents.OrderTriggered e:
                // Under no number, so that what becomes of it does not take its place.
                _orders.Add((0, Trading.OrderRows.Triggered(e.Order)));
                Take(e.Order);
                break;
            case ExchangeEvents.PositionChanged e:
                _positions[(e.Position.Instrument, e.Position.Leg)] = e.Position;
                break;
            case ExchangeEvents.WalletChanged e:
                Wallet = e.Wallet;
                break;
            default:
                AddExecution(happened, exchange);
                break;
        }
    }

    /// <summary>Rows of orders, in the order in which they were last heard of.</summary>
    public IReadOnlyList<JsonObject> OrderRows() => [.. _orders.Select(entry => entry.Row)];

    /// <summary>Rows of positions: those that changed, and all of an instrument that orders were about.</summary>
    public IReadOnlyList<JsonObject> PositionRows(AccountId account, IExchange exchange)
    {
        foreach (var position in _touched.SelectMany(instrument => exchange.Positions(account, instrument)))
        {
            _positions[(position.Instrument, position.Leg)] = position;
        }

        return
        [
            .. _positions.Values.OrderBy(p => p.Instrument).ThenBy(p => p.Leg)
                .Select(p => Trading.PositionRows.ForTopic(p, exchange.Terms(p.Instrument)!)),
        ];
    }

    private void AddExecution(ExchangeEvent happened, IExchange exchange)
    {
        switch (happened)
        {
            case ExchangeEvents.OrderExecuted e:
                Take(e.Order);
                var prices = exchange.Prices(e.Order.Instrument);
                TakeExecution(e.Order.OrderId, ExecutionRows.Trade(e.Execution, e.Order, prices, e.Time));
                break;
            case ExchangeEvents.FundingPaid e:
                TakeExecution(-e.ExecutionId, ExecutionRows.Funding(e, exchange.Prices(e.Instrument)));
                break;
            case ExchangeEvents.Liquidated e:
                _orders.Add((0, Trading.OrderRows.Liquidation(e)));
                TakeExecution(-e.Execution.ExecutionId, ExecutionRows.Bust(e, exchange.Prices(e.Instrument)));
                break;
            case ExchangeEvents.Deleveraged e:
                _orders.Add((0, Trading.OrderRows.Deleveraging(e)));
                TakeExecution(-e.Execution.ExecutionId, ExecutionRows.Deleveraging(e, exchange.Prices(e.Instrument)));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "Is about no account.");
        }
    }

    private void Take(OrderView order)
    {
        _orders.RemoveAll(entry => entry.OrderId == order.OrderId);
        _orders.Add((order.OrderId, Trading.OrderRows.Of(order)));
        _touched.Add(order.Instrument);
        if (order.Status == OrderStatus.Filled)
        {
            Filled.Add(order);
        }
    }

    private void TakeExecution(long bundle, JsonObject row)
    {
        if (!_bundles.TryGetValue(bundle, out var index))
        {
            _bundles[bundle] = index = Executions.Count;
            Executions.Add([]);
        }

        Executions[index].Add(row);
    }
}
