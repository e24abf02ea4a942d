using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Matching.ExchangeRefusal;

namespace WhaleStack.Domain.Matching;

/// <summary>What an order may be changed to.</summary>
internal static class AmendRules
{
    /// <summary>Why a change is refused; null when it may be made. Margin is another matter.</summary>
    public static Objection? Objection(LiveOrder order, OrderRequest request)
    {
        var (market, before) = (order.Market, order.Request);
        if (request.PriceQuote.HasValue != before.PriceQuote.HasValue)
        {
            return new Objection(InvalidOrder, "a market order has no price to change.");
        }

        if (request.SizeBase != before.SizeBase && request.SizeBase <= order.FilledBase)
        {
            return Matching.Objection.To(
                InvalidSize, $"size {request.SizeBase} is not above the {order.FilledBase} that are filled.");
        }

        if (order.IsInBook && request.Trigger != before.Trigger)
        {
            return new Objection(InvalidOrder, "the order was triggered: its trigger cannot change.");
        }

        if (order.Origin != OrderOrigin.User && request.Protection is not null)
        {
            return new Objection(InvalidOrder, "a take-profit or stop-loss carries no other.");
        }

        return OrderRules.Price(market, order.Side, request.PriceQuote)
            ?? (request.SizeBase == before.SizeBase ? null : OrderRules.Size(market, request))
            ?? (request.Trigger == before.Trigger ? null : OrderRules.Trigger(market, request.Trigger))
            ?? (request.Protection is { } wanted
                ? OrderRules.Protection(
                    market, order.Side.Sign(), request.PriceQuote, wanted.TakeProfit, wanted.StopLoss)
                : null);
    }
}
