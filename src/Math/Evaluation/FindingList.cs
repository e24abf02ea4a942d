namespace WhaleStack.Quant;

/// <summary>Makes findings of weekly sums.</summary>
/// <param name="scope">Coin or all.</param>
/// <param name="sums">The sums.</param>
/// <param name="options">How intervals are drawn.</param>
internal sealed class FindingList(string scope, WeeklySums sums, EvaluationOptions options)
{
    /// <summary>What was found.</summary>
    public List<Finding> Found { get; } = [];

    /// <summary>A ratio of two sums, 1 when the model knows nothing.</summary>
    /// <param name="measure">What.</param>
    /// <param name="horizon">How far ahead.</param>
    /// <param name="hits">Column of what happened.</param>
    /// <param name="expected">Column of what was expected.</param>
    /// <param name="count">Column that counts what is behind it.</param>
    /// <param name="isTest">Whether 1 is what a model gets that knows nothing; otherwise it is for information.</param>
    public void AddLift(string measure, TimeSpan horizon, int hits, int expected, int count, bool isTest = true)
    {
        // In logarithms, so that twice and half are as far from 1.
        var interval = sums.Interval([hits, expected], static sum => Math.Log(sum[0] / sum[1]), options.Bootstrap);
        if (interval is { } log && sums.Total(expected) > 0.0)
        {
            Found.Add(new Finding(
                measure,
                scope,
                horizon,
                sums.Total(hits) / sums.Total(expected),
                Math.Exp(log.Low),
                Math.Exp(log.High),
                isTest ? 1.0 : double.NaN,
                isTest ? PValue(log, 0.0) : double.NaN,
                (long)sums.Total(count),
                sums.Weeks));
        }
    }

    /// <summary>Any statistic of some sums.</summary>
    /// <param name="measure">What.</param>
    /// <param name="horizon">How far ahead.</param>
    /// <param name="columns">Sums that it needs.</param>
    /// <param name="statistic">The statistic of them.</param>
    /// <param name="nullValue">What it is when the model knows nothing; NaN for information only.</param>
    /// <param name="count">Column that counts what is behind it.</param>
    public void Add(
        string measure,
        TimeSpan horizon,
        int[] columns,
        Func<double[], double> statistic,
        double nullValue,
        int count)
    {
        var interval = sums.Interval(columns, statistic, options.Bootstrap);
        if (interval is { } found && double.IsFinite(found.Estimate))
        {
            Found.Add(new Finding(
                measure,
                scope,
                horizon,
                found.Estimate,
                found.Low,
                found.High,
                nullValue,
                PValue(found, nullValue),
                (long)sums.Total(count),
                sums.Weeks));
        }
    }

    private double PValue(BootstrapInterval interval, double nullValue)
    {
        var z = (interval.Estimate - nullValue) / interval.StandardError;
        return sums.Weeks >= Finding.WeeksMin && double.IsFinite(z) ? Barrier.TwoSided(z) : double.NaN;
    }
}
