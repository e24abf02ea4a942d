namespace WhaleStack.Quant;

/// <summary>Distances of all levels of a fold, by side: where a null model puts its levels.</summary>
/// <remarks>
/// Formula: P(t) = share of the pooled distances d, those of decision t left out, with d at most the way price went at
/// t.
/// It is the mean, over endless draws, of hits of levels that are as many as the model's and as far away as the model's
/// are at other times of the fold. Unit: distances in ATR. Range: [0, 1]. Cost: O(log n).
/// </remarks>
internal sealed class DistancePool
{
    private readonly Dictionary<(int Fold, LiquidationSide Side), Pool> _pools = [];

    public DistancePool(IEnumerable<Decision> decisions, EvaluationOptions options)
    {
        var groups = decisions
            .SelectMany(decision => decision.Levels.Select(level => (Fold: options.FoldOf(decision.Time), level)))
            .GroupBy(pair => (pair.Fold, pair.level.Side), pair => pair.level);
        foreach (var group in groups)
        {
            _pools.Add(group.Key, new Pool([.. group.OrderBy(level => level.DistanceAtr)]));
        }
    }

    /// <summary>Probability that a null level of a side is reached; NaN when no other decision has one.</summary>
    /// <param name="fold">Fold of the decision.</param>
    /// <param name="decision">The decision, whose own levels are left out.</param>
    /// <param name="side">Side of the price.</param>
    /// <param name="wayAtr">How far price went.</param>
    /// <param name="ends">Least distance of the pooled levels, and one that all are below.</param>
    /// <param name="isByMass">Whether levels count by their share of mass: a null level then has the mass of the level
    /// that its distance is from.</param>
    public double HitShare(
        int fold,
        Decision decision,
        LiquidationSide side,
        double wayAtr,
        (double From, double To) ends,
        bool isByMass = false)
    {
        if (!_pools.TryGetValue((fold, side), out var pool))
        {
            return double.NaN;
        }

        var below = pool.SumBelow(ends.From, isByMass);
        var all = pool.SumBelow(ends.To, isByMass) - below;
        var reached = pool.SumBelow(Math.Min(ends.To, Math.BitIncrement(wayAtr)), isByMass) - below;
        foreach (var own in decision.Levels)
        {
            if (own.Side == side && own.DistanceAtr >= ends.From && own.DistanceAtr < ends.To)
            {
                var weight = isByMass ? own.MassShare : 1.0;
                all -= weight;
                reached -= own.DistanceAtr <= wayAtr ? weight : 0.0;
            }
        }

        return all > 1e-9 ? Math.Clamp(reached / all, 0.0, 1.0) : double.NaN;
    }

    /// <summary>A distance drawn from the pool of a fold and side; NaN when it is empty.</summary>
    public double Draw(int fold, LiquidationSide side, SeededRandom random) =>
        _pools.TryGetValue((fold, side), out var pool)
            ? pool.Distances[random.NextBelow(pool.Distances.Length)]
            : double.NaN;

    private sealed class Pool
    {
        private readonly double[] _massBefore;

        public Pool(EvaluatedLevel[] sorted)
        {
            Distances = Array.ConvertAll(sorted, level => level.DistanceAtr);
            _massBefore = new double[sorted.Length + 1];
            for (var i = 0; i < sorted.Length; i++)
            {
                _massBefore[i + 1] = _massBefore[i] + sorted[i].MassShare;
            }
        }

        public double[] Distances { get; }

        /// <summary>Levels nearer than a distance, counted or by mass.</summary>
        public double SumBelow(double distanceAtr, bool isByMass)
        {
            var (low, high) = (0, Distances.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (Distances[middle] < distanceAtr)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return isByMass ? _massBefore[low] : low;
        }
    }
}
