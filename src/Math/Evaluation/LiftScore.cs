using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Are levels reached more often than levels placed without knowledge?</summary>
/// <remarks>
/// Formula: lift = hits / hits expected of a null model, sums over all levels; mass-weighted: each level counts by its
/// share of its side. Null models: <c>placed</c>, as many levels at distances pooled from the other decisions of the
/// fold
/// (<see cref="DistancePool"/>); <c>mirror</c>, the same distance on the other side of the price; <c>walk</c>, a
/// driftless random walk (<see cref="Barrier"/>). By distance, the pool holds distances of the same class only.
/// Unit: none. Range: not negative, 1 when the model knows nothing. Source: ours.
/// </remarks>
internal sealed class LiftScore
{
    private const int Horizons = 2;
    private const int Base = 9;
    private const int OfClass = 5;

    private readonly EvaluationOptions _options;
    private readonly string _scope;
    private readonly WeeklySums _sums = new(Horizons * (Base + (OfClass * (ClassEdgesAtr.Length - 1))));

    private LiftScore(string scope, EvaluationOptions options) => (_scope, _options) = (scope, options);

    /// <summary>Ends of the classes of distance, in hourly ATR.</summary>
    public static ImmutableArray<double> ClassEdgesAtr { get; } =
        [0.0, 2.0, 4.0, 7.0, 11.0, 16.0, double.PositiveInfinity];

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
            list.AddLift("lift, walk", horizon, at + 1, at + 4, at);
            list.AddLift("lift by mass, placed", horizon, at + 5, at + 6, at);
            list.AddLift("lift by mass, mirror", horizon, at + 5, at + 7, at);
            list.AddLift("lift by mass, walk", horizon, at + 5, at + 8, at);
        }

        return list.Found;
    }

    /// <summary>Lift by class of distance, against one null model: 2 placed, 3 mirror, 4 walk.</summary>
    public IReadOnlyList<Finding> ByDistance(int horizon, int nullModel)
    {
        var list = new FindingList(_scope, _sums, _options);
        for (var i = 0; i < ClassEdgesAtr.Length - 1; i++)
        {
            var at = ClassAt(horizon, i);
            list.AddLift(
                $"{ClassEdgesAtr[i]}-{ClassEdgesAtr[i + 1]}", _options.Horizons[horizon], at + 1, at + nullModel, at);
        }

        return list.Found;
    }

    private static int ClassAt(int horizon, int distanceClass) =>
        (Horizons * Base) + (((horizon * (ClassEdgesAtr.Length - 1)) + distanceClass) * OfClass);

    private void Add(Outcome outcome, int horizon, DistancePool pool)
    {
        var decision = outcome.Decision;
        var week = _sums.Week(decision.Time);
        var fold = _options.FoldOf(decision.Time);
        for (var i = 0; i < decision.Levels.Length; i++)
        {
            var level = decision.Levels[i];
            var way = outcome.ExcursionAtr(level.Side, horizon);
            var placed = pool.HitShare(fold, decision, level.Side, way, 0.0, double.PositiveInfinity);
            if (double.IsNaN(placed))
            {
                continue; // Nothing to compare with.
            }

            var hit = outcome.IsHit(i, horizon) ? 1.0 : 0.0;
            var mirror = outcome.IsMirrorHit(i, horizon) ? 1.0 : 0.0;
            var walk = Barrier.Reach(level.DistanceLog, decision.Market.SigmaHour, _options.Horizons[horizon]);
            AddTo(week[(horizon * Base)..], (1.0, hit, placed, mirror, walk), level.MassShare);
            var number = ClassOf(level.DistanceAtr);
            var alike = pool.HitShare(
                fold, decision, level.Side, way, ClassEdgesAtr[number], ClassEdgesAtr[number + 1]);
            if (double.IsFinite(alike))
            {
                AddTo(week[ClassAt(horizon, number)..], (1.0, hit, alike, mirror, walk), massShare: null);
            }
        }
    }

    private static void AddTo(
        Span<double> at, (double Count, double Hit, double Placed, double Mirror, double Walk) add, double? massShare)
    {
        at[0] += add.Count;
        at[1] += add.Hit;
        at[2] += add.Placed;
        at[3] += add.Mirror;
        at[4] += add.Walk;
        if (massShare is { } share)
        {
            at[5] += share * add.Hit;
            at[6] += share * add.Placed;
            at[7] += share * add.Mirror;
            at[8] += share * add.Walk;
        }
    }

    private static int ClassOf(double distanceAtr)
    {
        var number = 0;
        while (distanceAtr >= ClassEdgesAtr[number + 1])
        {
            number++;
        }

        return number;
    }
}
