namespace WhaleStack.Quant;

/// <summary>Which of two levels is reached first: does mass tell, beyond which one is nearer?</summary>
/// <remarks>
/// Formula: the heaviest pull m x exp(-d / r) of each side are the two levels, r = 5 ATR; the side with more pull in
/// all
/// is the claim. Decisions at which neither is reached within the horizon, or both first within one bar, are left out.
/// Expected: that of a random walk between the two levels (<see cref="Barrier.ReachFirst"/>). Unit: shares.
/// Source: ours.
/// </remarks>
internal sealed class SideFirstScore
{
    private const double RangeAtr = 5.0;
    private const int Columns = 5;
    private readonly EvaluationOptions _options;
    private readonly string _scope;
    private readonly WeeklySums _sums;

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
                score.Add(outcome, horizon);
            }
        }

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
            list.Add("side first, less a walk's", horizon, [at + 1, at + 2, at],
                static sum => (sum[0] - sum[1]) / sum[2], 0.0, at);
            list.Add("side first, less the nearer's", horizon, [at + 1, at + 3, at],
                static sum => (sum[0] - sum[1]) / sum[2], 0.0, at);
        }

        return list.Found;
    }

    private void Add(Outcome outcome, int horizon)
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
        var saysUp = pullUp >= pullDown;
        var expectedUp = Barrier.ReachFirst(levels[up].DistanceLog, levels[down].DistanceLog);
        var week = _sums.Week(outcome.Decision.Time)[(horizon * Columns)..];
        week[0] += 1.0;
        week[1] += saysUp == wasUp ? 1.0 : 0.0;
        week[2] += saysUp ? expectedUp : 1.0 - expectedUp;
        week[3] += (expectedUp >= 0.5) == wasUp ? 1.0 : 0.0;
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
}
