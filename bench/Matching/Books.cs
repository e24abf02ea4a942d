using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;

namespace WhaleStack.Bench.Matching;

/// <summary>Something that a mix can be run on.</summary>
internal interface IBook
{
    void Do(in Request request);
}

/// <summary>The matching engine's book; counts its trades.</summary>
internal sealed class EngineBook : IBook, IBookSink
{
    private readonly OrderBookEngine _book = new();

    public long Trades { get; private set; }

    public void Do(in Request request)
    {
        if (request.IsCancel)
        {
            _book.Cancel(request.Order.Id);
        }
        else
        {
            _book.Place(request.Order, this);
        }
    }

    public void Traded(in BookTrade trade) => Trades++;

    public void SelfTradeCancelled(long makerId, int owner, long leavesSteps)
    {
    }
}

/// <summary>
/// The yardstick: a dictionary of orders and an array of sizes by price, and nothing else. It knows no queues, so it
/// cannot tell who traded; no book that can may be cheaper.
/// </summary>
internal sealed class BareBook : IBook
{
    private readonly Dictionary<long, BookOrder> _orders = [];
    private readonly long[] _bids = new long[2 * Mix.MiddleTicks];
    private readonly long[] _asks = new long[2 * Mix.MiddleTicks];
    private long _bestBid;
    private long _bestAsk = (2 * Mix.MiddleTicks) - 1;

    public void Do(in Request request)
    {
        var order = request.Order;
        if (request.IsCancel)
        {
            if (_orders.Remove(order.Id, out var gone))
            {
                Sizes(gone.Side)[gone.PriceTicks] -= gone.SizeSteps;
            }
        }
        else if (order.TimeInForce == TimeInForce.ImmediateOrCancel)
        {
            Take(order.Side, order.PriceTicks, order.SizeSteps);
        }
        else
        {
            _orders.Add(order.Id, order);
            Sizes(order.Side)[order.PriceTicks] += order.SizeSteps;
            _bestBid = order.Side == Side.Buy ? Math.Max(_bestBid, order.PriceTicks) : _bestBid;
            _bestAsk = order.Side == Side.Sell ? Math.Min(_bestAsk, order.PriceTicks) : _bestAsk;
        }
    }

    private long[] Sizes(Side side) => side == Side.Buy ? _bids : _asks;

    private void Take(Side side, long limit, long size)
    {
        while (size > 0 && (side == Side.Buy ? _bestAsk <= limit : _bestBid >= limit))
        {
            ref var there = ref side == Side.Buy ? ref _asks[_bestAsk] : ref _bids[_bestBid];
            var taken = Math.Min(size, Math.Max(there, 0));
            there -= taken;
            size -= taken;
            if (size > 0)
            {
                _bestAsk += side == Side.Buy ? 1 : 0;
                _bestBid -= side == Side.Buy ? 0 : 1;
            }
        }
    }
}
