using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>Brings orders to the book, and settles what trades: positions, fees, margin, reduce-only orders.</summary>
internal sealed class Matcher(Floor floor, LiveOrders orders, Protector protector) : IBookSink
{
    private Market? _market;
    private LiveOrder? _taker;

    private Market Market => _market ?? throw new InvalidOperationException("Invariant: a match has a market.");

    /// <summary>Brings an accepted order to the book, at its limit price.</summary>
    public void Submit(LiveOrder order)
    {
        (_market, _taker) = (order.Market, order);
        var request = order.Request;
        var force = request.Kind == OrderKind.Market && request.TimeInForce != TimeInForce.FillOrKill
            ? TimeInForce.ImmediateOrCancel
            : request.TimeInForce;
        if (force == TimeInForce.FillOrKill && !FillOrKillRule.IsFillable(order))
        {
            orders.Cancel(order, CancelReason.NotAllFillable);
            return;
        }

        var result = order.Market.Book.Place(
            new BookOrder(
                order.Id,
                order.Account.Id.Number,
                order.Side,
                order.Market.Ticks(order.LimitQuote),
                order.Market.Steps(order.LeavesBase),
                force,
                request.SelfTrade),
            this);
        _taker = null;
        Conclude(order, result.Outcome);
    }

    /// <summary>The house takes what there is at the price or better.</summary>
    public void Print(Market market, Side takerSide, long ticks, long steps)
    {
        (_market, _taker) = (market, null);
        var id = market.House.NextId();
        var order = new BookOrder(
            id, AccountId.House.Number, takerSide, ticks, steps, TimeInForce.ImmediateOrCancel);
        market.Book.Place(order, this);
    }

    /// <summary>Makes a level of the house's book what is said.</summary>
    public void SetHouseLevel(Market market, Side side, long ticks, long steps)
    {
        (_market, _taker) = (market, null);
        market.House.SetLevel(side, ticks, steps, this);
    }

    /// <inheritdoc/>
    public void Traded(in BookTrade trade)
    {
        var (price, size) = (Market.Price(trade.PriceTicks), Market.Size(trade.SizeSteps));
        var deal = new Deal(floor.NextMatch(), price, size);
        floor.Emit(new ExchangeEvents.TradePrinted(
            floor.Time, Market.Id, deal.MatchId, trade.TakerSide, price, size));
        (Market.LastQuote, Market.IsStirred) = (price, true);
        var taker = trade.TakerOwner == AccountId.House.Number ? null : _taker;
        var maker = trade.MakerOwner == AccountId.House.Number ? null : Market.Orders[trade.MakerId];
        if (maker is null && trade.MakerLeavesSteps == 0)
        {
            Market.House.Forget(trade.MakerId);
        }

        if (taker is null && maker is null)
        {
            return;
        }

        var takerOpened = Settle(taker, trade.TakerSide, deal, isMaker: false);
        var makerOpened = Settle(maker, trade.TakerSide.Opposite(), deal, isMaker: true);
        Follow(taker, takerOpened);
        Follow(maker, makerOpened);
    }

    /// <inheritdoc/>
    public void SelfTradeCancelled(long makerId, int owner, long leavesSteps)
    {
        if (owner == AccountId.House.Number)
        {
            Market.House.Forget(makerId);
        }
        else
        {
            orders.Cancel(Market.Orders[makerId], CancelReason.SelfTrade);
        }
    }

    private void Conclude(LiveOrder order, PlaceOutcome outcome)
    {
        var isMarket = order.Request.Kind == OrderKind.Market;
        CancelReason? reason = outcome switch
        {
            PlaceOutcome.Filled or PlaceOutcome.Rests => null,
            PlaceOutcome.RestCancelled => isMarket ? CancelReason.BandReached : CancelReason.ImmediateRest,
            PlaceOutcome.NotAllFillable => CancelReason.NotAllFillable,
            PlaceOutcome.WouldTake => CancelReason.WouldTake,
            PlaceOutcome.SelfTrade => CancelReason.SelfTrade,
            PlaceOutcome.BookFull => CancelReason.RuleBroken,
            _ => throw new InvalidOperationException($"Invariant: outcome {outcome} is known."),
        };
        if (reason is { } why)
        {
            orders.Cancel(order, why);
        }
        else if (outcome == PlaceOutcome.Rests)
        {
            order.IsInBook = true;
            floor.Touch(order.Account);
        }
    }

    /// <summary>Books one side of a trade; gives how much of it opened.</summary>
    private decimal Settle(LiveOrder? order, Side side, Deal deal, bool isMaker)
    {
        var holding = order?.Holding ?? floor.House.In(Market);
        var position = order?.Position ?? holding.Position(PositionLeg.Net);
        var account = holding.Account;
        var (closed, realized) = position.Fill(side, deal.PriceQuote, deal.SizeBase, floor.Time);
        var opened = deal.SizeBase - closed;
        var fees = account.Fees ?? Market.Terms.Fees;
        var feeFraction = isMaker ? fees.MakerFraction : fees.TakerFraction;
        var fee = LegPosition.Round(deal.PriceQuote * deal.SizeBase * feeFraction);
        account.BalanceQuote += realized - fee;
        floor.FeesQuote += fee;
        position.Book(-fee);
        if (holding.MarginMode == MarginMode.Isolated)
        {
            position.MarginQuote += LegPosition.Round(opened * deal.PriceQuote / holding.LeverageOf(position));
            account.BearFrom(position);
        }

        Market.Count(holding);
        floor.Touch(holding, position);
        if (order is not null)
        {
            Tell(order, deal, new Share(isMaker, fee, feeFraction, closed, realized));
        }

        return opened;
    }

    private void Tell(LiveOrder order, Deal deal, Share share)
    {
        order.Fill(deal.PriceQuote, deal.SizeBase, share.FeeQuote, share.RealizedQuote);
        order.UpdatedAt = floor.Time;
        if (order.Status == OrderStatus.Filled)
        {
            orders.End(order);
        }

        var execution = new Execution(
            floor.NextExecution(),
            deal.MatchId,
            order.Id,
            order.Account.Id,
            Market.Id,
            order.Request.Leg,
            order.Side,
            deal.PriceQuote,
            deal.SizeBase,
            share.IsMaker,
            share.FeeQuote,
            share.FeeFraction,
            share.ClosedBase,
            share.RealizedQuote,
            Market.MarkQuote,
            ExecutionKind.Trade);
        floor.Emit(new ExchangeEvents.OrderExecuted(floor.Time, execution, order.View));
    }

    /// <summary>What a smaller position means for the orders that depend on it.</summary>
    public void Shrunk(Holding holding, LegPosition position)
    {
        if (holding.ReducingInBook > 0)
        {
            TrimReducing(holding, position, Side.Buy);
            TrimReducing(holding, position, Side.Sell);
        }

        protector.Follow(holding, position);
    }

    private void Follow(LiveOrder? order, decimal openedBase)
    {
        if (order is null)
        {
            return;
        }

        Shrunk(order.Holding, order.Position);
        if (openedBase > 0m && order.Request.Protection is not null)
        {
            protector.Attach(order, openedBase);
        }
    }

    private void TrimReducing(Holding holding, LegPosition position, Side side)
    {
        var excess = ReducingRoom.RestingBase(holding, position, side) - position.ReducibleBase(side);
        if (excess <= 0m)
        {
            return;
        }

        foreach (var order in ReducingRoom.Resting(holding, position, side).Reverse().ToList())
        {
            var cut = Math.Min(excess, order.LeavesBase);
            excess -= cut;
            if (cut == order.LeavesBase)
            {
                orders.Cancel(order, CancelReason.NothingToReduce);
            }
            else if (cut > 0m)
            {
                orders.Trim(order, order.LeavesBase - cut);
            }
        }
    }

    private readonly record struct Deal(long MatchId, decimal PriceQuote, decimal SizeBase);

    private readonly record struct Share(
        bool IsMaker, decimal FeeQuote, decimal FeeFraction, decimal ClosedBase, decimal RealizedQuote);
}
