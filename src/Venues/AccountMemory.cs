using System.Collections.Immutable;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues;

/// <summary>
/// What an account's channel has told so far: lets each execution and each end of an order through once, whatever
/// connection or record it comes from, and knows what to ask for after a gap. Not thread-safe.
/// </summary>
/// <remarks>Bounded: the last so many executions and orders are remembered.</remarks>
internal sealed class AccountMemory
{
    private readonly TimeSpan _overlap;
    private readonly DateTimeOffset _since;
    private readonly RecentKeys<bool> _executions;
    private readonly RecentKeys<bool> _early;
    private readonly RecentKeys<OrderReport> _orders;
    private readonly Dictionary<string, OrderReport> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<(InstrumentId Coin, PositionSlot Slot), PositionReport> _positions = [];
    private DateTimeOffset? _lastExecutionAt;

    /// <summary>Makes one.</summary>
    /// <param name="since">Executions before it are of no interest.</param>
    /// <param name="overlap">How far before the last one a gap is read again.</param>
    /// <param name="rememberedMax">Executions and orders remembered.</param>
    public AccountMemory(DateTimeOffset since, TimeSpan overlap, int rememberedMax)
    {
        _since = since;
        _overlap = overlap;
        _executions = new RecentKeys<bool>(rememberedMax);
        _early = new RecentKeys<bool>(rememberedMax);
        _orders = new RecentKeys<OrderReport>(rememberedMax);
    }

    /// <summary>From when on executions are to be asked for after a gap.</summary>
    public DateTimeOffset GapFrom =>
        _lastExecutionAt - _overlap is { } from && from > _since ? from : _since;

    /// <summary>Orders that were open when last heard of.</summary>
    public ImmutableArray<OrderReport> OpenOrders => [.. _open.Values];

    /// <summary>Positions that were not flat when last heard of.</summary>
    public ImmutableArray<PositionReport> Positions => [.. _positions.Values.Where(row => row.SizeBase != 0m)];

    /// <summary>Whether this is news.</summary>
    public bool IsNew(AccountNews news) => news switch
    {
        AccountNews.Executed executed =>
            IsFirst(_executions, executed.Execution.ExecutionId, executed.Execution.Time),
        AccountNews.Funded funded => IsFirst(_executions, funded.Funding.ExecutionId, funded.Funding.Time),
        AccountNews.ExecutedEarly early => !_executions.TryGet(early.Execution.ExecutionId, out _)
            && IsFirst(_early, early.Execution.ExecutionId, null),
        AccountNews.OrderChanged changed => IsLater(changed.Order),
        AccountNews.PositionChanged changed => IsLater(changed.Position),
        AccountNews.WalletChanged or AccountNews.Unreadable or AccountNews.ChannelChanged => true,
        _ => throw new InvalidOperationException($"'{news.GetType().Name}' is no news of an account."),
    };

    private bool IsFirst(RecentKeys<bool> known, string id, DateTimeOffset? at)
    {
        if (known.TryGet(id, out _))
        {
            return false;
        }

        known.Set(id, true);
        if (at is { } time && !(time <= _lastExecutionAt))
        {
            _lastExecutionAt = time;
        }

        return true;
    }

    // A finished order is told twice when a cancel raced with its fill, and records may be newer than the stream.
    private bool IsLater(OrderReport order)
    {
        var key = KeyOf(order);
        if (_orders.TryGet(key, out var last))
        {
            var addsNothing = order == last
                || order.UpdatedAt < last!.UpdatedAt
                || order.FilledBase < last.FilledBase
                || (last.IsEnded && order.FilledBase == last.FilledBase);
            if (addsNothing)
            {
                return false;
            }
        }

        _orders.Set(key, order);
        if (order.IsEnded)
        {
            _open.Remove(key);
        }
        else
        {
            _open[key] = order;
        }

        return true;
    }

    // Some venues count orders within an instrument.
    private static string KeyOf(OrderReport order) => $"{order.Coin} {order.VenueOrderId}";

    private bool IsLater(PositionReport position)
    {
        var key = (position.Coin, position.Slot);
        if (_positions.TryGetValue(key, out var last) && position.Sequence < last.Sequence)
        {
            return false;
        }

        _positions[key] = position;
        return true;
    }
}
