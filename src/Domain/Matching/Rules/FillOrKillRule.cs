using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>Whether reduce-only orders in the way of a fill-or-kill order would be trimmed before it is
/// filled.</summary>
/// <remarks>
/// The book counts what rests. But a plain order of an account that trades first makes its position smaller, and with
/// it the account's reduce-only orders. So of these only what the position surely still carries is counted: with P =
/// the position, Q = plain and R = reduce-only orders in reach, O = reduce-only orders out of reach, that is
/// min(R, max(0, P - Q - O)). Never too much; too little only where plain and reduce-only orders of an account mix.
/// </remarks>
internal static class FillOrKillRule
{
    public static bool IsFillable(LiveOrder order)
    {
        var (market, limit) = (order.Market, order.Market.Ticks(order.LimitQuote));
        var reach = new Dictionary<LegPosition, Reach>();
        var counted = 0m;
        foreach (var resting in market.Book.Resting(order.Side.Opposite()))
        {
            if (order.Side.Sign() * (resting.PriceTicks - limit) > 0)
            {
                break;
            }

            var isOwn = resting.Owner == order.Account.Id.Number;
            if (isOwn && order.Request.SelfTrade != SelfTradePrevention.None)
            {
                continue; // The book knows what to do about these.
            }

            var size = market.Size(resting.LeavesSteps);
            if (!market.Orders.TryGetValue(resting.Id, out var maker))
            {
                counted += size; // The house's.
                continue;
            }

            var before = reach.GetValueOrDefault(maker.Position) ?? new Reach(maker.Holding, 0m, 0m);
            reach[maker.Position] = maker.IsReducing
                ? before with { ReducingBase = before.ReducingBase + size }
                : before with { PlainBase = before.PlainBase + size };
        }

        return counted + reach.Sum(pair => Carried(pair.Key, pair.Value, order.Side.Opposite())) >= order.LeavesBase;
    }

    private static decimal Carried(LegPosition position, Reach reach, Side side)
    {
        var beyond = ReducingRoom.RestingBase(reach.Holding, position, side) - reach.ReducingBase;
        var carried = position.ReducibleBase(side) - reach.PlainBase - beyond;
        return reach.PlainBase + Math.Min(reach.ReducingBase, Math.Max(0m, carried));
    }

    private sealed record Reach(Holding Holding, decimal PlainBase, decimal ReducingBase);
}
