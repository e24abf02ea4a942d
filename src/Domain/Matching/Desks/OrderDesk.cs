using static WhaleStack.Domain.Matching.ExchangeRefusal;

namespace WhaleStack.Domain.Matching;

/// <summary>Places, changes and cancels the orders of accounts.</summary>
internal sealed class OrderDesk(LiveOrders orders, Matcher matcher)
{
    public Objection? Place(Holding holding, OrderRequest request)
    {
        if (request.ClientOrderId.Length > 0 && holding.Account.Knows(request.ClientOrderId))
        {
            return Objection.To(
                DuplicateClientOrderId, $"client order id '{request.ClientOrderId}' was used before.");
        }

        if (OrderRules.Objection(holding, request) is { } objection)
        {
            return objection;
        }

        if (request.Trigger is not null)
        {
            orders.Accept(holding, request);
            return null;
        }

        var trial = new LiveOrder(0, holding, request, OrderOrigin.User, 0, default);
        var size = trial.IsReducing ? CutToRoom(trial) : request.SizeBase;
        if (LimitOf(holding.Market, request) is not { } limit)
        {
            return new Objection(PriceUnknown, "no price is known for a market order.");
        }

        if (!trial.IsReducing && Affordable(trial, limit, size) is { } refusal)
        {
            return refusal;
        }

        var order = orders.Accept(holding, request with { SizeBase = size });
        order.LimitQuote = limit;
        matcher.Submit(order);
        return null;
    }

    /// <summary>Brings a fired order to the book, or ends it where the account can no longer afford it.</summary>
    public void Activate(LiveOrder order)
    {
        if (order.LeavesBase == 0m)
        {
            orders.Cancel(order, CancelReason.NothingToReduce);
        }
        else if (LimitOf(order.Market, order.Request) is not { } limit)
        {
            orders.Cancel(order, CancelReason.RuleBroken);
        }
        else if (!order.IsReducing && Affordable(order, limit, order.LeavesBase) is { } objection)
        {
            orders.Cancel(order, objection.Kind == ExchangeRefusal.InsufficientMargin
                ? CancelReason.InsufficientMargin
                : CancelReason.RuleBroken);
        }
        else
        {
            order.LimitQuote = limit;
            matcher.Submit(order);
        }
    }

    public Objection? Amend(LiveOrder order, OrderChange change)
    {
        var request = Changed(order, change);
        if (request == order.Request)
        {
            return new Objection(NotModified, "nothing would change.");
        }

        if (AmendRules.Objection(order, request) is { } objection)
        {
            return objection;
        }

        if (order.IsInBook)
        {
            return AmendInBook(order, request);
        }

        order.LeavesBase = request.SizeBase;
        order.LimitQuote = request.PriceQuote ?? 0m;
        order.Market.IsStirred = true;
        orders.Amended(order, request, byUser: true);
        return null;
    }

    public void Cancel(LiveOrder order) => orders.Cancel(order, CancelReason.ByUser);

    private static OrderRequest Changed(LiveOrder order, OrderChange change) => order.Request with
    {
        PriceQuote = change.PriceQuote ?? order.Request.PriceQuote,
        SizeBase = change.SizeBase ?? order.Request.SizeBase,
        Trigger = change.TriggerQuote is { } trigger && order.Request.Trigger is { } before
            ? before with { PriceQuote = trigger }
            : order.Request.Trigger,
        Protection = change.Protection is { TakeProfit: null, StopLoss: null }
            ? null
            : change.Protection ?? order.Request.Protection,
    };

    private static decimal? LimitOf(Market market, OrderRequest request) =>
        request.PriceQuote ?? market.BandQuote(request.Side, request.BandFraction);

    private static decimal CutToRoom(LiveOrder order)
    {
        var room = ReducingRoom.Of(order);
        return order.Request.SizeBase == 0m ? room : Math.Min(room, order.Request.SizeBase);
    }

    /// <summary>What never rests is valued at the worst price it would reach, what may rest at its limit.</summary>
    private static Objection? Affordable(LiveOrder order, decimal limitQuote, decimal sizeBase)
    {
        var price = order.IsImmediate ? order.Market.SweepQuote(order.Side, sizeBase, limitQuote) : limitQuote;
        return MarginCheck.Objection(order.Holding, new Proposal(order.Position, order.Side, price, sizeBase));
    }

    private Objection? AmendInBook(LiveOrder order, OrderRequest request)
    {
        var leaves = request.SizeBase - order.FilledBase;
        if (order.IsReducing)
        {
            leaves = Math.Min(leaves, ReducingRoom.Of(order));
            request = request with { SizeBase = order.FilledBase + leaves };
        }

        var limit = request.PriceQuote!.Value;
        var proposal = new Proposal(order.Position, order.Side, limit, leaves);
        if (!order.IsReducing && MarginCheck.Objection(order.Holding, proposal, order) is { } objection)
        {
            return objection;
        }

        var keepsPlace = limit == order.LimitQuote && leaves <= order.LeavesBase;
        if (keepsPlace)
        {
            order.Market.Book.TryShrink(order.Id, order.Market.Steps(leaves));
        }
        else
        {
            order.Market.Book.Cancel(order.Id);
            order.IsInBook = false;
        }

        (order.LeavesBase, order.LimitQuote) = (leaves, limit);
        orders.Amended(order, request, byUser: true);
        if (!keepsPlace)
        {
            matcher.Submit(order);
        }

        return null;
    }
}
