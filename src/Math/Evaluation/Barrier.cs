namespace WhaleStack.Quant;

/// <summary>Chances of a driftless random walk to reach a level.</summary>
/// <remarks>
/// Formula: P = erfc(d / (s sqrt(2 T))); of two levels the one d away is reached before the one e away with e / (d +
/// e).
/// Where: d, e = distance in ln(price), s = standard deviation of ln(price) over an hour, T = hours. Unit: none.
/// Range: [0, 1]. Source: reflection principle of Brownian motion, and gambler's ruin; erfc after M. Abramowitz and
/// I. Stegun, Handbook of Mathematical Functions, 7.1.26, error below 1.5e-7. Warm-up: none. Cost: O(1).
/// </remarks>
public static class Barrier
{
    /// <summary>Probability that a level is reached in a time.</summary>
    public static double Reach(double distanceLog, double sigmaHour, TimeSpan time) =>
        Erfc(distanceLog / (sigmaHour * Math.Sqrt(2.0 * time.TotalHours)));

    /// <summary>Probability that the first of two levels on either side is reached before the other.</summary>
    public static double ReachFirst(double distanceLog, double otherDistanceLog) =>
        otherDistanceLog / (distanceLog + otherDistanceLog);

    /// <summary>Two-sided probability of a standard normal value as far from 0.</summary>
    public static double TwoSided(double z) => Erfc(Math.Abs(z) / Math.Sqrt(2.0));

    private static double Erfc(double x)
    {
        var t = 1.0 / (1.0 + (0.3275911 * x));
        var sum = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027
            + (t * 1.061405429))))))));
        return Math.Clamp(sum * Math.Exp(-x * x), 0.0, 1.0);
    }
}
