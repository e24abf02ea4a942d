namespace WhaleStack.Quant;

/// <summary>The share of the capital to stake that lets it grow fastest, or a part of it.</summary>
/// <remarks>
/// Formula: a bet that wins b or loses 1: k = p - (1 - p) / b; a position of returns: k = (m - r) / s^2. The stake is
/// part x k, at least 0, at most max.
/// Where: p = probability to win, b = win for a stake of 1, m, s^2 = mean and variance of the returns of a period,
/// r = riskless return of it. Unit: fraction of the capital. Range: [0, max].
/// Source: J. Kelly, A new interpretation of information rate, Bell System Technical Journal 35, 1956; E. Thorp, The
/// Kelly criterion in blackjack, sports betting, and the stock market, 2006. Warm-up: none. Cost: O(1).
/// The whole of it is right only when p or m is known; half of it grows three quarters as fast at half the risk.
/// </remarks>
public static class Kelly
{
    /// <summary>The stake of a bet that is won or lost.</summary>
    /// <param name="winProbability">0 to 1.</param>
    /// <param name="winPerStake">What a stake of 1 wins, above 0.</param>
    /// <param name="part">Part of the full stake, (0, 1].</param>
    /// <param name="fractionMax">Largest stake, (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double Binary(double winProbability, double winPerStake, double part = 0.5, double fractionMax = 1.0)
    {
        Argument.Within(winProbability, 0.0, 1.0);
        Argument.Positive(winPerStake);
        Argument.Within(fractionMax, double.Epsilon, 1.0);
        return Stake(winProbability - ((1.0 - winProbability) / winPerStake), part, fractionMax);
    }

    /// <summary>The leverage of a position whose returns are known.</summary>
    /// <param name="meanReturn">Of a period, as a fraction.</param>
    /// <param name="variance">Of the same period, above 0.</param>
    /// <param name="risklessReturn">Of the same period; for perpetuals what funding costs.</param>
    /// <param name="part">Part of the full stake, (0, 1].</param>
    /// <param name="leverageMax">Largest leverage, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static double Continuous(
        double meanReturn,
        double variance,
        double risklessReturn = 0.0,
        double part = 0.5,
        double leverageMax = 1.0)
    {
        Argument.Usable(meanReturn);
        Argument.Usable(risklessReturn);
        Argument.Positive(variance);
        Argument.Positive(leverageMax);
        return Stake((meanReturn - risklessReturn) / variance, part, leverageMax);
    }

    private static double Stake(double full, double part, double max)
    {
        Argument.Within(part, double.Epsilon, 1.0);
        return Math.Clamp(part * full, 0.0, max);
    }
}
