using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Traders;

/// <summary>How much to trade.</summary>
public static class PositionSizing
{
    /// <summary>
    /// Size of an entry, in base, rounded down to the instrument's step; zero when that is below the venue's minimum.
    /// </summary>
    /// <remarks>
    /// Formula: size = min(r x E / |p - s|, f x L x E / p), where r = risk fraction, E = equity, p = entry price,
    /// s = stop price, f = most margin of a position as a share of equity, L = leverage.
    /// Unit: base. Range: not negative. Source: fixed fractional sizing, config/bots. Cost: O(1).
    /// Zero when equity is not positive, or the stop is at the entry.
    /// </remarks>
    public static decimal EntryBase(
        Instrument instrument, TraderOptions options, decimal equityQuote, decimal entryQuote, decimal stopQuote)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(options);
        var stopDistanceQuote = Math.Abs(entryQuote - stopQuote);
        if (equityQuote <= 0m || entryQuote <= 0m || stopDistanceQuote == 0m)
        {
            return 0m;
        }

        var byRiskBase = options.RiskPerTradeFraction * equityQuote / stopDistanceQuote;
        var byMarginBase = options.PositionFractionMax * options.Leverage * equityQuote / entryQuote;
        var sizeBase = VenueSteps.Down(Math.Min(byRiskBase, byMarginBase), instrument.StepBase);
        var isBigEnough = sizeBase >= instrument.SizeBaseMin && sizeBase * entryQuote >= instrument.NotionalQuoteMin;
        return isBigEnough ? sizeBase : 0m;
    }
}
