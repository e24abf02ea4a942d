using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>The book of one instrument: matches orders by price, then by time. Knows nothing of money.</summary>
/// <remarks>
/// An order trades with the best opposite price first and, at one price, with the order that came first, always at the
/// resting order's price. What may rest joins the end of its price's queue. Time priority is lost by a new price or a
/// larger size, kept by a smaller one. Never crossed. Cost: O(1) a trade or cancel, a few steps more for a new price
/// near the best; allocates only while it grows. Not thread-safe.
/// </remarks>
public sealed class OrderBookEngine
{
    /// <summary>Orders that a book holds unless it is told another limit.</summary>
    public const int OrdersMaxDefault = 1_000_000;

    private const int None = -1;
    private readonly BookStore<BookNode> _nodes = new();
    private readonly BookStore<BookQueue> _levels = new();
    private readonly Dictionary<long, int> _byId = [];
    private readonly BookLadder _bids = new(Side.Buy);
    private readonly BookLadder _asks = new(Side.Sell);
    private readonly int _ordersMax;

    /// <summary>An empty book.</summary>
    /// <param name="ordersMax">How many orders may rest; beyond that <see cref="PlaceOutcome.BookFull"/>.</param>
    public OrderBookEngine(int ordersMax = OrdersMaxDefault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ordersMax, 1);
        _ordersMax = ordersMax;
    }

    /// <summary>How many orders rest.</summary>
    public int Count => _byId.Count;

    /// <summary>Best price of a side in ticks; 0 when the side is empty.</summary>
    public long BestTicks(Side side) => Ladder(side) is { Count: > 0 } ladder ? ladder.PriceAt(0) : 0;

    /// <summary>How many prices of a side have orders.</summary>
    public int Levels(Side side) => Ladder(side).Count;

    /// <summary>The n-th best level of a side, counted from 0.</summary>
    public BookLevel Level(Side side, int rank)
    {
        var ladder = Ladder(side);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rank, (uint)ladder.Count, nameof(rank));
        ref var level = ref _levels[ladder[rank]];
        return new BookLevel(level.PriceTicks, level.SizeSteps, level.Orders);
    }

    /// <summary>What is left of a resting order, in steps; 0 when it does not rest.</summary>
    public long LeavesSteps(long id) => _byId.TryGetValue(id, out var node) ? _nodes[node].SizeSteps : 0;

    /// <summary>The resting orders of a side in the order in which they would trade.</summary>
    public IEnumerable<RestingOrder> Resting(Side side)
    {
        var ladder = Ladder(side);
        for (var rank = 0; rank < ladder.Count; rank++)
        {
            var priceTicks = ladder.PriceAt(rank);
            for (var node = _levels[ladder[rank]].First; node != None; node = _nodes[node].After)
            {
                yield return new RestingOrder(_nodes[node].Id, _nodes[node].Owner, priceTicks, _nodes[node].SizeSteps);
            }
        }
    }

    /// <summary>Matches an order and lets rest what may rest.</summary>
    /// <exception cref="ArgumentException">The id rests already, or price or size is not positive.</exception>
    public PlaceResult Place(in BookOrder order, IBookSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Check(order);
        var opposite = Ladder(order.Side.Opposite());
        if (order.TimeInForce == TimeInForce.PostOnly && Crosses(order, opposite))
        {
            return new PlaceResult(PlaceOutcome.WouldTake, order.SizeSteps);
        }

        if (order.TimeInForce == TimeInForce.FillOrKill && !IsAllFillable(order, opposite))
        {
            return new PlaceResult(PlaceOutcome.NotAllFillable, order.SizeSteps);
        }

        var leaves = Match(order, opposite, sink, out var isSelfTrade);
        if (leaves == 0 || isSelfTrade)
        {
            return new PlaceResult(leaves == 0 ? PlaceOutcome.Filled : PlaceOutcome.SelfTrade, leaves);
        }

        return Rest(order, leaves);
    }

    /// <summary>Takes an order out of the book.</summary>
    /// <returns>What was left of it; 0 when it did not rest.</returns>
    public long Cancel(long id)
    {
        if (!_byId.TryGetValue(id, out var node))
        {
            return 0;
        }

        var leaves = _nodes[node].SizeSteps;
        Remove(node);
        return leaves;
    }

    /// <summary>Makes a resting order smaller; it keeps its place.</summary>
    /// <returns>False, and nothing changed, when it does not rest or would not become smaller.</returns>
    public bool TryShrink(long id, long sizeSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeSteps);
        if (!_byId.TryGetValue(id, out var node) || sizeSteps >= _nodes[node].SizeSteps)
        {
            return false;
        }

        Resize(node, sizeSteps);
        return true;
    }

    /// <summary>Makes a resting order larger where that passes nobody: when it is the last of its price.</summary>
    /// <returns>False, and nothing changed, when it does not rest or somebody stands behind it.</returns>
    public bool TryGrowLast(long id, long sizeSteps)
    {
        if (!_byId.TryGetValue(id, out var node) || _nodes[node].After != None || sizeSteps < _nodes[node].SizeSteps)
        {
            return false;
        }

        Resize(node, sizeSteps);
        return true;
    }

    private BookLadder Ladder(Side side) => side switch
    {
        Side.Buy => _bids,
        Side.Sell => _asks,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
    };

    private void Check(in BookOrder order)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order.PriceTicks, nameof(order.PriceTicks));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order.SizeSteps, nameof(order.SizeSteps));
        if (_byId.ContainsKey(order.Id))
        {
            throw new ArgumentException($"order '{order.Id}' rests already.", nameof(order));
        }
    }

    private static bool Crosses(in BookOrder order, BookLadder opposite) =>
        opposite.Count > 0 && IsWithin(order, opposite.PriceAt(0));

    private static bool IsWithin(in BookOrder order, long priceTicks) =>
        order.Side == Side.Buy ? priceTicks <= order.PriceTicks : priceTicks >= order.PriceTicks;

    private bool IsAllFillable(in BookOrder order, BookLadder opposite)
    {
        var missing = order.SizeSteps;
        for (var rank = 0; rank < opposite.Count && missing > 0 && IsWithin(order, opposite.PriceAt(rank)); rank++)
        {
            ref var level = ref _levels[opposite[rank]];
            if (order.SelfTrade == SelfTradePrevention.None)
            {
                missing -= level.SizeSteps;
                continue;
            }

            for (var node = level.First; node != None && missing > 0; node = _nodes[node].After)
            {
                if (_nodes[node].Owner != order.Owner)
                {
                    missing -= _nodes[node].SizeSteps;
                }
                else if (order.SelfTrade != SelfTradePrevention.CancelMaker)
                {
                    return false; // It would be cancelled there, with a part filled.
                }
            }
        }

        return missing <= 0;
    }

    private long Match(in BookOrder order, BookLadder opposite, IBookSink sink, out bool isSelfTrade)
    {
        var leaves = order.SizeSteps;
        isSelfTrade = false;

        // The best order is looked up anew each time: the sink may have cancelled others meanwhile.
        while (leaves > 0 && Crosses(order, opposite))
        {
            var maker = _levels[opposite[0]].First;
            if (_nodes[maker].Owner == order.Owner && order.SelfTrade != SelfTradePrevention.None)
            {
                if (order.SelfTrade != SelfTradePrevention.CancelTaker)
                {
                    CancelMaker(maker, sink);
                }

                isSelfTrade = order.SelfTrade != SelfTradePrevention.CancelMaker;
                if (isSelfTrade)
                {
                    break;
                }

                continue;
            }

            leaves -= Trade(order, leaves, maker, sink);
        }

        return leaves;
    }

    private long Trade(in BookOrder order, long leaves, int maker, IBookSink sink)
    {
        ref var node = ref _nodes[maker];
        var size = Math.Min(leaves, node.SizeSteps);
        var trade = new BookTrade(
            order.Id,
            order.Owner,
            order.Side,
            node.Id,
            node.Owner,
            _levels[node.Level].PriceTicks,
            size,
            node.SizeSteps - size);
        if (trade.MakerLeavesSteps == 0)
        {
            Remove(maker);
        }
        else
        {
            Resize(maker, trade.MakerLeavesSteps);
        }

        sink.Traded(trade);
        return size;
    }

    private void CancelMaker(int maker, IBookSink sink)
    {
        var (id, owner, leaves) = (_nodes[maker].Id, _nodes[maker].Owner, _nodes[maker].SizeSteps);
        Remove(maker);
        sink.SelfTradeCancelled(id, owner, leaves);
    }

    private PlaceResult Rest(in BookOrder order, long leaves)
    {
        if (order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
        {
            return new PlaceResult(PlaceOutcome.RestCancelled, leaves);
        }

        if (_byId.Count >= _ordersMax)
        {
            return new PlaceResult(PlaceOutcome.BookFull, leaves);
        }

        Append(order, leaves);
        return new PlaceResult(PlaceOutcome.Rests, leaves);
    }

    private void Append(in BookOrder order, long leaves)
    {
        var slot = LevelSlot(order);
        var added = _nodes.Take();
        ref var level = ref _levels[slot];
        _nodes[added] = new BookNode
        {
            Id = order.Id,
            SizeSteps = leaves,
            Owner = order.Owner,
            Level = slot,
            Before = level.Last,
            After = None,
        };
        if (level.Last == None)
        {
            level.First = added;
        }
        else
        {
            _nodes[level.Last].After = added;
        }

        level.Last = added;
        level.SizeSteps += leaves;
        level.Orders++;
        _byId.Add(order.Id, added);
    }

    private int LevelSlot(in BookOrder order)
    {
        var ladder = Ladder(order.Side);
        var index = ladder.Find(order.PriceTicks);
        if (index >= 0)
        {
            return ladder.SlotAt(index);
        }

        var slot = _levels.Take();
        _levels[slot] = new BookQueue
        {
            PriceTicks = order.PriceTicks,
            Side = order.Side,
            First = None,
            Last = None,
        };
        ladder.Insert(~index, order.PriceTicks, slot);
        return slot;
    }

    private void Resize(int node, long sizeSteps)
    {
        _levels[_nodes[node].Level].SizeSteps += sizeSteps - _nodes[node].SizeSteps;
        _nodes[node].SizeSteps = sizeSteps;
    }

    private void Remove(int removed)
    {
        ref var node = ref _nodes[removed];
        ref var level = ref _levels[node.Level];
        _byId.Remove(node.Id);
        level.SizeSteps -= node.SizeSteps;
        level.Orders--;
        if (node.Before == None)
        {
            level.First = node.After;
        }
        else
        {
            _nodes[node.Before].After = node.After;
        }

        if (node.After == None)
        {
            level.Last = node.Before;
        }
        else
        {
            _nodes[node.After].Before = node.Before;
        }

        if (level.Orders == 0)
        {
            var ladder = Ladder(level.Side);
            ladder.RemoveAt(ladder.Find(level.PriceTicks));
            _levels.Give(node.Level);
        }

        _nodes.Give(removed);
    }
}
