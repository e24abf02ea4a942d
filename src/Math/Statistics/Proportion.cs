namespace WhaleStack.Quant;

/// <summary>How often something happened, and between which shares the truth probably lies.</summary>
/// <param name="Share">Hits by trials.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
/// <remarks>
/// Formula: (s + z^2/2n -+ z sqrt(s(1 - s)/n + z^2/4n^2)) / (1 + z^2/n).
/// Where: s = share, n = trials, z = normal quantile of the confidence, 1.96 for 95 %. Unit: none. Range: [0, 1].
/// Source: E. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
/// Statistical Association 22, 1927. Warm-up: one trial. Cost: O(1). Trials are taken to be independent.
/// </remarks>
public readonly record struct Proportion(double Share, double Low, double High)
{
    /// <summary>The share of hits with its interval.</summary>
    /// <param name="hits">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="z">Normal quantile of the confidence, 0 to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static Proportion Of(int hits, int trials, double z = 1.959963984540054)
    {
        Argument.Count(trials, 1, int.MaxValue);
        Argument.Count(hits, 0, trials);
        return OfShare(hits / (double)trials, trials, z);
    }

    /// <summary>A share with its interval, as if it came from so many independent trials, which need not be whole:
    /// those that a sample of dependent ones is worth.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="trials">Above 0.</param>
    /// <param name="z">Normal quantile of the confidence, 0 to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static Proportion OfShare(double share, double trials, double z = 1.959963984540054)
    {
        Argument.Within(share, 0.0, 1.0);
        Argument.Positive(trials);
        Argument.Within(z, 0.0, 10.0);
        var n = trials;
        var middle = share + (z * z / (2.0 * n));
        var half = z * Math.Sqrt((share * (1.0 - share) / n) + (z * z / (4.0 * n * n)));
        var scale = 1.0 + (z * z / n);
        return new Proportion(
            share,
            Math.Max(0.0, Math.Min(share, (middle - half) / scale)),
            Math.Min(1.0, Math.Max(share, (middle + half) / scale)));
    }
}
