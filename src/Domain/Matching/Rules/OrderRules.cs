using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Matching.ExchangeRefusal;

namespace WhaleStack.Domain.Matching;

/// <summary>What an order must look like before the exchange takes it.</summary>
internal static class OrderRules
{
    /// <summary>Why an order is refused as it is; null when it may be taken. Margin is another matter.</summary>
    public static Objection? Objection(Holding holding, OrderRequest order) =>
        Shape(order)
        ?? Following(order)
        ?? Leg(holding, order.Leg)
        ?? Price(holding.Market, order.Side, order.PriceQuote)
        ?? Size(holding.Market, order)
        ?? Room(holding, order)
        ?? Trigger(holding.Market, order.Trigger)
        ?? Attached(holding, order)
        ?? Reducing(holding, order);

    /// <summary>Limit prices: on the tick, within the instrument's range and band.</summary>
    public static Objection? Price(Market market, Side side, decimal? priceQuote)
    {
        if (priceQuote is not { } price)
        {
            return null;
        }

        var (terms, tick) = (market.Terms, market.Terms.Instrument.TickQuote);
        if (price < terms.PriceQuoteMin || price > terms.PriceQuoteMax || price % tick != 0m)
        {
            return Matching.Objection.To(
                InvalidPrice,
                $"price {price} is no multiple of {tick} from {terms.PriceQuoteMin} to {terms.PriceQuoteMax}.");
        }

        return terms.LimitBandFraction is { } band
            && market.ValueQuote is { } value
            && side.Sign() * (price - value) > band * value
            ? Matching.Objection.To(PriceOutOfBand, $"price {price} is more than {band} beyond {value}.")
            : null;
    }

    /// <summary>Trigger prices: on the tick, and not reached yet.</summary>
    public static Objection? Trigger(Market market, OrderTrigger? trigger)
    {
        if (trigger is null)
        {
            return null;
        }

        var tick = market.Terms.Instrument.TickQuote;
        if (trigger.PriceQuote <= 0m || trigger.PriceQuote % tick != 0m)
        {
            return Matching.Objection.To(
                InvalidPrice, $"trigger {trigger.PriceQuote} is no positive multiple of {tick}.");
        }

        return market.PriceOf(trigger.Source) switch
        {
            null => Matching.Objection.To(PriceUnknown, $"no {trigger.Source} price is known."),
            { } price when IsReached(trigger, price) => Matching.Objection.To(
                TriggerAlreadyReached, $"{trigger.Source} price {price} {trigger.Direction} {trigger.PriceQuote}."),
            _ => null,
        };
    }

    public static bool IsReached(OrderTrigger trigger, decimal priceQuote) => trigger.Direction switch
    {
        TriggerDirection.RisesTo => priceQuote >= trigger.PriceQuote,
        TriggerDirection.FallsTo => priceQuote <= trigger.PriceQuote,
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger.Direction, "Unknown direction."),
    };

    /// <summary>A leg belongs to a mode.</summary>
    public static Objection? Leg(Holding holding, PositionLeg leg) =>
        (leg == PositionLeg.Net) == (holding.PositionMode == PositionMode.OneWay)
            ? null
            : Matching.Objection.To(PositionLegMismatch, $"there is no leg {leg} in mode {holding.PositionMode}.");

    /// <summary>Sizes: on the step, within the instrument's range, worth enough. What reduces may be
    /// small.</summary>
    public static Objection? Size(Market market, OrderRequest order)
    {
        var (terms, size) = (market.Terms, order.SizeBase);
        var max = order.Kind == OrderKind.Market ? terms.MarketSizeBaseMax : terms.SizeBaseMax;
        if (order is { SizeBase: 0m, CloseOnTrigger: true })
        {
            return null;
        }

        if (size <= 0m || size % terms.Instrument.StepBase != 0m || size > max)
        {
            return Matching.Objection.To(
                InvalidSize, $"size {size} is no positive multiple of {terms.Instrument.StepBase} up to {max}.");
        }

        if (order.ReduceOnly)
        {
            return null;
        }

        var price = order.PriceQuote ?? order.Trigger?.PriceQuote ?? market.ValueQuote
            ?? market.BestQuote(order.Side.Opposite());
        return size < terms.Instrument.SizeBaseMin
            ? Matching.Objection.To(InvalidSize, $"size {size} is below {terms.Instrument.SizeBaseMin}.")
            : size * price < terms.Instrument.NotionalQuoteMin
            ? Matching.Objection.To(
                NotionalTooSmall, $"value {size * price} is below {terms.Instrument.NotionalQuoteMin}.")
            : null;
    }

    /// <summary>A take-profit lies beyond the price in the position's direction, a stop-loss behind it.</summary>
    public static Objection? Protection(
        Market market, int direction, decimal? fromQuote, ProtectionPrice? takeProfit, ProtectionPrice? stopLoss) =>
        Misplaced(market, direction, fromQuote, takeProfit) ?? Misplaced(market, -direction, fromQuote, stopLoss);

    private static Objection? Shape(OrderRequest order)
    {
        if ((order.Kind == OrderKind.Limit) != order.PriceQuote.HasValue)
        {
            return Matching.Objection.To(
                InvalidOrder, $"a {order.Kind} order with price '{order.PriceQuote}' is neither market nor limit.");
        }

        if (order.GoodTill is not null && order.Kind == OrderKind.Market)
        {
            return new Objection(InvalidOrder, "a market order does not wait for a date.");
        }

        if (order is { Kind: OrderKind.Market, TimeInForce: TimeInForce.PostOnly })
        {
            return new Objection(InvalidOrder, "a market order cannot be post-only.");
        }

        if (order is { CloseOnTrigger: true, ReduceOnly: false })
        {
            return new Objection(InvalidOrder, "what closes on a trigger is reduce-only.");
        }

        if (order is { SizeBase: 0m, CloseOnTrigger: true, Kind: not OrderKind.Market })
        {
            return new Objection(InvalidOrder, "the whole position is closed at the market.");
        }

        if (order.BandFraction is <= 0m or >= 1m || (order.BandFraction.HasValue && order.Kind != OrderKind.Market))
        {
            return Matching.Objection.To(InvalidOrder, $"band {order.BandFraction} fits no {order.Kind} order.");
        }

        return order is { Protection: not null, ReduceOnly: true }
            ? new Objection(InvalidOrder, "a reduce-only order carries no take-profit or stop-loss.")
            : null;
    }

    private static Objection? Following(OrderRequest order) => order.Trailing switch
    {
        null => null,
        _ when order.Trigger is null => new Objection(InvalidOrder, "what follows the price has a trigger."),
        { CallbackFraction: <= 0m or >= 1m } trailing =>
            Matching.Objection.To(InvalidOrder, $"callback {trailing.CallbackFraction} is not between 0 and 1."),
        { ActivationQuote: <= 0m } trailing =>
            Matching.Objection.To(InvalidPrice, $"activation {trailing.ActivationQuote} is not above 0."),
        _ => null,
    };

    private static Objection? Room(Holding holding, OrderRequest order)
    {
        var terms = holding.Market.Terms;
        if (order.Trigger is not null)
        {
            var waiting = holding.Orders.Values.Count(static live =>
                live is { Status: OrderStatus.Untriggered, Origin: OrderOrigin.User });
            return waiting < terms.ConditionalsMax
                ? null
                : Matching.Objection.To(TooManyConditionals, $"{waiting} conditional orders wait already.");
        }

        var active = holding.Orders.Count < terms.OrdersMax ? 0 : holding.Orders.Values.Count(static o => o.IsInBook);
        return active < terms.OrdersMax
            ? null
            : Matching.Objection.To(TooManyOrders, $"{active} orders are open already.");
    }

    private static Objection? Attached(Holding holding, OrderRequest order)
    {
        if (order.Protection is not { } protection)
        {
            return null;
        }

        var isWhole = !protection.IsPartial
            && (protection.TakeProfit?.LimitQuote ?? protection.StopLoss?.LimitQuote) is not null;
        if (isWhole || (protection.TakeProfit is null && protection.StopLoss is null))
        {
            return new Objection(InvalidOrder, "a protection needs a price, and a limit price only for a part.");
        }

        var partials = Protector.Partials(holding, holding.Position(order.Leg));
        if (protection.IsPartial && partials >= holding.Market.Terms.PartialProtectionsMax)
        {
            return Matching.Objection.To(TooManyProtections, $"{partials} parts are guarded already.");
        }

        var from = order.PriceQuote ?? order.Trigger?.PriceQuote;
        return Protection(holding.Market, order.Side.Sign(), from, protection.TakeProfit, protection.StopLoss);
    }

    private static Objection? Misplaced(Market market, int direction, decimal? fromQuote, ProtectionPrice? protection)
    {
        if (protection is null)
        {
            return null;
        }

        var tick = market.Terms.Instrument.TickQuote;
        if (protection.TriggerQuote <= 0m || protection.TriggerQuote % tick != 0m || protection.LimitQuote % tick > 0m)
        {
            return Matching.Objection.To(
                InvalidPrice, $"protection {protection.TriggerQuote} is no positive multiple of {tick}.");
        }

        return (fromQuote ?? market.PriceOf(protection.Source) ?? market.ValueQuote) switch
        {
            null => Matching.Objection.To(PriceUnknown, $"no {protection.Source} price is known."),
            { } from when direction * (protection.TriggerQuote - from) <= 0m => Matching.Objection.To(
                ProtectionMisplaced, $"protection {protection.TriggerQuote} is on the wrong side of {from}."),
            _ => null,
        };
    }

    private static Objection? Reducing(Holding holding, OrderRequest order)
    {
        if (order.Trigger is not null || !IsReducing(order))
        {
            return null; // A conditional order is cut to the position when it fires.
        }

        return ReducingRoom.Of(holding, order) > 0m
            ? null
            : Matching.Objection.To(
                NothingToReduce,
                $"{order.Side} reduces nothing of {holding.Position(order.Leg).SizeBase} that no order rests for.");
    }

    private static bool IsReducing(OrderRequest order) => order.ReduceOnly
        || (order.Leg == PositionLeg.Long && order.Side == Side.Sell)
        || (order.Leg == PositionLeg.Short && order.Side == Side.Buy);
}
