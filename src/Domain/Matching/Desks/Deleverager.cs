using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>
/// Closes what a used-up insurance fund still holds against those who hold the other side: who has won most with the
/// most leverage goes first.
/// </summary>
/// <remarks>
/// Rank: profit / entry value x leverage where there is profit, divided by it where there is loss; leverage is value /
/// what backs the position, at the mark price. The price is what the fund paid, so that it loses nothing; nobody is
/// closed for more than backs the position. What is left over falls to the house, which has no margin. No fees, and no
/// trade for the public tape.
/// </remarks>
internal sealed class Deleverager(Floor floor, Matcher matcher)
{
    // Of positions with next to nothing behind them.
    private const decimal LeverageMax = 1_000m;

    /// <summary>Whether the fund cannot carry what it holds there.</summary>
    public bool IsNeeded(Market market) => floor.IsInsuranceLimited
        && floor.Insurance.In(market).Position(PositionLeg.Net).SizeBase != 0m
        && EquityQuote < 0m;

    private decimal EquityQuote => floor.Insurance.BalanceQuote + floor.Insurance.Holdings.Values.Sum(
        static holding => MarginRules.UnrealizedQuote(holding, holding.Position(PositionLeg.Net)));

    /// <summary>Closes all that the fund holds there.</summary>
    public void Deleverage(Market market)
    {
        var fund = floor.Insurance.In(market);
        var position = fund.Position(PositionLeg.Net);
        foreach (var (holding, opposite) in Ranked(market, -position.Direction))
        {
            if (position.SizeBase == 0m)
            {
                break;
            }

            var size = Math.Min(Bearable(market, holding, opposite), Math.Abs(position.SizeBase));
            if (size > 0m)
            {
                Close(fund, holding, opposite, size);
            }
        }

        if (position.SizeBase != 0m)
        {
            var house = floor.House.In(market);
            Close(fund, house, house.Position(PositionLeg.Net), Math.Abs(position.SizeBase));
        }
    }

    /// <summary>How far up in the queue a position is: the higher, the sooner it is closed.</summary>
    public static decimal Rank(Holding holding, LegPosition position)
    {
        var profit = MarginRules.UnrealizedQuote(holding, position);
        var entry = Math.Abs(position.CostQuote);
        var backing = Backing(holding, position);
        if (entry == 0m)
        {
            return 0m;
        }

        var value = MarginRules.ValueQuote(holding, position);
        var leverage = backing > 0m ? Math.Min(value / backing, LeverageMax) : LeverageMax;
        return leverage == 0m ? 0m : profit > 0m ? profit / entry * leverage : profit / entry / leverage;
    }

    private static decimal Backing(Holding holding, LegPosition position) => holding.MarginMode == MarginMode.Isolated
        ? position.MarginQuote + MarginRules.UnrealizedQuote(holding, position)
        : holding.Account.CrossBalanceQuote + holding.Account.Holdings.Values
            .Where(static other => other.MarginMode == MarginMode.Cross)
            .Sum(static other => other.Legs.Sum(leg => MarginRules.UnrealizedQuote(other, leg)));

    private static List<(Holding Holding, LegPosition Position)> Ranked(Market market, int direction) =>
    [
        .. market.Holders.Values
            .Where(static holding => holding.Account.Id.IsUser)
            .SelectMany(static holding => holding.Legs, static (holding, leg) => (Holding: holding, Position: leg))
            .Where(pair => pair.Position.Direction == direction)
            .OrderByDescending(static pair => Rank(pair.Holding, pair.Position))
            .ThenBy(static pair => pair.Holding.Account.Id.Number),
    ];

    // What it loses against the mark price is no more than what backs it.
    private decimal Bearable(Market market, Holding holding, LegPosition position)
    {
        var size = Math.Abs(position.SizeBase);
        var price = PriceQuote(market);
        var loss = position.Direction * ((market.ValueQuote ?? price) - price);
        if (loss <= 0m)
        {
            return size;
        }

        var bearable = VenueSteps.Down(Math.Max(0m, Backing(holding, position)) / loss, StepOf(market));
        return Math.Min(size, bearable);
    }

    private static decimal StepOf(Market market) => market.Terms.Instrument.StepBase;

    private decimal PriceQuote(Market market) =>
        LegPosition.Round(floor.Insurance.In(market).Position(PositionLeg.Net).EntryQuote!.Value);

    private void Close(Holding fund, Holding holding, LegPosition opposite, decimal sizeBase)
    {
        var (market, account) = (holding.Market, holding.Account);
        var held = fund.Position(PositionLeg.Net);
        var price = PriceQuote(market);
        var side = held.Direction > 0 ? Side.Buy : Side.Sell;
        var before = opposite.SizeBase;
        var (closed, realized) = opposite.Fill(side, price, sizeBase, floor.Time);
        account.BalanceQuote += realized;
        floor.Insurance.BalanceQuote += held.Fill(side.Opposite(), price, sizeBase, floor.Time).RealizedQuote;
        if (holding.MarginMode == MarginMode.Isolated)
        {
            account.BearFrom(opposite);
        }

        market.Count(holding);
        market.Count(fund);
        if (!account.Id.IsUser)
        {
            return;
        }

        floor.Touch(holding, opposite);
        matcher.Shrunk(holding, opposite);
        var execution = new Execution(
            floor.NextExecution(), floor.NextMatch(), 0, account.Id, market.Id, opposite.Leg, side, price, sizeBase,
            IsMaker: false, 0m, 0m, closed, realized, market.MarkQuote, ExecutionKind.Deleveraging);
        floor.Emit(new ExchangeEvents.Deleveraged(
            floor.Time, account.Id, market.Id, opposite.Leg, before, price, execution));
    }
}
