using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Matching.ExchangeRefusal;

namespace WhaleStack.Domain.Matching;

/// <summary>Whether an account can afford an order.</summary>
internal static class MarginCheck
{
    /// <summary>Why a proposal is refused; null when it is affordable, or binds no more than before.</summary>
    public static Objection? Objection(Holding holding, Proposal proposal, LiveOrder? replaced = null)
    {
        if (!holding.Account.Id.IsUser)
        {
            return null;
        }

        var before = MarginRules.ReserveOf(holding);
        var after = MarginRules.ReserveOf(holding, Valued(holding.Market, proposal), replaced);
        var bound = after.MarginQuote - before.MarginQuote;
        if (bound > 0m && MarginRules.FreeQuote(holding.Account) is var free && free < bound)
        {
            return Matching.Objection.To(InsufficientMargin, $"margin of {bound} is needed, {free} is free.");
        }

        return proposal.Side == Side.Buy
            ? RiskLimit(holding, 1, after.LongQuote, after.LongQuote > before.LongQuote)
            : RiskLimit(holding, -1, after.ShortQuote, after.ShortQuote > before.ShortQuote);
    }

    /// <summary>Why leverage does not go with a position value.</summary>
    public static Objection? RiskLimit(Holding holding, int direction, decimal notionalQuote, bool isGrowing = true)
    {
        var tiers = holding.Market.Tiers;
        var leverage = holding.LeverageOf(direction);
        if (!isGrowing)
        {
            return null;
        }

        return notionalQuote > tiers.NotionalQuoteMax || leverage > tiers.LeverageMax(notionalQuote)
            ? Matching.Objection.To(
                RiskLimitExceeded, $"value {notionalQuote} is above what leverage {leverage} allows.")
            : null;
    }

    /// <summary>A sale meets the best bid when that is higher than its limit: then it opens at that price.</summary>
    private static Proposal Valued(Market market, Proposal proposal) =>
        proposal.Side == Side.Sell && market.BestQuote(Side.Buy) is { } bid && bid > proposal.PriceQuote
            ? proposal with { PriceQuote = bid }
            : proposal;
}
