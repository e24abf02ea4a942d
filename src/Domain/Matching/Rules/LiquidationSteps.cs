namespace WhaleStack.Domain.Matching;

/// <summary>How much of a position is liquidated at once: tier by tier, while a lower tier may carry the
/// rest.</summary>
/// <remarks>
/// A part that is taken over at the bankruptcy price leaves the rest with the same backing for each unit, but smaller
/// positions need less: margin(V) / V falls with V, down to the rate of the lowest tier. So a position is first cut to
/// what the next lower tier allows; one whose backing is not even the lowest rate goes as a whole.
/// </remarks>
internal static class LiquidationSteps
{
    /// <summary>How much to take, in base; all of it when no lower tier would carry the rest.</summary>
    /// <param name="holding">Whose.</param>
    /// <param name="position">The position, not flat.</param>
    /// <param name="isHopeless">Whether even the lowest rate is more than what backs it.</param>
    public static decimal SizeOf(Holding holding, LegPosition position, bool isHopeless)
    {
        var all = Math.Abs(position.SizeBase);
        var (market, value) = (holding.Market, MarginRules.ValueQuote(holding, position));
        if (isHopeless || market.Tiers.FloorQuote(value) is not { } below)
        {
            return all;
        }

        var kept = VenueSteps.Down(all * below / value, market.Terms.Instrument.StepBase);
        return kept > 0m ? all - kept : all;
    }

    /// <summary>Margin of a position at the rate of the lowest tier.</summary>
    public static decimal LeastQuote(Holding holding, LegPosition position) =>
        holding.Market.Tiers.LowestFraction * MarginRules.ValueQuote(holding, position);

    /// <summary>Whether a lower tier is left for it.</summary>
    public static bool HasLowerTier(Holding holding, LegPosition position) =>
        holding.Market.Tiers.FloorQuote(MarginRules.ValueQuote(holding, position)) is not null;
}
