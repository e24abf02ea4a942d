using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>The rules of the book said as plainly as can be: one list, searched anew for every trade.</summary>
internal sealed class NaiveBook
{
    private readonly List<(BookOrder Order, long Leaves)> _resting = []; // In order of arrival.

    public List<object> Log { get; } = [];

    public IEnumerable<RestingOrder> Resting(Side side) => _resting
        .Where(entry => entry.Order.Side == side)
        .OrderBy(entry => -side.Sign() * entry.Order.PriceTicks) // A stable sort: arrival breaks ties.
        .Select(entry => new RestingOrder(
            entry.Order.Id, entry.Order.Owner, entry.Order.PriceTicks, entry.Leaves));

    public PlaceResult Place(BookOrder order)
    {
        if (order.TimeInForce == TimeInForce.PostOnly && Takeable(order).Any())
        {
            return new PlaceResult(PlaceOutcome.WouldTake, order.SizeSteps);
        }

        if (order.TimeInForce == TimeInForce.FillOrKill && !IsAllFillable(order))
        {
            return new PlaceResult(PlaceOutcome.NotAllFillable, order.SizeSteps);
        }

        var leaves = order.SizeSteps;
        while (leaves > 0 && Takeable(order).FirstOrDefault() is { Id: > 0 } best)
        {
            if (best.Owner == order.Owner && order.SelfTrade != SelfTradePrevention.None)
            {
                if (order.SelfTrade != SelfTradePrevention.CancelTaker)
                {
                    Cancel(best.Id);
                    Log.Add(("self", best.Id, best.LeavesSteps));
                }

                if (order.SelfTrade != SelfTradePrevention.CancelMaker)
                {
                    return new PlaceResult(PlaceOutcome.SelfTrade, leaves);
                }

                continue;
            }

            var size = Math.Min(leaves, best.LeavesSteps);
            leaves -= size;
            SetLeaves(best.Id, best.LeavesSteps - size);
            Log.Add((order.Id, best.Id, best.PriceTicks, size));
        }

        return Rest(order, leaves);
    }

    public long Cancel(long id)
    {
        var leaves = _resting.Where(entry => entry.Order.Id == id).Sum(entry => entry.Leaves);
        SetLeaves(id, 0);
        return leaves;
    }

    public bool TryShrink(long id, long size)
    {
        var isSmaller = _resting.Any(entry => entry.Order.Id == id && entry.Leaves > size);
        if (isSmaller)
        {
            SetLeaves(id, size);
        }

        return isSmaller;
    }

    private PlaceResult Rest(BookOrder order, long leaves)
    {
        if (leaves == 0)
        {
            return new PlaceResult(PlaceOutcome.Filled, 0);
        }

        if (order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
        {
            return new PlaceResult(PlaceOutcome.RestCancelled, leaves);
        }

        _resting.Add((order, leaves));
        return new PlaceResult(PlaceOutcome.Rests, leaves);
    }

    private IEnumerable<RestingOrder> Takeable(BookOrder order) => Resting(order.Side.Opposite())
        .Where(maker => order.Side.Sign() * (order.PriceTicks - maker.PriceTicks) >= 0);

    private bool IsAllFillable(BookOrder order)
    {
        var trial = new NaiveBook();
        trial._resting.AddRange(_resting);
        var result = trial.Place(order with { TimeInForce = TimeInForce.ImmediateOrCancel });
        return result.Outcome == PlaceOutcome.Filled;
    }

    private void SetLeaves(long id, long leaves)
    {
        var at = _resting.FindIndex(entry => entry.Order.Id == id);
        if (at >= 0 && leaves == 0)
        {
            _resting.RemoveAt(at);
        }
        else if (at >= 0)
        {
            _resting[at] = (_resting[at].Order, leaves);
        }
    }
}
