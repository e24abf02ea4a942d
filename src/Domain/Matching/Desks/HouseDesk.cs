using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>The house's orders in one book: recorded or generated liquidity, level by level.</summary>
/// <remarks>
/// What is added at a price joins the end of its queue, what is taken away leaves from the end: an account's order that
/// rests there moves forward only when what stood before it trades or shrinks to nothing. Orders of the house never
/// trade with each other: the newer level stays.
/// </remarks>
internal sealed class HouseDesk(Market market)
{
    private readonly Dictionary<long, List<long>> _bids = [];
    private readonly Dictionary<long, List<long>> _asks = [];
    private readonly Dictionary<long, (Side Side, long Ticks)> _levelOf = [];
    private long _lastId;

    /// <summary>Prices at which the house has orders.</summary>
    public List<long> Prices(Side side) => [.. Queues(side).Keys];

    public long NextId() => --_lastId;

    /// <summary>Makes the house's size at a price what is said; what crosses trades.</summary>
    public void SetLevel(Side side, long ticks, long steps, IBookSink sink)
    {
        if (Queues(side).TryGetValue(ticks, out var queue))
        {
            var missing = steps - queue.Sum(market.Book.LeavesSteps);
            if (missing < 0)
            {
                Shrink(queue, -missing);
            }
            else if (missing > 0)
            {
                Grow(queue, side, ticks, missing, sink);
            }
        }
        else if (steps > 0)
        {
            Place(side, ticks, steps, sink);
        }
    }

    /// <summary>One of the house's orders is gone from the book.</summary>
    public void Forget(long id)
    {
        var (side, ticks) = _levelOf[id];
        _levelOf.Remove(id);
        var queue = Queues(side)[ticks];
        queue.Remove(id);
        if (queue.Count == 0)
        {
            Queues(side).Remove(ticks);
        }
    }

    private Dictionary<long, List<long>> Queues(Side side) => side == Side.Buy ? _bids : _asks;

    private void Shrink(List<long> queue, long steps)
    {
        while (steps > 0)
        {
            var id = queue[^1];
            var leaves = market.Book.LeavesSteps(id);
            if (leaves > steps)
            {
                market.Book.TryShrink(id, leaves - steps);
                return;
            }

            market.Book.Cancel(id);
            Forget(id);
            steps -= leaves;
        }
    }

    private void Grow(List<long> queue, Side side, long ticks, long steps, IBookSink sink)
    {
        var last = queue[^1];
        if (!market.Book.TryGrowLast(last, market.Book.LeavesSteps(last) + steps))
        {
            Place(side, ticks, steps, sink);
        }
    }

    private void Place(Side side, long ticks, long steps, IBookSink sink)
    {
        var order = new BookOrder(
            NextId(),
            AccountId.House.Number,
            side,
            ticks,
            steps,
            TimeInForce.GoodTillCancelled,
            SelfTradePrevention.CancelMaker);
        if (market.Book.Place(order, sink).Outcome != PlaceOutcome.Rests)
        {
            return;
        }

        _levelOf.Add(order.Id, (side, ticks));
        if (!Queues(side).TryGetValue(ticks, out var queue))
        {
            Queues(side).Add(ticks, queue = []);
        }

        queue.Add(order.Id);
    }
}
