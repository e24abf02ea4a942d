using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>Rids the insurance fund of what it took over: in the book, or at the cost of those who won.</summary>
/// <remarks>
/// It sells in the book, inside the price band, and tries again with every new price or book; the difference to what it
/// paid is its gain or loss. A fund with limited means sells no lower than it can pay for, and when what it still holds
/// is worth less, at the mark price, than it has, the rest is deleveraged: see <see cref="Deleverager"/>.
/// </remarks>
internal sealed class Unwinder(Floor floor, LiveOrders orders, Matcher matcher, Deleverager deleverager)
{
    /// <summary>Tries to sell the next position; false when there is none to be tried.</summary>
    public bool UnwindNext()
    {
        foreach (var market in floor.Markets.Values)
        {
            if (!market.MustUnwind)
            {
                continue;
            }

            market.MustUnwind = false;
            var sold = Sell(market);
            if (deleverager.IsNeeded(market))
            {
                deleverager.Deleverage(market);
                return true;
            }

            if (sold)
            {
                return true;
            }
        }

        return false;
    }

    private bool Sell(Market market)
    {
        var holding = floor.Insurance.In(market);
        var position = holding.Position(PositionLeg.Net);
        var size = position.SizeBase;
        var side = size > 0m ? Side.Sell : Side.Buy;
        if (size == 0m || market.BestQuote(side.Opposite()) is not { } best
            || market.BandQuote(side, null) is not { } band)
        {
            return false;
        }

        var limit = floor.IsInsuranceLimited ? Affordable(market, position, side, band) : band;
        if (limit <= 0m || side.Sign() * (best - limit) > 0m)
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

    // The worst price at which the fund has still paid for it.
    private decimal Affordable(Market market, LegPosition position, Side side, decimal bandQuote)
    {
        var tick = market.Terms.Instrument.TickQuote;
        var worst = (position.CostQuote - floor.Insurance.BalanceQuote) / position.SizeBase;
        return side == Side.Sell
            ? Math.Max(bandQuote, VenueSteps.Up(Math.Max(tick, worst), tick))
            : Math.Min(bandQuote, VenueSteps.Down(worst, tick));
    }
}
