using static WhaleStack.Domain.Matching.ExchangeRefusal;

namespace WhaleStack.Domain.Matching;

/// <summary>Money, leverage and modes of accounts.</summary>
internal sealed class AccountDesk(Floor floor)
{
    public Objection? Transfer(Account account, decimal amountQuote)
    {
        var free = Math.Min(account.CrossBalanceQuote, MarginRules.FreeQuote(account));
        if (-amountQuote > Math.Max(0m, free))
        {
            return Objection.To(InsufficientBalance, $"{free} is free to take out, not {-amountQuote}.");
        }

        account.BalanceQuote += amountQuote;
        floor.Touch(account);
        floor.Emit(new ExchangeEvents.Transferred(floor.Time, account.Id, amountQuote));
        return null;
    }

    public Objection? SetLeverage(Holding holding, decimal longLeverage, decimal shortLeverage)
    {
        var before = (holding.LongLeverage, holding.ShortLeverage);
        if (before == (longLeverage, shortLeverage))
        {
            return new Objection(NotModified, "leverage is that already.");
        }

        var max = holding.Market.Terms.Instrument.LeverageMax;
        if (longLeverage < 1m || shortLeverage < 1m || longLeverage > max || shortLeverage > max
            || (holding.PositionMode == PositionMode.OneWay && longLeverage != shortLeverage))
        {
            return Objection.To(
                InvalidLeverage, $"leverage {longLeverage} and {shortLeverage} is not from 1 to {max}, or differs.");
        }

        if (MoveLeverage(holding, before, (longLeverage, shortLeverage)) is { } objection)
        {
            return objection;
        }

        foreach (var position in holding.Legs)
        {
            floor.Touch(holding, position);
        }

        floor.Emit(new ExchangeEvents.LeverageSet(
            floor.Time, holding.Account.Id, holding.Market.Id, longLeverage, shortLeverage));
        return null;
    }

    public Objection? SetPositionMode(Holding holding, PositionMode mode)
    {
        if (holding.PositionMode == mode)
        {
            return new Objection(NotModified, "the position mode is that already.");
        }

        if (Busy(holding) is { } objection)
        {
            return objection;
        }

        holding.PositionMode = mode;
        if (mode == PositionMode.OneWay)
        {
            holding.ShortLeverage = holding.LongLeverage;
        }

        floor.Emit(new ExchangeEvents.PositionModeSet(
            floor.Time, holding.Account.Id, holding.Market.Id, mode));
        return null;
    }

    public Objection? SetMarginMode(Holding holding, MarginMode mode)
    {
        if (holding.MarginMode == mode)
        {
            return new Objection(NotModified, "the margin mode is that already.");
        }

        if (Busy(holding) is { } objection)
        {
            return objection;
        }

        holding.MarginMode = mode;
        floor.Emit(new ExchangeEvents.MarginModeSet(floor.Time, holding.Account.Id, holding.Market.Id, mode));
        return null;
    }

    public Objection? AddMargin(Holding holding, PositionLeg leg, decimal amountQuote)
    {
        if (OrderRules.Leg(holding, leg) is { } objection)
        {
            return objection;
        }

        var position = holding.Position(leg);
        if (position.SizeBase == 0m || holding.MarginMode != MarginMode.Isolated || amountQuote == 0m)
        {
            return new Objection(NoPosition, "there is no isolated position whose margin could change.");
        }

        if (amountQuote > 0m && amountQuote > MarginRules.FreeQuote(holding.Account))
        {
            return Objection.To(
                InsufficientMargin, $"{MarginRules.FreeQuote(holding.Account)} is free, not {amountQuote}.");
        }

        position.MarginQuote += amountQuote;
        if (amountQuote < 0m && IsThin(holding, position))
        {
            position.MarginQuote -= amountQuote;
            return Objection.To(InsufficientMargin, $"{-amountQuote} is more than the position can spare.");
        }

        floor.Touch(holding, position);
        floor.Emit(new ExchangeEvents.MarginAdded(
            floor.Time, holding.Account.Id, holding.Market.Id, leg, amountQuote));
        return null;
    }

    /// <summary>Sets leverage, and sets it back when the account cannot afford it.</summary>
    private static Objection? MoveLeverage(
        Holding holding, (decimal Long, decimal Short) before, (decimal Long, decimal Short) after)
    {
        var margins = holding.Legs.Select(position => position.MarginQuote).ToArray();
        (holding.LongLeverage, holding.ShortLeverage) = after;
        MoveIsolated(holding, before);
        var reserve = MarginRules.ReserveOf(holding);
        var objection = MarginCheck.RiskLimit(holding, 1, reserve.LongQuote)
            ?? MarginCheck.RiskLimit(holding, -1, reserve.ShortQuote)
            ?? (MarginRules.FreeQuote(holding.Account) < 0m || holding.Legs.Any(leg => IsThin(holding, leg))
                ? Objection.To(InsufficientMargin, $"leverage {after.Long} and {after.Short} asks for more margin.")
                : null);
        if (objection is not null)
        {
            (holding.LongLeverage, holding.ShortLeverage) = before;
            foreach (var (position, margin) in holding.Legs.Zip(margins))
            {
                position.MarginQuote = margin;
            }
        }

        return objection;
    }

    private static Objection? Busy(Holding holding) =>
        !holding.IsFlat ? new Objection(PositionOpen, "there is a position.")
        : holding.Orders.Count > 0 ? new Objection(OrdersOpen, "there are orders.")
        : null;

    /// <summary>An isolated position keeps what was added to it by hand, and binds its cost by the new
    /// leverage.</summary>
    private static void MoveIsolated(Holding holding, (decimal Long, decimal Short) before)
    {
        if (holding.MarginMode != MarginMode.Isolated)
        {
            return;
        }

        foreach (var position in holding.Legs)
        {
            var cost = Math.Abs(position.CostQuote);
            var old = position.Direction >= 0 ? before.Long : before.Short;
            position.MarginQuote += LegPosition.Round(cost / holding.LeverageOf(position))
                - LegPosition.Round(cost / old);
        }
    }

    /// <summary>True when an isolated position, after its open loss, has less than its initial margin.</summary>
    private static bool IsThin(Holding holding, LegPosition position)
    {
        if (holding.MarginMode != MarginMode.Isolated || position.SizeBase == 0m)
        {
            return false;
        }

        var left = position.MarginQuote + Math.Min(0m, MarginRules.UnrealizedQuote(holding, position));
        var initial = MarginRules.ValueQuote(holding, position) / holding.LeverageOf(position);
        return left < Math.Min(initial, Math.Abs(position.CostQuote) / holding.LeverageOf(position));
    }
}
