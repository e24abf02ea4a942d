namespace WhaleStack.Domain.Coins.Facts;

/// <summary>What is remembered of a closed decision candle.</summary>
/// <param name="Close">Last price, quote per base.</param>
/// <param name="WickFraction">Its longer wick over its close.</param>
/// <param name="TurnoverQuote">Traded quote.</param>
/// <param name="BuyQuote">Notional that takers bought.</param>
/// <param name="SellQuote">Notional that takers sold.</param>
/// <param name="LongsQuote">Notional of liquidated longs.</param>
/// <param name="ShortsQuote">Notional of liquidated shorts.</param>
/// <param name="OpenInterestBase">Open contracts at its close; NaN while unknown.</param>
/// <param name="LongsSweptFraction">Share of the longs' clusters that it went through.</param>
/// <param name="ShortsSweptFraction">Share of the shorts' clusters that it went through.</param>
internal readonly record struct FactBar(
    double Close,
    double WickFraction,
    double TurnoverQuote,
    double BuyQuote,
    double SellQuote,
    double LongsQuote,
    double ShortsQuote,
    double OpenInterestBase,
    double LongsSweptFraction,
    double ShortsSweptFraction);
