using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>What accounts did: orders that ended and executions, the last ones of each account. Thread-safe.</summary>
public sealed class TradeHistory : IDeskListener
{
    /// <summary>Ended orders kept for an account.</summary>
    public const int OrdersMax = 2_000;

    /// <summary>Executions kept for an account.</summary>
    public const int ExecutionsMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, Entry> _entries = [];

    /// <inheritdoc/>
    public void On(IReadOnlyList<ExchangeEvent> events, IExchange exchange, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var happened in events)
            {
                Take(happened, exchange);
            }
        }
    }

    /// <summary>Ended orders, newest first.</summary>
    public IReadOnlyList<PastRow> Orders(AccountId account) => Newest(account, entry => entry.Orders);

    /// <summary>Executions, newest first.</summary>
    public IReadOnlyList<PastRow> Executions(AccountId account) => Newest(account, entry => entry.Executions);

    private IReadOnlyList<PastRow> Newest(AccountId account, Func<Entry, Queue<PastRow>> of)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(account, out var entry) ? [.. of(entry).Reverse()] : [];
        }
    }

    private void Take(ExchangeEvent happened, IExchange exchange)
    {
        switch (happened)
        {
            case ExchangeEvents.OrderExecuted { Order.Account.IsUser: true } done:
                var prices = exchange.Prices(done.Order.Instrument);
                AddExecution(
                    done.Order.Account,
                    done.Order.Instrument,
                    done.Time,
                    ExecutionRows.Trade(done.Execution, done.Order, prices, done.Time));
                AddIfOver(done.Order);
                break;
            case ExchangeEvents.OrderCancelled { Order.Account.IsUser: true } gone:
                AddIfOver(gone.Order);
                break;
            case ExchangeEvents.FundingPaid { Account.IsUser: true } paid:
                AddExecution(
                    paid.Account,
                    paid.Instrument,
                    paid.Time,
                    ExecutionRows.Funding(paid, exchange.Prices(paid.Instrument)));
                break;
            case ExchangeEvents.Liquidated { Account.IsUser: true } taken:
                var bust = ExecutionRows.Bust(taken, exchange.Prices(taken.Instrument));
                AddForced(taken.Execution, taken.Time, bust, OrderRows.Liquidation(taken));
                break;
            case ExchangeEvents.Deleveraged { Account.IsUser: true } closed:
                var row = ExecutionRows.Deleveraging(closed, exchange.Prices(closed.Instrument));
                AddForced(closed.Execution, closed.Time, row, OrderRows.Deleveraging(closed));
                break;
            default:
                break; // Nothing that an account would look up later.
        }
    }

    private void AddForced(Execution execution, DateTimeOffset at, JsonObject row, JsonObject order)
    {
        AddExecution(execution.Account, execution.Instrument, at, row);
        Add(Of(execution.Account).Orders, new PastRow(execution.Instrument, at, order), OrdersMax);
    }

    private void AddIfOver(OrderView order)
    {
        if (!order.IsLive)
        {
            var row = new PastRow(order.Instrument, order.UpdatedAt, OrderRows.Of(order));
            Add(Of(order.Account).Orders, row, OrdersMax);
        }
    }

    private void AddExecution(AccountId account, InstrumentId instrument, DateTimeOffset at, JsonObject row) =>
        Add(Of(account).Executions, new PastRow(instrument, at, row), ExecutionsMax);

    private Entry Of(AccountId account)
    {
        if (!_entries.TryGetValue(account, out var entry))
        {
            _entries[account] = entry = new Entry();
        }

        return entry;
    }

    private static void Add(Queue<PastRow> rows, PastRow row, int max)
    {
        rows.Enqueue(row);
        if (rows.Count > max)
        {
            rows.Dequeue();
        }
    }

    private sealed class Entry
    {
        public Queue<PastRow> Orders { get; } = new();

        public Queue<PastRow> Executions { get; } = new();
    }
}

/// <summary>A row of the past.</summary>
/// <param name="Instrument">Which instrument.</param>
/// <param name="At">When.</param>
/// <param name="Row">As the venue writes it.</param>
public sealed record PastRow(InstrumentId Instrument, DateTimeOffset At, JsonObject Row)
{
    /// <summary>A field of the row, empty when absent.</summary>
    public string Text(string name) => Row[name]?.ToString() ?? string.Empty;
}
