using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Matching.ExchangeRefusal;

namespace WhaleStack.Domain.Matching;

/// <summary>Take-profits, stop-losses and trailing stops: orders that wait, and end with their position.</summary>
internal sealed class Protector(Floor floor, LiveOrders orders)
{
    /// <summary>The position changed: what guarded one of the other direction, or a closed one, ends.</summary>
    public void Follow(Holding holding, LegPosition position)
    {
        if (holding.Market.Waiting.Count == 0)
        {
            return;
        }

        foreach (var order in holding.Protections(position).ToList())
        {
            if (position.ReducibleBase(order.Side) == 0m)
            {
                orders.Cancel(order, CancelReason.PositionClosed);
            }
        }
    }

    /// <summary>An entry opened so much: its take-profit and stop-loss go to the position.</summary>
    public void Attach(LiveOrder entry, decimal openedBase)
    {
        var (holding, position, wanted) = (entry.Holding, entry.Position, entry.Request.Protection!);
        if (wanted.IsPartial)
        {
            var before = holding.Protections(position).Where(order => order.ParentId == entry.Id).ToList();
            foreach (var order in before)
            {
                order.LeavesBase += openedBase;
                orders.Amended(order, order.Request with { SizeBase = order.LeavesBase }, byUser: false);
            }

            if (before.Count == 0)
            {
                AddPartial(holding, position, openedBase, (wanted.TakeProfit, wanted.StopLoss), entry.Id);
            }
        }
        else if ((position.TakeProfit ?? position.StopLoss)?.ParentId != entry.Id)
        {
            ReplaceWhole(holding, position, wanted.TakeProfit, wanted.StopLoss, entry.Id);
        }
    }

    /// <summary>Sets what guards the whole position.</summary>
    public Objection? Set(Holding holding, ExchangeCommands.SetProtection command)
    {
        var position = holding.Position(command.Leg);
        if ((OrderRules.Leg(holding, command.Leg) ?? Settable(holding, position, command)) is { } objection)
        {
            return objection;
        }

        var hadNothing = position is { TakeProfit: null, StopLoss: null, Trailing: null };
        var removesOnly = command.TakeProfit is null or { TriggerQuote: 0m }
            && command.StopLoss is null or { TriggerQuote: 0m }
            && command.TrailingQuote is null or 0m;
        if ((hadNothing && removesOnly) || IsAsBefore(position, command))
        {
            return new Objection(NotModified, "the position is guarded so already.");
        }

        ReplaceWhole(holding, position, command.TakeProfit, command.StopLoss, parentId: 0);
        if (command.TrailingQuote is { } distance)
        {
            ReplaceTrailing(holding, position, distance, command.ActivationQuote);
        }

        return null;
    }

    /// <summary>Adds what guards a part of the position.</summary>
    public Objection? Add(Holding holding, ExchangeCommands.AddPartialProtection command)
    {
        var (market, position) = (holding.Market, holding.Position(command.Leg));
        var sized = new OrderRequest(Side.Buy, OrderKind.Market, command.SizeBase, ReduceOnly: true);
        if ((OrderRules.Leg(holding, command.Leg) ?? OrderRules.Size(market, sized)) is { } objection)
        {
            return objection;
        }

        if (command.TakeProfit is null && command.StopLoss is null)
        {
            return new Objection(InvalidOrder, "neither take-profit nor stop-loss is given.");
        }

        if (position.SizeBase == 0m)
        {
            return new Objection(NoPosition, "there is no position to guard.");
        }

        if (Partials(holding, position) >= market.Terms.PartialProtectionsMax)
        {
            return Objection.To(TooManyProtections, $"{Partials(holding, position)} parts are guarded already.");
        }

        if (OrderRules.Protection(
            market, position.Direction, fromQuote: null, command.TakeProfit, command.StopLoss) is { } misplaced)
        {
            return misplaced;
        }

        AddPartial(holding, position, command.SizeBase, (command.TakeProfit, command.StopLoss), parentId: 0);
        return null;
    }

    /// <summary>How many orders guard parts of a position, those included that entries will bring.</summary>
    public static int Partials(Holding holding, LegPosition position) => holding.Orders.Values.Count(order =>
        order.Position == position
        && (order.Origin is OrderOrigin.PartialTakeProfit or OrderOrigin.PartialStopLoss
            || order.Request.Protection is { IsPartial: true }));

    private static Objection? Settable(
        Holding holding, LegPosition position, ExchangeCommands.SetProtection command)
    {
        if (position.SizeBase == 0m)
        {
            return new Objection(NoPosition, "there is no position to guard.");
        }

        if ((command.TakeProfit?.LimitQuote ?? command.StopLoss?.LimitQuote) is not null)
        {
            return new Objection(InvalidOrder, "the whole position is closed at the market.");
        }

        var (market, tick) = (holding.Market, holding.Market.Terms.Instrument.TickQuote);
        if (command.TrailingQuote is { } distance and not 0m)
        {
            var from = command.ActivationQuote ?? market.LastQuote;
            if (from is null)
            {
                return new Objection(PriceUnknown, "no last price is known.");
            }

            if (distance < 0m || distance % tick != 0m || command.ActivationQuote % tick > 0m
                || from - (position.Direction * distance) <= 0m)
            {
                return Objection.To(InvalidPrice, $"trailing stop {distance} from {from} is no positive price.");
            }
        }

        return OrderRules.Protection(
            market, position.Direction, fromQuote: null, Wanted(command.TakeProfit), Wanted(command.StopLoss));
    }

    private static ProtectionPrice? Wanted(ProtectionPrice? price) => price is { TriggerQuote: 0m } ? null : price;

    private static bool IsAsBefore(LegPosition position, ExchangeCommands.SetProtection command) =>
        IsSame(position.TakeProfit, command.TakeProfit)
        && IsSame(position.StopLoss, command.StopLoss)
        && (command.TrailingQuote ?? position.Trailing?.TrailingQuote ?? 0m) == (position.Trailing?.TrailingQuote ?? 0m)
        && (command.TrailingQuote is null || command.ActivationQuote == position.Trailing?.ActivationQuote);

    private static bool IsSame(LiveOrder? before, ProtectionPrice? wanted) => wanted is null
        || (wanted.TriggerQuote == 0m && before is null)
        || (before?.Request.Trigger is { } trigger
            && trigger.PriceQuote == wanted.TriggerQuote
            && trigger.Source == wanted.Source);

    private void ReplaceWhole(
        Holding holding,
        LegPosition position,
        ProtectionPrice? takeProfit,
        ProtectionPrice? stopLoss,
        long parentId)
    {
        if (takeProfit is not null && !IsSame(position.TakeProfit, takeProfit))
        {
            Replace(position.TakeProfit);
            position.TakeProfit = Guard(holding, position, OrderOrigin.TakeProfit, Wanted(takeProfit), 0m, parentId);
        }

        if (stopLoss is not null && !IsSame(position.StopLoss, stopLoss))
        {
            Replace(position.StopLoss);
            position.StopLoss = Guard(holding, position, OrderOrigin.StopLoss, Wanted(stopLoss), 0m, parentId);
        }

        floor.Touch(holding, position);
    }

    private void ReplaceTrailing(Holding holding, LegPosition position, decimal distance, decimal? activationQuote)
    {
        Replace(position.Trailing);
        if (distance == 0m)
        {
            return;
        }

        var from = activationQuote ?? holding.Market.LastQuote!.Value;
        var request = Request(
            position,
            OrderOrigin.StopLoss,
            new ProtectionPrice(from - (position.Direction * distance)),
            sizeBase: 0m);
        position.Trailing = orders.Accept(
            holding, request, OrderOrigin.TrailingStop, parentId: 0, distance, activationQuote);
        floor.Touch(holding, position);
    }

    private void Replace(LiveOrder? order)
    {
        if (order is not null)
        {
            orders.Cancel(order, CancelReason.Replaced);
        }
    }

    private void AddPartial(
        Holding holding,
        LegPosition position,
        decimal sizeBase,
        (ProtectionPrice? TakeProfit, ProtectionPrice? StopLoss) prices,
        long parentId)
    {
        var takeProfit = Guard(
            holding, position, OrderOrigin.PartialTakeProfit, prices.TakeProfit, sizeBase, parentId);
        var stopLoss = Guard(holding, position, OrderOrigin.PartialStopLoss, prices.StopLoss, sizeBase, parentId);
        if (takeProfit is not null && stopLoss is not null)
        {
            (takeProfit.Sibling, stopLoss.Sibling) = (stopLoss, takeProfit);
        }
    }

    private LiveOrder? Guard(
        Holding holding,
        LegPosition position,
        OrderOrigin origin,
        ProtectionPrice? price,
        decimal sizeBase,
        long parentId) =>
        price is null
            ? null
            : orders.Accept(holding, Request(position, origin, price, sizeBase), origin, parentId);

    /// <summary>A size of 0 stands for the whole position, whatever it will be.</summary>
    private static OrderRequest Request(
        LegPosition position, OrderOrigin origin, ProtectionPrice price, decimal sizeBase)
    {
        var isLong = position.Direction > 0;
        var isProfit = origin is OrderOrigin.TakeProfit or OrderOrigin.PartialTakeProfit;
        return new OrderRequest(
            isLong ? Side.Sell : Side.Buy,
            price.LimitQuote is null ? OrderKind.Market : OrderKind.Limit,
            sizeBase,
            price.LimitQuote,
            ReduceOnly: true,
            Leg: position.Leg,
            Trigger: new OrderTrigger(
                price.TriggerQuote,
                isLong == isProfit ? TriggerDirection.RisesTo : TriggerDirection.FallsTo,
                price.Source),
            CloseOnTrigger: true);
    }
}
