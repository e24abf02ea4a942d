using WhaleStack.Quant;

namespace WhaleStack.Domain.Matching;

/// <summary>Positions with the prices at which they end.</summary>
internal static class PositionViews
{
    private const int TierRoundsMax = 4;

    public static PositionView Of(Holding holding, LegPosition position) => new(
        holding.Account.Id,
        holding.Market.Id,
        position.Leg,
        position.SizeBase,
        position.EntryQuote,
        holding.Market.MarkQuote,
        holding.LeverageOf(position),
        holding.MarginMode,
        holding.PositionMode,
        MarginRules.InitialQuote(holding, position),
        MarginRules.MaintenanceQuote(holding, position),
        MarginRules.UnrealizedQuote(holding, position),
        position.RealizedQuote,
        position.RealizedTotalQuote,
        LiquidationQuote(holding, position),
        BankruptcyQuote(holding, position),
        Protection(position.TakeProfit),
        Protection(position.StopLoss),
        position.Trailing?.TrailingQuote,
        position.OpenedAt,
        position.UpdatedAt);

    /// <summary>What backs the cross positions of an instrument: all but themselves.</summary>
    public static decimal BackingQuote(Holding holding)
    {
        var backing = holding.Account.CrossBalanceQuote;
        foreach (var other in holding.Account.Holdings.Values)
        {
            if (other != holding && other.MarginMode == MarginMode.Cross)
            {
                foreach (var position in other.Legs)
                {
                    backing += MarginRules.UnrealizedQuote(other, position);
                    backing -= MarginRules.MaintenanceQuote(other, position);
                }
            }
        }

        return backing;
    }

    private static ProtectionPrice? Protection(LiveOrder? order) => order?.Request.Trigger is { } trigger
        ? new ProtectionPrice(trigger.PriceQuote, trigger.Source, order.Request.PriceQuote)
        : null;

    /// <summary>The tier depends on the value at the price that is looked for: a few rounds settle it.</summary>
    private static decimal? LiquidationQuote(Holding holding, LegPosition position)
    {
        if (position.SizeBase == 0m)
        {
            return null;
        }

        var price = position.EntryQuote;
        for (var round = 0; round < TierRoundsMax && price is { } quote; round++)
        {
            price = holding.MarginMode switch
            {
                MarginMode.Isolated => IsolatedQuote(holding, position, quote),
                MarginMode.Cross => CrossQuote(holding, quote),
                _ => throw new InvalidOperationException($"Invariant: margin mode {holding.MarginMode} is known."),
            };
            if (price == quote)
            {
                break;
            }
        }

        return price;
    }

    private static decimal? IsolatedQuote(Holding holding, LegPosition position, decimal quote)
    {
        var size = Math.Abs(position.SizeBase);
        var cost = Math.Abs(position.CostQuote);
        if (position.MarginQuote <= 0m)
        {
            return null;
        }

        var (maintenance, deduction) = holding.Market.Tiers.At(size * quote);
        return LiquidationPrice.IsolatedLinear(new IsolatedPosition<decimal>(
            position.Direction > 0 ? LiquidationSide.Longs : LiquidationSide.Shorts,
            size,
            cost / size,
            Math.Max(1m, cost / position.MarginQuote),
            maintenance,
            deduction,
            Math.Max(0m, position.MarginQuote - cost)));
    }

    private static decimal? CrossQuote(Holding holding, decimal quote)
    {
        var legs = holding.Legs
            .Where(leg => leg.SizeBase != 0m)
            .Select(leg =>
            {
                var (maintenance, deduction) = holding.Market.Tiers.At(Math.Abs(leg.SizeBase) * quote);
                return new CrossLeg<decimal>(leg.SizeBase, leg.EntryQuote!.Value, maintenance, deduction);
            })
            .ToArray();
        return LiquidationPrice.CrossLinear(BackingQuote(holding), legs);
    }

    private static decimal? BankruptcyQuote(Holding holding, LegPosition position)
    {
        if (position.SizeBase == 0m)
        {
            return null;
        }

        var margin = holding.MarginMode == MarginMode.Isolated
            ? position.MarginQuote
            : holding.Account.CrossBalanceQuote + OthersUnrealizedQuote(holding, position);
        var price = (position.CostQuote - margin) / position.SizeBase;
        return price > 0m ? price : null;
    }

    private static decimal OthersUnrealizedQuote(Holding holding, LegPosition position) => holding.Account.Holdings
        .Values
        .Where(other => other.MarginMode == MarginMode.Cross)
        .SelectMany(other => other.Legs, (other, leg) => (other, leg))
        .Where(pair => pair.leg != position)
        .Sum(pair => MarginRules.UnrealizedQuote(pair.other, pair.leg));
}
