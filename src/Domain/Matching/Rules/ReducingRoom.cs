using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>How much an order may reduce, so that no position is ever turned round by reduce-only orders.</summary>
/// <remarks>
/// An order that never rests may take the whole position: reduce-only orders that rest are then trimmed to what is
/// left, the newest first. An order that may rest gets what the resting ones leave.
/// </remarks>
internal static class ReducingRoom
{
    /// <summary>What a new order may reduce.</summary>
    public static decimal Of(Holding holding, OrderRequest order)
    {
        var position = holding.Position(order.Leg);
        var isImmediate = order.Kind == OrderKind.Market
            || order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        return Of(holding, position, order.Side, isImmediate, except: null);
    }

    /// <summary>What an order that fires, or is amended, may reduce.</summary>
    public static decimal Of(LiveOrder order) =>
        Of(order.Holding, order.Position, order.Side, order.IsImmediate, order);

    /// <summary>The size of all reduce-only orders in the book that would close the position.</summary>
    public static decimal RestingBase(Holding holding, LegPosition position, Side side, LiveOrder? except = null) =>
        Resting(holding, position, side).Where(order => order != except).Sum(order => order.LeavesBase);

    /// <summary>Reduce-only orders in the book, oldest first.</summary>
    public static IEnumerable<LiveOrder> Resting(Holding holding, LegPosition position, Side side) =>
        holding.Orders.Values.Where(order =>
            order.IsInBook && order.IsReducing && order.Position == position && order.Side == side);

    private static decimal Of(
        Holding holding, LegPosition position, Side side, bool isImmediate, LiveOrder? except)
    {
        var reducible = position.ReducibleBase(side);
        return reducible == 0m || isImmediate
            ? reducible
            : Math.Max(0m, reducible - RestingBase(holding, position, side, except));
    }
}
