namespace WhaleStack.Quant;

/// <summary>What a bad period costs.</summary>
/// <param name="ValueAtRisk">Loss that is exceeded with the tail's probability, as a fraction; negative where even such
/// a period gains.</param>
/// <param name="ExpectedShortfall">Mean loss in the tail, at least the value at risk.</param>
/// <remarks>
/// Formula: historical: V = -q(a), E = -mean of the a n worst returns, the last one in part; normal: V = -(m + s z),
/// E = -m + s f(z) / a; Cornish-Fisher: V = -(m + s w(z)), E = -(m + s mean of w below z), w(z) = z + (z^2 - 1) S / 6 +
/// (z^3 - 3 z) K / 24 - (2 z^3 - 5 z) S^2 / 36, whose mean follows from E[Z | Z below z] = -f / a, E[Z^2] = 1 - z f /
/// a, E[Z^3] = -(z^2 + 2) f / a.
/// Where: a = probability of the tail, q = quantile, m, s, S, K = mean, deviation, skewness and excess kurtosis of the
/// returns, z = normal quantile of a, f = normal density at z. Unit: fraction. Range: any.
/// Source: C. Acerbi and D. Tasche, On the coherence of expected shortfall, Journal of Banking and Finance 26, 2002;
/// K. Boudt, B. Peterson and C. Croux, Estimation and decomposition of downside risk for portfolios with non-normal
/// returns, Journal of Risk 11, 2008. Warm-up: one return; a tail of fewer than about ten returns says little.
/// Cost: O(n log n) historical, O(n) others.
/// </remarks>
public readonly record struct TailRisk(double ValueAtRisk, double ExpectedShortfall)
{
    /// <summary>From the worst returns there were.</summary>
    /// <exception cref="ArgumentException">No return, one that is no number of usual size, or a tail not in (0,
    /// 0.5].</exception>
    public static TailRisk Historical(ReadOnlySpan<double> returns, double tail = 0.05)
    {
        Check(returns, tail);
        var sorted = returns.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, tail);
    }

    /// <summary>The same of returns in order of size, smallest first.</summary>
    internal static TailRisk OfSorted(ReadOnlySpan<double> sorted, double tail)
    {
        var wanted = tail * sorted.Length;
        var (sum, whole) = (0.0, (int)wanted);
        for (var i = 0; i < whole; i++)
        {
            sum += sorted[i];
        }

        sum += (wanted - whole) * sorted[whole];
        var valueAtRisk = -Quantile.OfSorted(sorted, tail);
        return new TailRisk(valueAtRisk, Math.Max(valueAtRisk, -sum / wanted));
    }

    /// <summary>As if returns were normal.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Historical"/>.</exception>
    public static TailRisk Parametric(ReadOnlySpan<double> returns, double tail = 0.05)
    {
        Check(returns, tail);
        var moments = SampleMoments.Of(returns);
        var z = Normal.QuantileAt(tail);
        return new TailRisk(
            -(moments.Mean + (moments.Deviation * z)),
            -moments.Mean + (moments.Deviation * Normal.Density(z) / tail));
    }

    /// <summary>Normal, corrected for skewness and kurtosis. Good for mild ones (skewness within 1, excess within 4);
    /// beyond, the correction itself goes astray and the historical figure is the better one.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Historical"/>.</exception>
    public static TailRisk CornishFisher(ReadOnlySpan<double> returns, double tail = 0.05)
    {
        Check(returns, tail);
        var moments = SampleMoments.Of(returns);
        var z = Normal.QuantileAt(tail);
        var ratio = Normal.Density(z) / tail;
        var (first, second, third) = (-ratio, 1.0 - (z * ratio), -((z * z) + 2.0) * ratio);
        var place = Corrected(moments, z, z * z, z * z * z);
        var mean = Corrected(moments, first, second, third);
        var valueAtRisk = -(moments.Mean + (moments.Deviation * place));
        return new TailRisk(valueAtRisk, Math.Max(valueAtRisk, -(moments.Mean + (moments.Deviation * mean))));
    }

    private static double Corrected(in SampleMoments moments, double z, double square, double cube) =>
        z
        + ((square - 1.0) * moments.Skewness / 6.0)
        + ((cube - (3.0 * z)) * moments.Excess / 24.0)
        - (((2.0 * cube) - (5.0 * z)) * moments.Skewness * moments.Skewness / 36.0);

    private static void Check(ReadOnlySpan<double> returns, double tail)
    {
        Argument.Count(returns.Length, 1, int.MaxValue);
        Argument.Usable(returns);
        Argument.Within(tail, 1e-6, 0.5);
    }
}
