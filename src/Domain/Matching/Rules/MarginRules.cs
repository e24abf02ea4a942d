using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>An order that is not in the book, or will have another price or size.</summary>
internal readonly record struct Proposal(LegPosition Position, Side Side, decimal PriceQuote, decimal SizeBase);

/// <summary>What the orders of a holding bind, and how large its positions would be if they filled.</summary>
internal readonly record struct Reserve(decimal MarginQuote, decimal LongQuote, decimal ShortQuote);

/// <summary>Margin of positions and orders.</summary>
/// <remarks>
/// Initial margin of a position: value at the mark price / leverage (cross), or what was set aside when it was opened
/// (isolated). Orders bind what the larger direction would need if all its orders filled, less what the position binds:
/// margin(max(long + opening buys, short + opening sells)) - margin(position); besides the taker's fee on what they
/// would open, and the loss they would begin with where their price is worse than the mark price. What only closes
/// binds nothing.
/// </remarks>
internal static class MarginRules
{
    public static decimal ValueQuote(Holding holding, LegPosition position) => position.SizeBase == 0m
        ? 0m
        : Math.Abs(position.SizeBase) * (holding.Market.ValueQuote ?? position.EntryQuote!.Value);

    public static decimal UnrealizedQuote(Holding holding, LegPosition position) =>
        position.SizeBase == 0m || holding.Market.ValueQuote is not { } value ? 0m : position.UnrealizedQuote(value);

    public static decimal InitialQuote(Holding holding, LegPosition position) =>
        holding.MarginMode == MarginMode.Isolated
            ? position.MarginQuote
            : LegPosition.Round(ValueQuote(holding, position) / holding.LeverageOf(position));

    public static decimal MaintenanceQuote(Holding holding, LegPosition position) =>
        holding.Market.Tiers.MaintenanceQuote(ValueQuote(holding, position));

    /// <summary>What the orders in the book bind; with a proposal, and without the order it would replace.</summary>
    public static Reserve ReserveOf(Holding holding, Proposal? proposal = null, LiveOrder? replaced = null)
    {
        var total = default(Reserve);
        var orders = holding.Orders.Values;
        foreach (var position in holding.Legs)
        {
            var sums = new OrderSums(holding.Market.ValueQuote);
            for (var i = 0; i < orders.Count; i++)
            {
                var order = orders[i];
                if (order.IsInBook && !order.IsReducing && order.Position == position && order != replaced)
                {
                    sums.Add(order.Side, order.LimitQuote, order.LeavesBase);
                }
            }

            if (proposal is { } extra && extra.Position == position)
            {
                sums.Add(extra.Side, extra.PriceQuote, extra.SizeBase);
            }

            var reserve = ReserveOf(holding, position, sums);
            total = new Reserve(
                total.MarginQuote + reserve.MarginQuote,
                Math.Max(total.LongQuote, reserve.LongQuote),
                Math.Max(total.ShortQuote, reserve.ShortQuote));
        }

        return total;
    }

    /// <summary>What is free for new orders; below zero when losses have eaten into margin.</summary>
    public static decimal FreeQuote(Account account)
    {
        var free = account.CrossBalanceQuote;
        foreach (var holding in account.Holdings.Values)
        {
            if (holding.MarginMode == MarginMode.Cross && !holding.IsFlat)
            {
                foreach (var position in holding.Legs)
                {
                    free += UnrealizedQuote(holding, position) - InitialQuote(holding, position);
                }
            }

            if (holding.Orders.Count > 0)
            {
                free -= ReserveOf(holding).MarginQuote;
            }
        }

        return free;
    }

    public static WalletView Wallet(Account account)
    {
        var (unrealized, initial, orders, maintenance, realized) = (0m, 0m, 0m, 0m, 0m);
        var free = account.CrossBalanceQuote;
        foreach (var holding in account.Holdings.Values)
        {
            var reserve = ReserveOf(holding).MarginQuote;
            orders += reserve;
            free -= reserve;
            foreach (var position in holding.Legs)
            {
                var (open, bound) = (UnrealizedQuote(holding, position), InitialQuote(holding, position));
                unrealized += open;
                initial += bound;
                maintenance += MaintenanceQuote(holding, position);
                free += holding.MarginMode == MarginMode.Cross ? open - bound : 0m;
            }

            realized += holding.RealizedTotalQuote;
        }

        return new WalletView(
            account.Id,
            account.BalanceQuote,
            unrealized,
            initial,
            orders,
            maintenance,
            Math.Max(0m, free),
            realized);
    }

    private static Reserve ReserveOf(Holding holding, LegPosition position, in OrderSums sums)
    {
        var value = ValueQuote(holding, position);
        var (isLong, isShort) = (position.Direction > 0, position.Direction < 0);
        var (buys, buyLoss) = sums.Opening(Side.Buy, position.ReducibleBase(Side.Buy));
        var (sells, sellLoss) = sums.Opening(Side.Sell, position.ReducibleBase(Side.Sell));
        var longs = (isLong ? value : 0m) + buys;
        var shorts = (isShort ? value : 0m) + sells;
        var bound = value / holding.LeverageOf(position);
        var needed = Math.Max(
            longs / holding.LongLeverage, shorts / holding.ShortLeverage);
        var fee = (buys + sells) * (holding.Account.Fees ?? holding.Market.Terms.Fees).TakerFraction;
        var margin = Math.Max(0m, needed - bound) + fee + buyLoss + sellLoss;
        return new Reserve(LegPosition.Round(margin), longs, shorts);
    }

    /// <summary>Size, value and opening loss of the orders of each side.</summary>
    private struct OrderSums(decimal? markQuote)
    {
        private (decimal SizeBase, decimal ValueQuote, decimal LossQuote) _buys;
        private (decimal SizeBase, decimal ValueQuote, decimal LossQuote) _sells;

        public void Add(Side side, decimal priceQuote, decimal sizeBase)
        {
            var loss = markQuote is { } mark ? Math.Max(0m, side.Sign() * (priceQuote - mark)) * sizeBase : 0m;
            if (side == Side.Buy)
            {
                _buys = (_buys.SizeBase + sizeBase, _buys.ValueQuote + (priceQuote * sizeBase), _buys.LossQuote + loss);
            }
            else
            {
                _sells = (
                    _sells.SizeBase + sizeBase, _sells.ValueQuote + (priceQuote * sizeBase), _sells.LossQuote + loss);
            }
        }

        /// <summary>The part that opens, when so much of the size closes first.</summary>
        public readonly (decimal ValueQuote, decimal LossQuote) Opening(Side side, decimal closingBase)
        {
            var (size, value, loss) = side == Side.Buy ? _buys : _sells;
            if (size <= closingBase)
            {
                return (0m, 0m);
            }

            return closingBase == 0m
                ? (value, loss)
                : (value * (size - closingBase) / size, loss * (size - closingBase) / size);
        }
    }
}
