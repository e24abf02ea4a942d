using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Market;

/// <summary>Open contracts at a time.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="OpenInterestBase">One side, in base.</param>
public sealed record OpenInterest(DateTimeOffset Time, decimal OpenInterestBase);

/// <summary>Open contracts with the instrument they are of.</summary>
public sealed record InstrumentOpenInterest(InstrumentId Coin, OpenInterest OpenInterest);

/// <summary>How many accounts hold long and short positions.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="LongFraction">Share of accounts that are long, 0 to 1.</param>
/// <param name="ShortFraction">Share of accounts that are short, 0 to 1.</param>
public sealed record AccountRatio(DateTimeOffset Time, decimal LongFraction, decimal ShortFraction);

/// <summary>One step of a venue's margin rules: positions up to a value may have so much leverage.</summary>
/// <param name="Coin">Which instrument.</param>
/// <param name="Tier">The venue's number of the step.</param>
/// <param name="NotionalQuoteMax">Largest value of a position in this step.</param>
/// <param name="MaintenanceMarginFraction">Margin below which a position is liquidated, share of its value.</param>
/// <param name="InitialMarginFraction">Margin it needs to be opened, share of its value.</param>
/// <param name="LeverageMax">Highest leverage.</param>
/// <param name="MaintenanceDeductionQuote">Subtracted from the maintenance margin, so that steps meet; 0 for the
/// first.</param>
public sealed record RiskTier(
    InstrumentId Coin,
    int Tier,
    decimal NotionalQuoteMax,
    decimal MaintenanceMarginFraction,
    decimal InitialMarginFraction,
    decimal LeverageMax,
    decimal MaintenanceDeductionQuote) : IWithCoin;
