using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>What the outside market and the exchange itself do: prices, funding, the house's book.</summary>
internal sealed class OperatorDesk(Floor floor, Matcher matcher)
{
    private readonly HashSet<long> _named = [];

    public void UpdatePrices(Market market, ExchangeCommands.UpdatePrices command)
    {
        Check(market, command.MarkQuote ?? 1m, nameof(command.MarkQuote));
        Check(market, command.IndexQuote ?? 1m, nameof(command.IndexQuote));
        Check(market, command.LastQuote ?? 1m, nameof(command.LastQuote));
        market.MarkQuote = command.MarkQuote ?? market.MarkQuote;
        market.IndexQuote = command.IndexQuote ?? market.IndexQuote;
        market.LastQuote = command.LastQuote ?? market.LastQuote;
        Moved(market);
    }

    /// <summary>Longs pay shorts; what rounding leaves over goes to the insurance fund.</summary>
    public Objection? SettleFunding(Market market, decimal rateFraction)
    {
        if (market.ValueQuote is not { } mark)
        {
            return new Objection(ExchangeRefusal.PriceUnknown, "no mark price is known.");
        }

        var paid = 0m;
        foreach (var holding in market.Holders.Values)
        {
            foreach (var position in holding.Legs.Where(static position => position.SizeBase != 0m))
            {
                var amount = LegPosition.Round(-position.SizeBase * mark * rateFraction);
                paid -= amount;
                Pay(holding, position, amount);
                if (holding.Account.Id.IsUser)
                {
                    floor.Emit(new ExchangeEvents.FundingPaid(
                        floor.Time, floor.NextExecution(), holding.Account.Id, market.Id, position.Leg,
                        position.SizeBase, mark, rateFraction, amount));
                }
            }
        }

        floor.Insurance.BalanceQuote += paid;
        return null;
    }

    public void ReplaceHouseBook(Market market, Side side, ImmutableArray<HouseLevel> levels)
    {
        Check(market, levels);
        _named.Clear();
        foreach (var level in levels)
        {
            _named.Add(market.Ticks(level.PriceQuote));
        }

        foreach (var ticks in market.House.Prices(side))
        {
            if (!_named.Contains(ticks))
            {
                matcher.SetHouseLevel(market, side, ticks, 0);
            }
        }

        SetLevels(market, side, levels);
        market.MustUnwind |= HasFundPosition(market);
    }

    /// <summary>Levels that go first, so that a book that moved does not meet its own past.</summary>
    public void UpdateHouseBook(
        Market market, ImmutableArray<HouseLevel> bids, ImmutableArray<HouseLevel> asks)
    {
        Check(market, bids);
        Check(market, asks);
        SetLevels(market, Side.Buy, bids, removals: true);
        SetLevels(market, Side.Sell, asks, removals: true);
        SetLevels(market, Side.Buy, bids);
        SetLevels(market, Side.Sell, asks);
        market.MustUnwind |= HasFundPosition(market);
    }

    public void Print(Market market, ExchangeCommands.PrintHouseTrade print)
    {
        Check(market, [new HouseLevel(print.PriceQuote, print.SizeBase)]);
        if (print.SizeBase > 0m)
        {
            matcher.Print(
                market, print.TakerSide, market.Ticks(print.PriceQuote), market.Steps(print.SizeBase));
        }

        market.LastQuote = print.PriceQuote;
        Moved(market);
    }

    private static bool HasFundPosition(Market market) => market.Holders.ContainsKey(AccountId.Insurance.Number);

    private static void Check(Market market, decimal priceQuote, string name)
    {
        if (priceQuote <= 0m)
        {
            throw new ArgumentException($"{name} '{priceQuote}' of {market.Id} must be positive.", name);
        }
    }

    private static void Check(Market market, ImmutableArray<HouseLevel> levels)
    {
        var (tick, step) = (market.Terms.Instrument.TickQuote, market.Terms.Instrument.StepBase);
        foreach (var (price, size) in levels)
        {
            if (price <= 0m || price % tick != 0m || size < 0m || size % step != 0m)
            {
                throw new ArgumentException(
                    $"level '{price} x {size}' of {market.Id} is not in ticks of {tick} and steps of {step}.",
                    nameof(levels));
            }
        }
    }

    private void SetLevels(Market market, Side side, ImmutableArray<HouseLevel> levels, bool removals = false)
    {
        foreach (var (price, size) in levels)
        {
            if ((size == 0m) == removals)
            {
                matcher.SetHouseLevel(market, side, market.Ticks(price), market.Steps(size));
            }
        }
    }

    private void Moved(Market market)
    {
        market.IsStirred = true;
        market.MustUnwind |= HasFundPosition(market);
        foreach (var holding in market.Holders.Values)
        {
            if (holding.Account.Id.IsUser)
            {
                floor.Suspects.Add(holding.Account.Id.Number);
            }
        }
    }

    private void Pay(Holding holding, LegPosition position, decimal amountQuote)
    {
        holding.Account.BalanceQuote += amountQuote;
        position.Book(amountQuote);
        if (holding.MarginMode == MarginMode.Isolated)
        {
            holding.Account.BearFrom(position);
        }

        floor.Touch(holding, position);
    }
}
