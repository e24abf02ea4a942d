namespace WhaleStack.Quant;

/// <summary>Forced closings within an interval longer than a bar.</summary>
/// <param name="Start">Start of the interval, UTC.</param>
/// <param name="End">End of the interval, UTC: known from then on.</param>
/// <param name="LongsQuote">Longs closed by force, quote, not negative.</param>
/// <param name="ShortsQuote">Shorts closed by force, quote, not negative.</param>
public readonly record struct LiquidationInterval(
    DateTimeOffset Start, DateTimeOffset End, double LongsQuote, double ShortsQuote);
