namespace WhaleStack.Quant;

/// <summary>Chances of a driftless random walk to reach a level.</summary>
/// <remarks>
/// Formula: P = erfc(d / (s sqrt(2 T))). Of two levels d and e away on either side, with L = d + e, the first is
/// reached
/// before the other and by T with e / L - sum over n of (-1)^(n+1) 2 / (n pi) sin(n pi e / L) exp(-(n pi s)^2 T / 2
/// L^2).
/// Where: d, e = distance in ln(price), s = standard deviation of ln(price) over an hour, T = hours. Unit: none.
/// Range: [0, 1]. Source: reflection principle of Brownian motion; the heat equation between two ends; erfc after M.
/// Abramowitz and
/// I. Stegun, Handbook of Mathematical Functions, 7.1.26, error below 1.5e-7. Warm-up: none. Cost: O(1).
/// </remarks>
public static class Barrier
{
    // Below this the series wants hundreds of terms, and the farther end does not matter any more.
    private const double SpreadMin = 0.01;
    private const double ExponentMax = 40.0;

    /// <summary>Probability that a level is reached in a time.</summary>
    public static double Reach(double distanceLog, double sigmaHour, TimeSpan time) =>
        Erfc(distanceLog / (sigmaHour * Math.Sqrt(2.0 * time.TotalHours)));

    /// <summary>Probability that the first of two levels, one on either side, is reached before the other and in a
    /// time.</summary>
    public static double ReachFirst(double distanceLog, double otherDistanceLog, double sigmaHour, TimeSpan time)
    {
        var width = distanceLog + otherDistanceLog;
        var spread = sigmaHour * Math.Sqrt(time.TotalHours) / width;
        if (spread < SpreadMin)
        {
            return Reach(distanceLog, sigmaHour, time); // The other is out of reach.
        }

        var rate = Math.PI * Math.PI * spread * spread / 2.0;
        var sum = otherDistanceLog / width;
        for (var n = 1; n * n * rate < ExponentMax; n++)
        {
            sum -= (n % 2 == 1 ? 2.0 : -2.0) / (n * Math.PI)
                * Math.Sin(n * Math.PI * otherDistanceLog / width) * Math.Exp(-n * n * rate);
        }

        return Math.Clamp(sum, 0.0, 1.0);
    }

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
