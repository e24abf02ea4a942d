using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>An account: its wallet, and what it holds in each instrument.</summary>
internal sealed class Account(AccountId id, FeeSchedule? fees)
{
    /// <summary>So many ended orders can still be asked for.</summary>
    public const int FinishedMax = 1_000;

    /// <summary>So many client order ids are remembered after their orders ended.</summary>
    public const int ClientIdsMax = 10_000;

    private readonly Dictionary<long, OrderView> _finished = [];
    private readonly Queue<long> _finishedOldestFirst = new();
    private readonly Dictionary<string, long> _clientIds = new(StringComparer.Ordinal);
    private readonly Queue<string> _clientIdsOldestFirst = new();
    private readonly Dictionary<string, LiveOrder> _liveByClientId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, LiveOrder> _live = [];

    public AccountId Id { get; } = id;

    public FeeSchedule? Fees { get; } = fees;

    public decimal BalanceQuote { get; set; }

    public bool IsTouched { get; set; }

    public SortedList<InstrumentId, Holding> Holdings { get; } = [];

    /// <summary>Wallet without what is set aside for isolated positions.</summary>
    public decimal CrossBalanceQuote => BalanceQuote - IsolatedQuote;

    private decimal IsolatedQuote
    {
        get
        {
            var sum = 0m;
            foreach (var holding in Holdings.Values)
            {
                foreach (var position in holding.Legs)
                {
                    sum += position.MarginQuote; // 0 for cross positions.
                }
            }

            return sum;
        }
    }

    public Holding In(Market market)
    {
        if (!Holdings.TryGetValue(market.Id, out var holding))
        {
            holding = new Holding(this, market);
            Holdings.Add(market.Id, holding);
        }

        return holding;
    }

    public bool Knows(string clientOrderId) =>
        _liveByClientId.ContainsKey(clientOrderId) || _clientIds.ContainsKey(clientOrderId);

    public LiveOrder? Live(OrderKey key) => key.OrderId != 0
        ? _live.GetValueOrDefault(key.OrderId)
        : _liveByClientId.GetValueOrDefault(key.ClientOrderId);

    public OrderView? Finished(OrderKey key)
    {
        var orderId = key.OrderId != 0 ? key.OrderId : _clientIds.GetValueOrDefault(key.ClientOrderId);
        return _finished.GetValueOrDefault(orderId);
    }

    public void Add(LiveOrder order)
    {
        _live.Add(order.Id, order);
        order.Holding.Orders.Add(order.Id, order);
        if (order.Request.ClientOrderId.Length > 0)
        {
            _liveByClientId.Add(order.Request.ClientOrderId, order);
        }
    }

    /// <summary>The order ended: it can be asked for until many others ended after it.</summary>
    public void Finish(LiveOrder order)
    {
        _live.Remove(order.Id);
        order.Holding.Orders.Remove(order.Id);
        Remember(_finished, _finishedOldestFirst, order.Id, order.View, FinishedMax);
        if (order.Request.ClientOrderId is { Length: > 0 } clientId)
        {
            _liveByClientId.Remove(clientId);
            Remember(_clientIds, _clientIdsOldestFirst, clientId, order.Id, ClientIdsMax);
        }
    }

    /// <summary>A loss of an isolated position that the rest of the wallet cannot bear eats into its margin.</summary>
    public void BearFrom(LegPosition position)
    {
        var shortage = -CrossBalanceQuote;
        if (shortage > 0m && position.MarginQuote > 0m)
        {
            position.MarginQuote -= Math.Min(shortage, position.MarginQuote);
        }
    }

    private static void Remember<TKey, TValue>(
        Dictionary<TKey, TValue> values, Queue<TKey> oldestFirst, TKey key, TValue value, int countMax)
        where TKey : notnull
    {
        values[key] = value;
        oldestFirst.Enqueue(key);
        while (oldestFirst.Count > countMax)
        {
            values.Remove(oldestFirst.Dequeue());
        }
    }
}
