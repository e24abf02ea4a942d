using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>Watches prices for the orders that wait for them.</summary>
internal sealed class TriggerDesk(Floor floor, LiveOrders orders, OrderDesk desk)
{
    /// <summary>Fires the oldest order whose price came; false when there is none in any market.</summary>
    public bool FireNext()
    {
        foreach (var market in floor.Markets.Values)
        {
            if (!market.IsStirred)
            {
                continue;
            }

            FollowPrice(market);
            if (market.Waiting.Values.FirstOrDefault(IsDue) is { } due)
            {
                Fire(due);
                return true;
            }

            market.IsStirred = false;
        }

        return false;
    }

    private static bool IsDue(LiveOrder order) =>
        order.ActivationQuote is null
        && order.Request.Trigger is { } trigger
        && order.Market.PriceOf(trigger.Source) is { } price
        && OrderRules.IsReached(trigger, price);

    /// <summary>Trailing stops follow the price they watch in the position's direction, and never go back.</summary>
    private void FollowPrice(Market market)
    {
        foreach (var order in market.Waiting.Values.Where(static order => order.IsTrailing))
        {
            var trigger = order.Request.Trigger!;
            if (market.PriceOf(trigger.Source) is not { } price)
            {
                continue;
            }

            var direction = order.Side == Side.Sell ? 1 : -1;
            if (order.ActivationQuote is { } activation && direction * (price - activation) >= 0m)
            {
                order.ActivationQuote = null;
            }

            var distance = order.Request.Trailing is { } trailing
                ? LegPosition.Round(price * trailing.CallbackFraction)
                : order.TrailingQuote;
            var stop = price - (direction * distance);
            if (order.ActivationQuote is null && direction * (stop - trigger.PriceQuote) > 0m)
            {
                var moved = order.Request with { Trigger = trigger with { PriceQuote = stop } };
                orders.Amended(order, moved, byUser: false);
            }
        }
    }

    private void Fire(LiveOrder order)
    {
        order.Market.Waiting.Remove(order.Id);
        var sibling = order.Sibling;
        orders.Detach(order);
        if (sibling is not null)
        {
            orders.Cancel(sibling, CancelReason.PositionClosed);
        }

        order.Status = OrderStatus.Open;
        order.UpdatedAt = floor.Time;
        MakeRoom(order);
        if (order.IsReducing)
        {
            var room = ReducingRoom.Of(order);
            order.LeavesBase = order.Request.SizeBase == 0m ? room : Math.Min(room, order.Request.SizeBase);
            order.Request = order.Request with { SizeBase = order.LeavesBase };
        }

        floor.Emit(new ExchangeEvents.OrderTriggered(floor.Time, order.View));
        desk.Activate(order);
    }

    private void MakeRoom(LiveOrder order)
    {
        if (!order.Request.CloseOnTrigger || order.IsImmediate)
        {
            return; // What never rests may take the whole position: others are trimmed as it trades.
        }

        foreach (var other in ReducingRoom.Resting(order.Holding, order.Position, order.Side).ToList())
        {
            orders.Cancel(other, CancelReason.NothingToReduce);
        }
    }
}
