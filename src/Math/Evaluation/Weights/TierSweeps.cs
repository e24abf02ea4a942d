using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>What price swept of a coin, weighted by tiers at every rate of learning.</summary>
internal sealed class TierSweeps
{
    private static readonly LiquidationSide[] Sides = [LiquidationSide.Longs, LiquidationSide.Shorts];
    private readonly IReadOnlyList<SweptMass> _sweeps;
    private readonly (double Longs, double Shorts)[][] _masses;

    private TierSweeps(
        string coin, IReadOnlyList<SweptMass> sweeps, (double Longs, double Shorts)[][] masses) =>
        (Coin, _sweeps, _masses) = (coin, sweeps, masses);

    /// <summary>Takes one observation: mass, closings, way, turnover, range, and further masses.</summary>
    public delegate void Taker(DateTimeOffset time, ReadOnlySpan<double> values);

    /// <summary>Base asset.</summary>
    public string Coin { get; }

    /// <summary>Intervals with known liquidations.</summary>
    public int Count => _sweeps.Count;

    /// <summary>Walks a series once a tier, then once a rate.</summary>
    public static TierSweeps Of(
        MarketSeries series,
        ImmutableArray<LeverageTier> tiers,
        Func<LeverageTier, ILevelMap> create,
        EvaluationOptions options)
    {
        var ofTiers = tiers
            .Select(tier => SweptMass.Of(series, new LevelModel("tier", _ => create(tier)), options))
            .ToList();
        double[] start = [.. tiers.Select(tier => tier.WeightFraction)];
        return new TierSweeps(
            series.Coin, ofTiers[0], [.. TierWeightTrial.Rates.Select(rate => Learn(ofTiers, start, rate))]);
    }

    /// <summary>Start of an interval.</summary>
    public DateTimeOffset TimeOf(int interval) => _sweeps[interval].Interval.Start;

    /// <summary>Weighted mass that price swept, by the weights known before the interval.</summary>
    public (double Longs, double Shorts) MassAt(int rate, int interval) => _masses[rate][interval];

    /// <summary>Tells ranks within each side of all intervals that end by a time.</summary>
    public void AddTo(
        Taker taker,
        DateTimeOffset end,
        Func<TierSweeps, int, (double Longs, double Shorts)> massOf,
        params ReadOnlySpan<Func<TierSweeps, int, (double Longs, double Shorts)>> more)
    {
        var count = 0;
        while (count < _sweeps.Count && _sweeps[count].Interval.End <= end)
        {
            count++;
        }

        foreach (var side in Sides)
        {
            List<double[]> columns =
            [
                RanksOf(count, i => Of(massOf(this, i), side)),
                RanksOf(count, i => _sweeps[i].ClosedOf(side)),
                RanksOf(count, i => _sweeps[i].WayOf(side)),
                RanksOf(count, i => _sweeps[i].TurnoverQuote),
                RanksOf(count, i => _sweeps[i].RangeLog),
            ];
            foreach (var other in more)
            {
                columns.Add(RanksOf(count, i => Of(other(this, i), side)));
            }

            for (var i = 0; i < count; i++)
            {
                taker(TimeOf(i), [.. columns.Select(column => column[i])]);
            }
        }
    }

    private static double[] RanksOf(int count, Func<int, double> valueOf) =>
        Ranks.Of([.. Enumerable.Range(0, count).Select(valueOf)]);

    private static double Of((double Longs, double Shorts) mass, LiquidationSide side) =>
        side == LiquidationSide.Longs ? mass.Longs : mass.Shorts;

    private static (double Longs, double Shorts)[] Learn(
        List<IReadOnlyList<SweptMass>> ofTiers, double[] start, double rate)
    {
        var calibrator = rate > 0.0 ? new TierCalibrator(start, rate) : null;
        var masses = new (double Longs, double Shorts)[ofTiers[0].Count];
        var swept = new double[start.Length];
        for (var i = 0; i < masses.Length; i++)
        {
            for (var tier = 0; tier < start.Length; tier++)
            {
                var weight = calibrator?.WeightOf(tier) ?? start[tier];
                var mass = ofTiers[tier][i];
                masses[i].Longs += weight * mass.LongsMass;
                masses[i].Shorts += weight * mass.ShortsMass;
                swept[tier] = weight * (mass.LongsMass + mass.ShortsMass);
            }

            calibrator?.Observe(swept, ofTiers[0][i].Interval.LongsQuote + ofTiers[0][i].Interval.ShortsQuote);
        }

        return masses;
    }
}
