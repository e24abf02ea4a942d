using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Private.Rows;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// Which orders came of which conditional orders. A conditional order becomes an order with a number of its own when it
/// fires; whoever placed it knows only the first one, so both are told of as one order under its ids. Thread-safe.
/// </summary>
/// <remarks>
/// The venue's own tie, the number of the order in the conditional order's record, counts; before that is told, our id,
/// which the order keeps. Bounded: the last so many conditional orders are remembered, others are looked up.
/// </remarks>
internal sealed class BinanceParents
{
    private readonly Lock _gate = new();
    private readonly RecentKeys<OrderReport> _byName;
    private readonly RecentKeys<OrderReport> _byChild;
    private readonly RecentKeys<string> _children;

    public BinanceParents(int rememberedMax)
    {
        _byName = new RecentKeys<OrderReport>(rememberedMax);
        _byChild = new RecentKeys<OrderReport>(rememberedMax);
        _children = new RecentKeys<string>(rememberedMax);
    }

    /// <summary>Reads a conditional order of a list, and remembers it.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public OrderReport Read(VenueRow row, InstrumentId coin) =>
        Remember(BinanceAlgoRow.Read(row, coin), row["actualOrderId"u8].TextOrEmpty());

    /// <summary>Reads a conditional order of an ALGO_UPDATE, and remembers it.</summary>
    /// <exception cref="VenueFormatException">A field is missing or unreadable.</exception>
    public OrderReport ReadEvent(VenueRow row, InstrumentId coin, DateTimeOffset at) =>
        Remember(BinanceAlgoRow.ReadEvent(row, coin, at), row["ai"u8].TextOrEmpty());

    /// <summary>The order as its conditional order's; as it is when it came of none that is known.</summary>
    public OrderReport Of(OrderReport order) =>
        Find(order.Coin, order.VenueOrderId, order.ClientOrderId) is not { } from
            ? order
            : order with
            {
                VenueOrderId = from.VenueOrderId,
                ClientOrderId = from.ClientOrderId,
                ParentClientOrderId = from.ParentClientOrderId,
                Origin = from.Origin,
                Role = from.Role,
                Trigger = from.Trigger,
                CreatedAt = from.CreatedAt,
            };

    /// <summary>The execution as one of the conditional order; as it is when its order came of none that is
    /// known.</summary>
    public ExecutionReport Of(ExecutionReport execution) =>
        Find(execution.Coin, execution.VenueOrderId, execution.ClientOrderId) is not { } from
            ? execution
            : execution with
            {
                VenueOrderId = from.VenueOrderId, ClientOrderId = from.ClientOrderId, Role = from.Role,
            };

    /// <summary>Whether an order came of a conditional one that is not known.</summary>
    public bool IsStray(OrderReport order) => order is { Trigger: not null, ClientOrderId.Length: > 0 }
        && BinanceAlgoRow.AlgoIdOf(order.VenueOrderId) is null
        && Find(order.Coin, order.VenueOrderId, order.ClientOrderId) is null;

    /// <summary>The venue's number of the order that a conditional one became; null while it waits.</summary>
    public string? ChildOf(OrderReport order)
    {
        lock (_gate)
        {
            return _children.TryGet(Key(order.Coin, order.VenueOrderId), out var child) ? child : null;
        }
    }

    /// <summary>Whether this is a conditional order's own record where its order's says more.</summary>
    public static bool SaysLess(OrderReport order) => order.Status == OrderStatus.Triggered
        || (order.EndDetail == BinanceAlgoRow.Finished && order.Status == OrderStatus.Cancelled);

    private OrderReport Remember(OrderReport read, string child)
    {
        var order = read.Role == ProtectionRole.None
            ? read
            : read with { ParentClientOrderId = BinanceAttached.EntryOf(read.ClientOrderId) };
        lock (_gate)
        {
            var name = Key(order.Coin, order.ClientOrderId);
            var first = _byName.TryGet(name, out var known) && known!.VenueOrderId == order.VenueOrderId
                ? known
                : order;
            if (order.ClientOrderId.Length > 0)
            {
                _byName.Set(name, first);
            }

            if (child.Length > 0 && child != "0")
            {
                _byChild.Set(Key(order.Coin, child), first);
                _children.Set(Key(order.Coin, order.VenueOrderId), child);
            }
        }

        return order;
    }

    private OrderReport? Find(InstrumentId coin, string venueOrderId, string clientOrderId)
    {
        if (BinanceAlgoRow.AlgoIdOf(venueOrderId) is not null)
        {
            return null; // The conditional order itself.
        }

        lock (_gate)
        {
            return _byChild.TryGet(Key(coin, venueOrderId), out var from)
                || (clientOrderId.Length > 0 && _byName.TryGet(Key(coin, clientOrderId), out from))
                ? from
                : null;
        }
    }

    private static string Key(InstrumentId coin, string id) => $"{coin.Symbol} {id}";
}
