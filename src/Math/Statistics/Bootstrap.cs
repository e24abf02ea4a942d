namespace WhaleStack.Quant;

/// <summary>A statistic of a sample.</summary>
/// <param name="sample">The values; as many as the sample has.</param>
public delegate double SampleStatistic(ReadOnlySpan<double> sample);

/// <summary>A statistic of a sample that is named by the places of its members.</summary>
/// <param name="places">Places, each from 0 to count - 1, some more than once; as many as there are members.</param>
public delegate double PlaceStatistic(ReadOnlySpan<int> places);

/// <summary>Intervals of any statistic by drawing the sample again and again from itself.</summary>
/// <remarks>
/// Formula: draw blocks of L neighbours, each beginning at a uniform place and wrapping round the end, until n values
/// are drawn; the interval is from the (1 - c) / 2 to the (1 + c) / 2 quantile of the statistic over the draws.
/// Where: n = values, L = block length (1: independent values), c = confidence. Unit: that of the statistic.
/// Range: that of the statistic. Source: B. Efron, Bootstrap methods: another look at the jackknife, Annals of
/// Statistics 7, 1979 (L = 1, percentile interval); D. Politis and J. Romano, A circular block-resampling procedure for
/// stationary data, in Exploring the Limits of Bootstrap, 1992 (L > 1). Warm-up: one value; with fewer than about 20
/// values or blocks the interval is too narrow. Cost: O(draws x n) and that of the statistic.
/// The same seed, options and count draw the same places.
/// </remarks>
public static class Bootstrap
{
    /// <summary>The interval of a statistic of values.</summary>
    /// <exception cref="ArgumentException">No value, one that is not finite, or bad options.</exception>
    public static BootstrapInterval Of(
        ReadOnlySpan<double> values, SampleStatistic statistic, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        Argument.Count(values.Length, 1, int.MaxValue);
        Argument.Finite(values);
        var all = values.ToArray();
        var sample = new double[all.Length];
        return OfPlaces(
            all.Length,
            places =>
            {
                for (var i = 0; i < places.Length; i++)
                {
                    sample[i] = all[places[i]];
                }

                return statistic(sample);
            },
            options);
    }

    /// <summary>The interval of the mean.</summary>
    /// <exception cref="ArgumentException">No value, one that is not finite, or bad options.</exception>
    public static BootstrapInterval OfMean(ReadOnlySpan<double> values, BootstrapOptions options) =>
        Of(values, Mean, options);

    /// <summary>The interval of a statistic that looks its members up by place: pairs, ratios of sums, or whole weeks
    /// of unequal length, each of which is one member.</summary>
    /// <exception cref="ArgumentException">The count is below 1, or bad options.</exception>
    public static BootstrapInterval OfPlaces(int count, PlaceStatistic statistic, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentNullException.ThrowIfNull(options);
        Argument.Count(count, 1, int.MaxValue);
        if (options.Validate() is [var mistake, ..])
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        var places = new int[count];
        for (var i = 0; i < count; i++)
        {
            places[i] = i;
        }

        var estimate = statistic(places);
        var random = new SeededRandom(options.Seed);
        var draws = new double[options.Draws];
        var defined = 0;
        for (var draw = 0; draw < options.Draws; draw++)
        {
            Draw(places, options.BlockLength, random);
            var value = statistic(places);
            if (double.IsFinite(value))
            {
                draws[defined++] = value;
            }
        }

        return Interval(estimate, draws.AsSpan(0, defined), options);
    }

    private static void Draw(Span<int> places, int blockLength, SeededRandom random)
    {
        for (var i = 0; i < places.Length;)
        {
            var place = random.NextBelow(places.Length);
            var end = i + Math.Min(blockLength, places.Length - i);
            for (; i < end; i++)
            {
                places[i] = place;
                place = place + 1 == places.Length ? 0 : place + 1;
            }
        }
    }

    private static BootstrapInterval Interval(double estimate, Span<double> draws, BootstrapOptions options)
    {
        if (2L * draws.Length < options.Draws)
        {
            return new BootstrapInterval(estimate, double.NaN, double.NaN, double.NaN, draws.Length);
        }

        draws.Sort();
        var mean = Mean(draws);
        var squares = 0.0;
        foreach (var draw in draws)
        {
            squares += (draw - mean) * (draw - mean);
        }

        return new BootstrapInterval(
            estimate,
            Quantile.OfSorted(draws, (1.0 - options.Confidence) / 2.0),
            Quantile.OfSorted(draws, (1.0 + options.Confidence) / 2.0),
            Math.Sqrt(squares / Math.Max(1, draws.Length - 1)),
            draws.Length);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
