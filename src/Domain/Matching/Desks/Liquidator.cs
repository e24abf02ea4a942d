using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>Closes what its margin no longer carries.</summary>
/// <remarks>
/// When what backs a position, valued at the mark price, is at or below its maintenance margin, the account's orders
/// there are cancelled and the insurance fund takes the position over at its bankruptcy price, the one at which nothing
/// is left of what backed it: tier by tier while a lower tier may carry the rest, else as a whole. Of cross positions
/// the one in the highest tier goes first; when no lower tier is left all go together, each with its share, by
/// maintenance margin, of what is left. A balance below zero is made up by the fund, which sells what it took over:
/// see <see cref="Unwinder"/>.
/// </remarks>
internal sealed class Liquidator(Floor floor, LiveOrders orders, Unwinder unwinder)
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

        return unwinder.UnwindNext();
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
        var isHopeless = left <= LiquidationSteps.LeastQuote(holding, position);
        TakeOver(holding, position, left, LiquidationSteps.SizeOf(holding, position, isHopeless));
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

        var isHopeless = left <= positions.Sum(pair => LiquidationSteps.LeastQuote(pair.holding, pair.position));
        if (!isHopeless && Largest(positions) is { } largest)
        {
            var (holding, position) = largest;
            var backing = left * MarginRules.MaintenanceQuote(holding, position) / maintenance;
            var size = LiquidationSteps.SizeOf(holding, position, isHopeless);
            TakeOver(holding, position, LegPosition.Round(backing), size);
            return true;
        }

        TakeAllOver(positions, left, maintenance);
        return true;
    }

    // The one that needs the most margin for each unit of its value, and could do with less.
    private static (Holding Holding, LegPosition Position)? Largest(
        IEnumerable<(Holding Holding, LegPosition Position)> positions)
    {
        var candidates = positions.Where(pair => LiquidationSteps.HasLowerTier(pair.Holding, pair.Position)).ToList();
        return candidates.Count == 0 ? null : candidates.MaxBy(pair =>
            MarginRules.MaintenanceQuote(pair.Holding, pair.Position)
            / MarginRules.ValueQuote(pair.Holding, pair.Position));
    }

    private void TakeAllOver(
        List<(Holding Holding, LegPosition Position)> positions, decimal left, decimal maintenance)
    {
        var rest = left;
        for (var i = 0; i < positions.Count; i++)
        {
            var (holding, position) = positions[i];
            var part = MarginRules.MaintenanceQuote(holding, position);
            var share = i == positions.Count - 1 || maintenance == 0m
                ? rest
                : LegPosition.Round(left * part / maintenance);
            rest -= share;
            TakeOver(holding, position, share, Math.Abs(position.SizeBase));
        }
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

    /// <summary>The fund takes so much of the position, at the price that leaves nothing of its backing.</summary>
    private void TakeOver(Holding holding, LegPosition position, decimal backingQuote, decimal sizeBase)
    {
        var (market, account) = (holding.Market, holding.Account);
        var (size, direction) = (position.SizeBase, position.Direction);
        var value = market.ValueQuote ?? position.EntryQuote!.Value;
        var price = Backwards(value - (backingQuote / size), direction);
        var side = direction > 0 ? Side.Sell : Side.Buy;
        var (closed, realized) = position.Fill(side, price, sizeBase, floor.Time);
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
}
