namespace WhaleStack.Domain.Matching;

/// <summary>Where orders begin and end.</summary>
internal sealed class LiveOrders(Floor floor)
{
    /// <summary>Takes an order; it waits when it has a trigger.</summary>
    public LiveOrder Accept(
        Holding holding,
        OrderRequest request,
        OrderOrigin origin = OrderOrigin.User,
        long parentId = 0,
        decimal trailingQuote = 0m,
        decimal? activationQuote = null)
    {
        var order = new LiveOrder(floor.NextOrder(), holding, request, origin, parentId, floor.Time)
        {
            TrailingQuote = trailingQuote,
            ActivationQuote = activationQuote ?? request.Trailing?.ActivationQuote,
        };
        if (request.GoodTill is { } until)
        {
            floor.Expiring.Add((until, order.Id), order);
        }

        holding.Account.Add(order);
        order.Market.Orders.Add(order.Id, order);
        if (order.Status == OrderStatus.Untriggered)
        {
            order.Market.Waiting.Add(order.Id, order);
            order.Market.IsStirred = true;
        }

        floor.Emit(new ExchangeEvents.OrderAccepted(floor.Time, order.View));
        return order;
    }

    /// <summary>Ends the orders that were good until now.</summary>
    public void ExpireDue()
    {
        while (floor.Expiring.Count > 0 && floor.Expiring.Keys[0].At <= floor.Time)
        {
            Cancel(floor.Expiring.Values[0], CancelReason.Expired);
        }
    }

    /// <summary>Ends an order before all of it was filled.</summary>
    public void Cancel(LiveOrder order, CancelReason reason)
    {
        if (order.IsInBook)
        {
            order.Market.Book.Cancel(order.Id);
            floor.Touch(order.Account);
        }

        order.Status = order.Status == OrderStatus.Untriggered ? OrderStatus.Deactivated : OrderStatus.Cancelled;
        order.CancelReason = reason;
        order.LeavesBase = 0m;
        End(order);
        floor.Emit(new ExchangeEvents.OrderCancelled(floor.Time, order.View, reason));
    }

    /// <summary>Forgets an order that ended.</summary>
    public void End(LiveOrder order)
    {
        order.IsInBook = false;
        order.UpdatedAt = floor.Time;
        order.Market.Orders.Remove(order.Id);
        order.Market.Waiting.Remove(order.Id);
        if (order.Request.GoodTill is { } until)
        {
            floor.Expiring.Remove((until, order.Id));
        }

        Detach(order);
        order.Account.Finish(order);
    }

    /// <summary>The order is no longer the take-profit, stop-loss or trailing stop of its position.</summary>
    public void Detach(LiveOrder order)
    {
        var position = order.Position;
        if (order == position.TakeProfit || order == position.StopLoss || order == position.Trailing)
        {
            position.TakeProfit = order == position.TakeProfit ? null : position.TakeProfit;
            position.StopLoss = order == position.StopLoss ? null : position.StopLoss;
            position.Trailing = order == position.Trailing ? null : position.Trailing;
            floor.Touch(order.Holding, position);
        }

        if (order.Sibling is { } sibling)
        {
            (order.Sibling, sibling.Sibling) = (null, null);
        }
    }

    /// <summary>Makes a reduce-only order in the book as small as what it may reduce.</summary>
    public void Trim(LiveOrder order, decimal leavesBase)
    {
        order.Market.Book.TryShrink(order.Id, order.Market.Steps(leavesBase));
        order.LeavesBase = leavesBase;
        Amended(order, order.Request with { SizeBase = order.FilledBase + leavesBase }, byUser: false);
    }

    /// <summary>Takes over changed terms, and says so.</summary>
    public void Amended(LiveOrder order, OrderRequest request, bool byUser)
    {
        order.Request = request;
        order.UpdatedAt = floor.Time;
        floor.Touch(order.Account);
        floor.Emit(new ExchangeEvents.OrderAmended(floor.Time, order.View, byUser));
    }
}
