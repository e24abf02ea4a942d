using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>Closes what its margin no longer carries.</summary>
/// <remarks>
/// When what backs a position, valued at the mark price, is at or below its maintenance margin, the account's orders
/// there are cancelled and the insurance fund takes the whole position over at its bankruptcy price: the one at which
/// nothing is left of what backed it. The fund then sells it in the book, inside the price band, and tries again with
/// every new price until it is rid of it; the difference is its gain or loss. Cross positions of an account go
/// together, each with its share, by maintenance margin, of what is left. A balance below zero is made up by the fund.
/// </remarks>
internal sealed class Liquidator(Floor floor, LiveOrders orders, Matcher matcher)
{
    /// <summary>Deals with the next account in trouble or position to be sold; false when there is none.</summary>
    public bool LiquidateNext()
    {
        while (floor.Suspects.Count > 0)
        {
            var account = floor.Accounts[new AccountId(floor.Suspects.Min)];
            if (Liquidate(account))
            {
                return true;
            }

            floor.Suspects.Remove(account.Id.Number);
        }

        return UnwindNext();
    }

    private bool Liquidate(Account account)
    {
        foreach (var holding in account.Holdings.Values)
        {
            if (holding.MarginMode == MarginMode.Isolated && !holding.IsFlat)
            {
                foreach (var position in holding.Legs)
                {
                    if (LiquidateIsolated(holding, position))
                    {
                        return true;
                    }
                }
            }
        }

        return LiquidateCross(account);
    }

    private bool LiquidateIsolated(Holding holding, LegPosition position)
    {
        if (position.SizeBase == 0m)
        {
            return false;
        }

        var left = position.MarginQuote + MarginRules.UnrealizedQuote(holding, position);
        if (left > MarginRules.MaintenanceQuote(holding, position))
        {
            return false;
        }

        CancelAll(holding, position);
        TakeOver(holding, position, left);
        return true;
    }

    private bool LiquidateCross(Account account)
    {
        var positions = account.Holdings.Values
            .Where(static holding => holding.MarginMode == MarginMode.Cross && !holding.IsFlat)
            .SelectMany(static holding => holding.Legs, static (holding, position) => (holding, position))
            .Where(static pair => pair.position.SizeBase != 0m)
            .ToList();
        var left = account.CrossBalanceQuote;
        if (positions.Count == 0)
        {
            return left < 0m && Cover(account, -left);
        }

        left += positions.Sum(pair => MarginRules.UnrealizedQuote(pair.holding, pair.position));
        var maintenance = positions.Sum(pair => MarginRules.MaintenanceQuote(pair.holding, pair.position));
        if (left > maintenance)
        {
            return false;
        }

        foreach (var (holding, position) in positions)
        {
            CancelAll(holding, position);
        }

        var rest = left;
        for (var i = 0; i < positions.Count; i++)
        {
            var (holding, position) = positions[i];
            var part = MarginRules.MaintenanceQuote(holding, position);
            var share = i == positions.Count - 1 || maintenance == 0m
                ? rest
                : LegPosition.Round(left * part / maintenance);
            rest -= share;
            TakeOver(holding, position, share);
        }

        return true;
    }

    private bool Cover(Account account, decimal amountQuote)
    {
        account.BalanceQuote += amountQuote;
        floor.Insurance.BalanceQuote -= amountQuote;
        floor.Touch(account);
        floor.Emit(new ExchangeEvents.DeficitCovered(floor.Time, account.Id, amountQuote));
        return true;
    }

    private void CancelAll(Holding holding, LegPosition position)
    {
        foreach (var order in holding.Orders.Values.Where(order => order.Position == position).ToList())
        {
            orders.Cancel(order, CancelReason.Liquidation);
        }
    }

    /// <summary>The fund takes the position at the price that leaves nothing of its backing.</summary>
    private void TakeOver(Holding holding, LegPosition position, decimal backingQuote)
    {
        var (market, account) = (holding.Market, holding.Account);
        var (size, direction) = (position.SizeBase, position.Direction);
        var value = market.ValueQuote ?? position.EntryQuote!.Value;
        var price = Backwards(value - (backingQuote / size), direction);
        var side = direction > 0 ? Side.Sell : Side.Buy;
        var (closed, realized) = position.Fill(side, price, Math.Abs(size), floor.Time);
        account.BalanceQuote += realized;
        var fund = floor.Insurance.In(market);
        floor.Insurance.BalanceQuote += fund.Position(PositionLeg.Net)
            .Fill(side.Opposite(), price, closed, floor.Time).RealizedQuote;
        market.Count(holding);
        market.Count(fund);
        market.MustUnwind = true;
        floor.Touch(holding, position);
        var execution = new Execution(
            floor.NextExecution(), floor.NextMatch(), 0, account.Id, market.Id, position.Leg, side, price, closed,
            IsMaker: false, 0m, 0m, closed, realized, market.MarkQuote, ExecutionKind.Takeover);
        floor.Emit(new ExchangeEvents.Liquidated(
            floor.Time, account.Id, market.Id, position.Leg, size, value, price, execution));
    }

    /// <summary>Rounds to the account's favour, so that its balance is not below zero by a crumb.</summary>
    private static decimal Backwards(decimal priceQuote, int direction)
    {
        var mode = direction > 0 ? MidpointRounding.ToPositiveInfinity : MidpointRounding.ToNegativeInfinity;
        return Math.Round(priceQuote, LegPosition.QuoteDigits, mode);
    }

    private bool UnwindNext()
    {
        foreach (var market in floor.Markets.Values)
        {
            if (!market.MustUnwind)
            {
                continue;
            }

            market.MustUnwind = false;
            if (Unwind(market))
            {
                return true;
            }
        }

        return false;
    }

    private bool Unwind(Market market)
    {
        var holding = floor.Insurance.In(market);
        var size = holding.Position(PositionLeg.Net).SizeBase;
        var side = size > 0m ? Side.Sell : Side.Buy;
        if (size == 0m || market.BestQuote(side.Opposite()) is null || market.BandQuote(side, null) is not { } limit)
        {
            return false;
        }

        var request = new OrderRequest(
            side, OrderKind.Market, Math.Abs(size), TimeInForce: TimeInForce.ImmediateOrCancel, ReduceOnly: true);
        var order = orders.Accept(holding, request, OrderOrigin.Liquidation);
        order.LimitQuote = limit;
        matcher.Submit(order);
        return true;
    }
}
