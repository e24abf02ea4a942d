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
    private readonly Dictionary<(int Fold, LiquidationSide Side), double[]> _sorted = [];

    public DistancePool(IEnumerable<Decision> decisions, EvaluationOptions options)
    {
        var groups = decisions
            .SelectMany(decision => decision.Levels.Select(level => (Fold: options.FoldOf(decision.Time), level)))
            .GroupBy(pair => (pair.Fold, pair.level.Side), pair => pair.level.DistanceAtr);
        foreach (var group in groups)
        {
            _sorted.Add(group.Key, [.. group.Order()]);
        }
    }

    /// <summary>Probability that a null level of a side is reached; NaN when no other decision has one.</summary>
    /// <param name="fold">Fold of the decision.</param>
    /// <param name="decision">The decision, whose own levels are left out.</param>
    /// <param name="side">Side of the price.</param>
    /// <param name="wayAtr">How far price went.</param>
    /// <param name="from">Least distance of the pooled levels.</param>
    /// <param name="to">Distances are below this.</param>
    public double HitShare(int fold, Decision decision, LiquidationSide side, double wayAtr, double from, double to)
    {
        if (!_sorted.TryGetValue((fold, side), out var pool))
        {
            return double.NaN;
        }

        var own = decision.Levels.Where(level => level.Side == side && level.DistanceAtr >= from
            && level.DistanceAtr < to).ToList();
        var below = CountBelow(pool, from);
        var all = CountBelow(pool, to) - below - own.Count;
        var reached = CountBelow(pool, Math.Min(to, Math.BitIncrement(wayAtr))) - below
            - own.Count(level => level.DistanceAtr <= wayAtr);
        return all > 0 ? Math.Max(0, reached) / (double)all : double.NaN;
    }

    /// <summary>A distance drawn from the pool of a fold and side; NaN when it is empty.</summary>
    public double Draw(int fold, LiquidationSide side, SeededRandom random) =>
        _sorted.TryGetValue((fold, side), out var pool) ? pool[random.NextBelow(pool.Length)] : double.NaN;

    private static int CountBelow(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
