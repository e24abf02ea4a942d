using System.Collections.Immutable;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// Which entries have stops and targets of their own at the venue, and which of them want a look. Thread-safe.
/// </summary>
/// <remarks>Bounded: at most <see cref="EntriesMax"/> entries; a further one is refused.</remarks>
internal sealed class BinanceAttachedBook
{
    /// <summary>Entries with stops and targets at one time: more than the venue takes of both.</summary>
    public const int EntriesMax = 1_000;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _settling;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<(InstrumentId Coin, PositionSlot Slot), DateTimeOffset> _closed = [];
    private readonly HashSet<InstrumentId> _due = [];

    /// <summary>Makes one.</summary>
    /// <param name="time">Clock.</param>
    /// <param name="settling">For how long after a request the venue may not know of it yet.</param>
    public BinanceAttachedBook(TimeProvider time, TimeSpan settling)
    {
        _time = time;
        _settling = settling;
    }

    /// <summary>An entry is about to be placed; false when there are too many.</summary>
    public bool TryBegin(OrderTicket ticket)
    {
        lock (_gate)
        {
            if (_entries.Count >= EntriesMax && !_entries.ContainsKey(ticket.ClientOrderId))
            {
                return false;
            }

            _entries[ticket.ClientOrderId] = new Entry(ticket.Coin, ticket.Slot, DateTimeOffset.MaxValue);
            _due.Add(ticket.Coin);
            return true;
        }
    }

    /// <summary>Placing it has ended, well or not: it wants a look when the venue has settled.</summary>
    public void End(string entry)
    {
        lock (_gate)
        {
            var done = _entries[entry] with { SettledAt = _time.GetUtcNow() + _settling };
            _entries[entry] = done;
            _due.Add(done.Coin);
        }
    }

    /// <summary>An entry whose stop or target waits at the venue.</summary>
    public void Found(OrderReport guard)
    {
        lock (_gate)
        {
            if (_entries.Count < EntriesMax)
            {
                _entries.TryAdd(
                    guard.ParentClientOrderId, new Entry(guard.Coin, guard.Slot, DateTimeOffset.MinValue));
            }
        }
    }

    /// <summary>Forgets entries of an instrument that have nothing at the venue any more.</summary>
    public void Keep(InstrumentId coin, IReadOnlySet<string> entries)
    {
        lock (_gate)
        {
            foreach (var (name, entry) in _entries.ToList())
            {
                if (entry.Coin == coin && !entries.Contains(name) && !IsSettling(entry))
                {
                    _entries.Remove(name);
                }
            }
        }
    }

    /// <summary>Whether an entry is being placed, or was so lately that the venue may not know it yet.</summary>
    public bool IsSettling(string name)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(name, out var entry) && IsSettling(entry);
        }
    }

    /// <summary>When a position was told to be flat last; null when it never was.</summary>
    public DateTimeOffset? ClosedAt(InstrumentId coin, PositionSlot slot)
    {
        lock (_gate)
        {
            return _closed.TryGetValue((coin, slot), out var at) ? at : null;
        }
    }

    /// <summary>Takes note of what may leave a stop or target without its entry.</summary>
    public void Hear(AccountNews news)
    {
        lock (_gate)
        {
            switch (news)
            {
                case AccountNews.PositionChanged { Position: { SizeBase: 0m } flat }
                    when _entries.Values.Any(entry => entry.Coin == flat.Coin && entry.Slot == flat.Slot):
                    _closed[(flat.Coin, flat.Slot)] = flat.UpdatedAt ?? DateTimeOffset.MinValue;
                    _due.Add(flat.Coin);
                    break;
                case AccountNews.OrderChanged { Order: { IsEnded: true, FilledBase: 0m } order }
                    when _entries.ContainsKey(order.ClientOrderId):
                    _due.Add(order.Coin);
                    break;
                default:
                    break; // Leaves everything as it belongs.
            }
        }
    }

    /// <summary>Instruments that want a look, each told once.</summary>
    public ImmutableArray<InstrumentId> TakeDue()
    {
        lock (_gate)
        {
            ImmutableArray<InstrumentId> due = [.. _due.Order()];
            _due.Clear();
            return due;
        }
    }

    /// <summary>Whether anything wants a look.</summary>
    public bool IsDue
    {
        get
        {
            lock (_gate)
            {
                return _due.Count > 0;
            }
        }
    }

    /// <summary>An instrument wants another look.</summary>
    public void Again(InstrumentId coin)
    {
        lock (_gate)
        {
            _due.Add(coin);
        }
    }

    private bool IsSettling(Entry entry) => _time.GetUtcNow() < entry.SettledAt;

    private sealed record Entry(InstrumentId Coin, PositionSlot Slot, DateTimeOffset SettledAt);
}
