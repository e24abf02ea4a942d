using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Accounts;

/// <summary>How a position fares.</summary>
public enum PositionHealth
{
    /// <summary>It is the owner's.</summary>
    Normal = 1,

    /// <summary>The venue liquidates it.</summary>
    Liquidating = 2,

    /// <summary>The venue takes it over to cover somebody else's loss.</summary>
    Deleveraging = 3,
}

/// <summary>A position as the venue sees it. Amounts in the instrument's settlement currency.</summary>
/// <param name="Coin">Which instrument.</param>
/// <param name="Slot">Which of the account's positions in it.</param>
/// <param name="SizeBase">Signed size: positive is long, 0 is flat.</param>
/// <param name="EntryQuote">Average entry price; null when flat.</param>
/// <param name="MarkQuote">Price used for margin; null where the venue does not say.</param>
/// <param name="LiquidationQuote">Mark price at which it is liquidated; null where there is none.</param>
/// <param name="BankruptcyQuote">Price at which its margin is used up; null where there is none.</param>
/// <param name="BreakEvenQuote">Price at which closing it loses nothing, fees counted; null where there is
/// none.</param>
/// <param name="Leverage">How many times its margin; null where the margin mode has none.</param>
/// <param name="NotionalQuote">Value at entry, not negative; null where the venue does not say.</param>
/// <param name="InitialMarginQuote">Margin it binds; null where the venue does not say.</param>
/// <param name="MaintenanceMarginQuote">Margin below which it is liquidated; null where the venue does not say.</param>
/// <param name="UnrealizedQuote">Profit if closed at the mark; null where the venue does not say.</param>
/// <param name="RealizedQuote">Profit realised since it was opened; null where the venue does not say.</param>
/// <param name="StopQuote">Stop; null for none.</param>
/// <param name="TargetQuote">Target; null for none.</param>
/// <param name="TrailingQuote">Distance of the trailing stop, in price; null for none.</param>
/// <param name="Health">How it fares.</param>
/// <param name="DeleverageRank">How close it is to being taken over, 0 (flat) to 5 (next).</param>
/// <param name="IsReduceOnly">Whether the venue lets it only become smaller; null where it does not say.</param>
/// <param name="RiskTier">The venue's number of its risk limit; 0 for none.</param>
/// <param name="RiskLimitQuote">Largest value in that tier; null where the venue does not say.</param>
/// <param name="Sequence">The venue's counter: a report with a smaller one is older; null where it has none.</param>
/// <param name="UpdatedAt">The venue's time; null for an instrument that was never held.</param>
public sealed record PositionReport(
    InstrumentId Coin,
    PositionSlot Slot,
    decimal SizeBase,
    decimal? EntryQuote,
    decimal? MarkQuote,
    decimal? LiquidationQuote,
    decimal? BankruptcyQuote,
    decimal? BreakEvenQuote,
    decimal? Leverage,
    decimal? NotionalQuote,
    decimal? InitialMarginQuote,
    decimal? MaintenanceMarginQuote,
    decimal? UnrealizedQuote,
    decimal? RealizedQuote,
    decimal? StopQuote,
    decimal? TargetQuote,
    decimal? TrailingQuote,
    PositionHealth Health,
    int DeleverageRank,
    bool? IsReduceOnly,
    int RiskTier,
    decimal? RiskLimitQuote,
    long? Sequence,
    DateTimeOffset? UpdatedAt) : IWithCoin;
