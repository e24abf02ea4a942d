namespace WhaleStack.Quant;

/// <summary>The wicks of the candles in a window.</summary>
/// <param name="LowerMaxFraction">Longest wick below a body, as a fraction of the body's lower end.</param>
/// <param name="UpperMaxFraction">Longest wick above a body, as a fraction of the body's upper end.</param>
/// <param name="LowerQuantileFraction">A long wick below: the quantile of the options.</param>
/// <param name="UpperQuantileFraction">A long wick above.</param>
/// <param name="HuntShareFraction">Share of the candles that are stop hunts, 0 to 1.</param>
/// <param name="RiskFraction">Wick risk, 0 to 1.</param>
public readonly record struct WickView(
    double LowerMaxFraction,
    double UpperMaxFraction,
    double LowerQuantileFraction,
    double UpperQuantileFraction,
    double HuntShareFraction,
    double RiskFraction);
