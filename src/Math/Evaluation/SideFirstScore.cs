namespace WhaleStack.Quant;

/// <summary>Which of two levels is reached first: does mass tell, beyond which one is nearer?</summary>
/// <remarks>
/// Formula: the heaviest pull m x exp(-d / r) of each side are the two levels, r = 5 ATR; the side with more pull in
/// all
/// is the claim. Decisions at which neither is reached within the horizon, or both first within one bar, are left out.
/// Expected: that of the claim when distance alone counts: how often the nearer one was first at the coin's other
/// decisions
/// whose distances were as uneven, by the chance of a random walk that reaches one of the two in time
/// (<see cref="Barrier.ReachFirst"/>) in <see cref="Classes"/> classes; with few of those the walk's own chance.
/// Unit: shares. Source: ours.
/// </remarks>
internal sealed class SideFirstScore
{
    private const double RangeAtr = 5.0;
    private const int Columns = 4;
    private const int Classes = 10;
    private const int OthersMin = 20;
    private readonly EvaluationOptions _options;
    private readonly string _scope;
    private readonly WeeklySums _sums;
    private readonly List<Race> _races = [];

    private SideFirstScore(string scope, EvaluationOptions options) =>
        (_scope, _options, _sums) = (scope, options, new WeeklySums(Columns * options.Horizons.Length));

    /// <summary>The score of one coin.</summary>
    public static SideFirstScore Of(string coin, IReadOnlyList<Outcome> outcomes, EvaluationOptions options)
    {
        var score = new SideFirstScore(coin, options);
        foreach (var outcome in outcomes)
        {
            for (var horizon = 0; horizon < options.Horizons.Length; horizon++)
            {
                score.Look(outcome, horizon);
            }
        }

        score.Add();
        return score;
    }

    /// <summary>The score of all coins.</summary>
    public static SideFirstScore Sum(IEnumerable<SideFirstScore> scores, EvaluationOptions options)
    {
        var all = new SideFirstScore(Finding.AllCoins, options);
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
        for (var h = 0; h < _options.Horizons.Length; h++)
        {
            var at = h * Columns;
            var horizon = _options.Horizons[h];
            list.Add("side first, accuracy", horizon, [at + 1, at], static sum => sum[0] / sum[1], double.NaN, at);
            list.Add("side first, less distance's", horizon, [at + 1, at + 2, at],
                static sum => (sum[0] - sum[1]) / sum[2], 0.0, at);
            list.Add("side first, less the nearer's", horizon, [at + 1, at + 3, at],
                static sum => (sum[0] - sum[1]) / sum[2], double.NaN, at);
        }

        return list.Found;
    }

    private void Look(Outcome outcome, int horizon)
    {
        var levels = outcome.Decision.Levels;
        var (up, pullUp) = Strongest(outcome.Decision, LiquidationSide.Shorts);
        var (down, pullDown) = Strongest(outcome.Decision, LiquidationSide.Longs);
        if (outcome.EndBar[horizon] is null || up < 0 || down < 0)
        {
            return;
        }

        var isUp = outcome.IsHit(up, horizon);
        var isDown = outcome.IsHit(down, horizon);
        if ((!isUp && !isDown) || (isUp && isDown && outcome.TouchBar[up] == outcome.TouchBar[down]))
        {
            return;
        }

        var wasUp = isUp && (!isDown || outcome.TouchBar[up] < outcome.TouchBar[down]);
        var chanceUp = ChanceUp(levels[up], levels[down], outcome.Decision.Market.SigmaHour, horizon);
        var isUpNearer = chanceUp >= 0.5;
        var chanceOfNearer = Math.Max(chanceUp, 1.0 - chanceUp);
        _races.Add(new Race(
            outcome.Decision.Time,
            horizon,
            chanceOfNearer,
            Math.Min(Classes - 1, (int)((chanceOfNearer - 0.5) * 2.0 * Classes)),
            isUpNearer == wasUp,
            isUpNearer == (pullUp >= pullDown)));
    }

    private void Add()
    {
        var classes = _races.GroupBy(race => (race.Horizon, race.Class))
            .ToDictionary(
                group => group.Key, group => (Count: group.Count(), Won: group.Count(race => race.NearerWon)));
        foreach (var race in _races)
        {
            var (count, won) = classes[(race.Horizon, race.Class)];
            var nearer = count <= OthersMin
                ? race.ChanceOfNearer
                : (won - (race.NearerWon ? 1.0 : 0.0)) / (count - 1);
            var week = _sums.Week(race.Time)[(race.Horizon * Columns)..];
            week[0] += 1.0;
            week[1] += race.SaysNearer == race.NearerWon ? 1.0 : 0.0;
            week[2] += race.SaysNearer ? nearer : 1.0 - nearer;
            week[3] += race.NearerWon ? 1.0 : 0.0;
        }
    }

    /// <summary>Chance of a random walk to reach the upper level first, given that it reaches one in time.</summary>
    private double ChanceUp(EvaluatedLevel up, EvaluatedLevel down, double sigmaHour, int horizon)
    {
        var time = _options.Horizons[horizon];
        var first = Barrier.ReachFirst(up.DistanceLog, down.DistanceLog, sigmaHour, time);
        var second = Barrier.ReachFirst(down.DistanceLog, up.DistanceLog, sigmaHour, time);
        return first + second > 0.0 ? first / (first + second) : up.DistanceLog < down.DistanceLog ? 1.0 : 0.0;
    }

    private static (int Level, double PullInAll) Strongest(Decision decision, LiquidationSide side)
    {
        var (best, bestPull, sum) = (-1, 0.0, 0.0);
        for (var i = 0; i < decision.Levels.Length; i++)
        {
            var level = decision.Levels[i];
            if (level.Side == side)
            {
                var pull = level.MassQuote * Math.Exp(-level.DistanceAtr / RangeAtr);
                sum += pull;
                (best, bestPull) = pull > bestPull ? (i, pull) : (best, bestPull);
            }
        }

        return (best, sum);
    }

    private readonly record struct Race(
        DateTimeOffset Time, int Horizon, double ChanceOfNearer, int Class, bool NearerWon, bool SaysNearer);
}
