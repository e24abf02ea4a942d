namespace WhaleStack.Quant;

/// <summary>What a model said when levels were observed, and in the weeks before.</summary>
/// <param name="Observed">The levels that were seen.</param>
/// <param name="Decision">The model's clusters at the last bar before.</param>
/// <param name="Past">Its decisions in one fold before that: where else clusters might have lain.</param>
/// <param name="Masses">Mass by side and step of distance, from the price on.</param>
internal sealed record ObservedMoment(
    ObservedLevels Observed,
    Decision Decision,
    IReadOnlyList<Decision> Past,
    IReadOnlyDictionary<LiquidationSide, double[]> Masses)
{
    /// <summary>Steps of distance that masses are told in.</summary>
    public const int Steps = 15;

    /// <summary>Length of a step, |ln(level / price)|: wider than the steps of 1.2 % that snapshots come in.</summary>
    public const double StepLog = 0.02;

    private static readonly LiquidationSide[] Sides = [LiquidationSide.Longs, LiquidationSide.Shorts];

    /// <summary>The moments of a series at which levels were observed; those without a fresh bar are left
    /// out.</summary>
    public static IReadOnlyList<ObservedMoment> Of(
        MarketSeries series, LevelModel model, IEnumerable<ObservedLevels> observed, EvaluationOptions options)
    {
        var due = observed.Where(one => one.Coin == series.Coin).OrderBy(one => one.Time).ToList();
        var moments = new List<ObservedMoment>();
        var map = model.Create(series);
        var finder = new ClusterFinder(options.Clusters, map.BucketFraction);
        var tracker = new MarketTracker(series.Interval);
        var past = new Queue<Decision>();
        var next = 0;
        for (var i = 0; i < series.Bars.Count && next < due.Count; i++)
        {
            var bar = series.Bars[i];
            map.Apply(bar);
            tracker.Add(bar);
            var isWanted = IsNow(series, i, due[next].Time)
                || (bar.CloseTime.UtcTicks % options.DecisionEvery.Ticks == 0
                    && due[next].Time - bar.CloseTime <= options.FoldLength);
            if (isWanted && tracker.State(double.NaN) is { } market)
            {
                var clusters = new List<LiquidationCluster>();
                finder.Find(map, bar.Close, clusters);
                var levels = Decisions.LevelsOf(clusters, bar.Close, market, options);
                var now = new Decision(i, bar.CloseTime, bar.Close, market, levels);
                Forget(past, bar.CloseTime - options.FoldLength);
                for (; next < due.Count && IsNow(series, i, due[next].Time); next++)
                {
                    moments.Add(new ObservedMoment(due[next], now, [.. past], MassesOf(map, bar.Close)));
                }

                past.Enqueue(now);
            }

            next += due.Skip(next).TakeWhile(one => one.Time < bar.CloseTime).Count(); // Before it is warm.
        }

        return moments;
    }

    /// <summary>Observed mass in the same steps.</summary>
    public double[] ObservedMass(LiquidationSide side)
    {
        var mass = new double[Steps];
        foreach (var level in Observed.Levels.Where(level => level.Side == side))
        {
            if (StepOf(level.Price, side, Decision.Price) is { } step)
            {
                mass[step] += level.MassQuote;
            }
        }

        return mass;
    }

    private static bool IsNow(MarketSeries series, int bar, DateTimeOffset time) =>
        time >= series.Bars[bar].CloseTime && time < series.Bars[bar].CloseTime + series.Interval;

    private static void Forget(Queue<Decision> past, DateTimeOffset before)
    {
        while (past.Count > 0 && past.Peek().Time < before)
        {
            past.Dequeue();
        }
    }

    private static Dictionary<LiquidationSide, double[]> MassesOf(ILevelMap map, double price)
    {
        var first = map.BucketOf(price * Math.Exp(-Steps * StepLog)) - 1;
        var buckets = new double[map.BucketOf(price * Math.Exp(Steps * StepLog)) + 2 - first];
        var masses = new Dictionary<LiquidationSide, double[]>();
        foreach (var side in Sides)
        {
            map.CopyMass(side, first, buckets);
            var mass = masses[side] = new double[Steps];
            for (var i = 0; i < buckets.Length; i++)
            {
                if (StepOf(map.CentreOf(first + i), side, price) is { } step)
                {
                    mass[step] += buckets[i];
                }
            }
        }

        return masses;
    }

    private static int? StepOf(double level, LiquidationSide side, double price)
    {
        var log = Math.Log(level / price) * (side == LiquidationSide.Shorts ? 1.0 : -1.0);
        return log > 0.0 && log < Steps * StepLog ? (int)(log / StepLog) : null;
    }
}
