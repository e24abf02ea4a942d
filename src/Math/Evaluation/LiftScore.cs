namespace WhaleStack.Quant;

/// <summary>Are levels reached more often than levels placed without knowledge?</summary>
/// <remarks>
/// Formula: lift = hits / hits expected of a null model, sums over all levels; mass-weighted: each level counts by its
/// share of its side. Null models: <c>placed</c>, as many levels at distances pooled from the other decisions of the
/// fold
/// (<see cref="DistancePool"/>); <c>mirror</c>, the same distance on the other side of the price; <c>walk</c>, a
/// driftless random walk (<see cref="Barrier"/>), for information: fat tails alone move it. By distance, the pool
/// holds distances of the same class only.
/// Unit: none. Range: not negative, 1 when the model knows nothing. Source: ours.
/// </remarks>
internal sealed class LiftScore
{
    private const int Horizons = 2;
    private const int Base = 9;
    private const int OfClass = 5;
    private static readonly (double From, double To) Everywhere = (0.0, double.PositiveInfinity);

    private readonly EvaluationOptions _options;
    private readonly string _scope;
    private readonly WeeklySums _sums = new(Horizons * (Base + (OfClass * DistanceClass.Count)));

    private LiftScore(string scope, EvaluationOptions options) => (_scope, _options) = (scope, options);

    /// <summary>The score of one coin.</summary>
    public static LiftScore Of(
        string coin, IReadOnlyList<Outcome> outcomes, DistancePool pool, EvaluationOptions options)
    {
        var score = new LiftScore(coin, options);
        foreach (var outcome in outcomes)
        {
            for (var horizon = 0; horizon < Horizons; horizon++)
            {
                if (outcome.EndBar[horizon] is not null)
                {
                    score.Add(outcome, horizon, pool);
                }
            }
        }

        return score;
    }

    /// <summary>The score of all coins.</summary>
    public static LiftScore Sum(IEnumerable<LiftScore> scores, EvaluationOptions options)
    {
        var all = new LiftScore(Finding.AllCoins, options);
        foreach (var score in scores)
        {
            all._sums.Add(score._sums);
        }

        return all;
    }

    /// <summary>What was found.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        var list = new FindingList(_scope, _sums, _options);
        for (var h = 0; h < Horizons; h++)
        {
            var horizon = _options.Horizons[h];
            var at = h * Base;
            list.Add("hit rate", horizon, [at + 1, at], static sum => sum[0] / sum[1], double.NaN, at);
            list.AddLift("lift, placed", horizon, at + 1, at + 2, at);
            list.AddLift("lift, mirror", horizon, at + 1, at + 3, at);
            list.AddLift("lift, walk", horizon, at + 1, at + 4, at, isTest: false);
            list.AddLift("lift by mass, placed", horizon, at + 5, at + 6, at);
            list.AddLift("lift by mass, mirror", horizon, at + 5, at + 7, at);
            list.AddLift("lift by mass, walk", horizon, at + 5, at + 8, at, isTest: false);
        }

        return list.Found;
    }

    /// <summary>Lift by class of distance, against one null model: 2 placed, 3 mirror, 4 walk.</summary>
    public IReadOnlyList<Finding> ByDistance(int horizon, int nullModel)
    {
        var list = new FindingList(_scope, _sums, _options);
        for (var i = 0; i < DistanceClass.Count; i++)
        {
            var at = ClassAt(horizon, i);
            list.AddLift(
                DistanceClass.NameOf(i), _options.Horizons[horizon], at + 1, at + nullModel, at);
        }

        return list.Found;
    }

    private static int ClassAt(int horizon, int distanceClass) =>
        (Horizons * Base) + (((horizon * DistanceClass.Count) + distanceClass) * OfClass);

    private void Add(Outcome outcome, int horizon, DistancePool pool)
    {
        var decision = outcome.Decision;
        var week = _sums.Week(decision.Time);
        var fold = _options.FoldOf(decision.Time);
        for (var i = 0; i < decision.Levels.Length; i++)
        {
            var level = decision.Levels[i];
            var way = outcome.ExcursionAtr(level.Side, horizon);
            var placed = pool.HitShare(fold, decision, level.Side, way, Everywhere);
            var placedByMass = pool.HitShare(fold, decision, level.Side, way, Everywhere, isByMass: true);
            if (double.IsNaN(placed + placedByMass))
            {
                continue; // Nothing to compare with.
            }

            var hit = outcome.IsHit(i, horizon) ? 1.0 : 0.0;
            var mirror = outcome.IsMirrorHit(i, horizon) ? 1.0 : 0.0;
            var walk = Barrier.Reach(level.DistanceLog, decision.Market.SigmaHour, _options.Horizons[horizon]);
            AddTo(week[(horizon * Base)..], (hit, placed, mirror, walk));
            AddTo(week[((horizon * Base) + 4)..], (hit, placedByMass, mirror, walk), level.MassShare);
            var number = DistanceClass.Of(level.DistanceAtr);
            var alike = pool.HitShare(fold, decision, level.Side, way, DistanceClass.Ends(number));
            if (double.IsFinite(alike))
            {
                AddTo(week[ClassAt(horizon, number)..], (hit, alike, mirror, walk));
            }
        }
    }

    /// <summary>Adds to four sums and the count before them. Sums by mass share the count of the plain ones, which is
    /// added to only once.</summary>
    private static void AddTo(
        Span<double> at, (double Hit, double Placed, double Mirror, double Walk) add, double? massShare = null)
    {
        var weight = massShare ?? 1.0;
        at[0] += massShare is null ? 1.0 : 0.0;
        at[1] += weight * add.Hit;
        at[2] += weight * add.Placed;
        at[3] += weight * add.Mirror;
        at[4] += weight * add.Walk;
    }
}
