using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>The past of accounts: orders that ended, executions, and what came in and went out. Thread-safe.</summary>
public sealed class AccountLedger : IDeskListener
{
    /// <summary>Ended orders kept for an account.</summary>
    public const int OrdersMax = 2_000;

    /// <summary>Executions kept for an account.</summary>
    public const int ExecutionsMax = 10_000;

    /// <summary>Incomes kept for an account.</summary>
    public const int IncomesMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, Entry> _entries = [];

    /// <inheritdoc/>
    public void On(IReadOnlyList<ExchangeEvent> events, IExchange exchange, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var happened in events)
            {
                Take(happened);
            }
        }
    }

    /// <summary>Ended orders, oldest first.</summary>
    public IReadOnlyList<OrderView> Orders(AccountId account) => Read(account, entry => entry.Orders);

    /// <summary>Executions, oldest first.</summary>
    public IReadOnlyList<PastExecution> Executions(AccountId account) => Read(account, entry => entry.Executions);

    /// <summary>Incomes, oldest first.</summary>
    public IReadOnlyList<Income> Incomes(AccountId account) => Read(account, entry => entry.Incomes);

    private IReadOnlyList<T> Read<T>(AccountId account, Func<Entry, Queue<T>> of)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(account, out var entry) ? [.. of(entry)] : [];
        }
    }

    private void Take(ExchangeEvent happened)
    {
        switch (happened)
        {
            case ExchangeEvents.OrderExecuted { Order.Account.IsUser: true } done:
                Add(done.Execution, done.Time);
                AddIfOver(done.Order);
                break;
            case ExchangeEvents.OrderCancelled { Order.Account.IsUser: true } gone:
                AddIfOver(gone.Order);
                break;
            case ExchangeEvents.Liquidated { Account.IsUser: true } taken:
                Add(taken.Execution, taken.Time);
                break;
            case ExchangeEvents.Deleveraged { Account.IsUser: true } closed:
                Add(closed.Execution, closed.Time);
                break;
            case ExchangeEvents.FundingPaid { Account.IsUser: true } paid:
                Add(paid.Account, new Income(
                    paid.Instrument, "FUNDING_FEE", paid.AmountQuote, paid.Time, paid.ExecutionId, 0));
                break;
            case ExchangeEvents.Transferred { Account.IsUser: true } moved:
                Add(moved.Account, new Income(null, "TRANSFER", moved.AmountQuote, moved.Time, 0, 0));
                break;
            default:
                break; // Nothing that an account would look up later.
        }
    }

    private void Add(Execution execution, DateTimeOffset at)
    {
        Add(Of(execution.Account).Executions, new PastExecution(execution, at), ExecutionsMax);
        var (instrument, number) = (execution.Instrument, execution.ExecutionId);
        if (execution.ClosedBase != 0m)
        {
            Add(execution.Account, new Income(
                instrument, "REALIZED_PNL", execution.RealizedQuote, at, number, number));
        }

        if (execution.FeeQuote != 0m)
        {
            Add(execution.Account, new Income(instrument, "COMMISSION", -execution.FeeQuote, at, number, number));
        }
    }

    private void Add(AccountId account, Income income) => Add(Of(account).Incomes, income, IncomesMax);

    private void AddIfOver(OrderView order)
    {
        if (!order.IsLive)
        {
            Add(Of(order.Account).Orders, order, OrdersMax);
        }
    }

    private Entry Of(AccountId account)
    {
        if (!_entries.TryGetValue(account, out var entry))
        {
            _entries[account] = entry = new Entry();
        }

        return entry;
    }

    private static void Add<T>(Queue<T> rows, T row, int max)
    {
        rows.Enqueue(row);
        if (rows.Count > max)
        {
            rows.Dequeue();
        }
    }

    private sealed class Entry
    {
        public Queue<OrderView> Orders { get; } = new();

        public Queue<PastExecution> Executions { get; } = new();

        public Queue<Income> Incomes { get; } = new();
    }
}

/// <summary>An execution and its time.</summary>
/// <param name="Execution">What was executed.</param>
/// <param name="At">When.</param>
public sealed record PastExecution(Execution Execution, DateTimeOffset At);

/// <summary>What came in, or went out when negative.</summary>
/// <param name="Instrument">Of which instrument; null for none.</param>
/// <param name="Type">Binance's word for it.</param>
/// <param name="AmountQuote">How much.</param>
/// <param name="At">When.</param>
/// <param name="Number">Number of the transaction.</param>
/// <param name="TradeId">The trade; 0 for none.</param>
public sealed record Income(
    InstrumentId? Instrument, string Type, decimal AmountQuote, DateTimeOffset At, long Number, long TradeId);
