namespace WhaleStack.Quant;

/// <summary>Trials of one group, such as a week, that are not independent of each other.</summary>
/// <param name="Hits">0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">Not negative.</param>
public readonly record struct TrialGroup(int Hits, int Trials);

/// <summary>How often something happened where trials come in groups that lean on the same cause, and between which
/// shares the truth probably lies.</summary>
/// <remarks>
/// Formula: p = H / n; v = G / (G - 1) x sum of (h - p m)^2 / n^2; design effect d = max(1, v / (p (1 - p) / n));
/// Wilson's interval of p as if of n / d independent trials. Where: h, m = hits and trials of a group, H, n = their
/// sums, G = groups that have a trial. Where all trials went one way there is nothing to measure d by, and each group
/// counts for one trial: the widest. One group alone counts as independent trials.
/// Unit: none. Range: [0, 1]. Source: L. Kish, Survey Sampling, 1965 (design effect, ratio of sums over groups); N.
/// Dean and M. Pagano, Evaluating confidence interval methods for binomial proportions in clustered surveys, Journal of
/// Survey Statistics and Methodology 3, 2015 (Wilson's with the effective number). Warm-up: one trial; with fewer than
/// about 20 groups the interval is too narrow. Cost: O(groups), no allocation.
/// </remarks>
public static class GroupedProportion
{
    /// <summary>The share of hits with its interval; null without a trial.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A group has more hits than trials, or fewer than none.</exception>
    public static Proportion? Of(ReadOnlySpan<TrialGroup> groups)
    {
        var (hits, trials, count) = (0L, 0L, 0);
        foreach (var group in groups)
        {
            Argument.Count(group.Trials, 0, int.MaxValue, "Trials");
            Argument.Count(group.Hits, 0, group.Trials, "Hits");
            hits += group.Hits;
            trials += group.Trials;
            count += group.Trials > 0 ? 1 : 0;
        }

        if (trials == 0)
        {
            return null;
        }

        var share = hits / (double)trials;
        return Proportion.OfShare(share, Effective(groups, share, trials, count));
    }

    private static double Effective(ReadOnlySpan<TrialGroup> groups, double share, long trials, int count)
    {
        if (count == 1)
        {
            return trials;
        }

        if (share is 0.0 or 1.0)
        {
            return count;
        }

        var squares = 0.0;
        foreach (var group in groups)
        {
            var over = group.Hits - (share * group.Trials);
            squares += over * over;
        }

        var effect = squares * count / ((count - 1.0) * trials * share * (1.0 - share));
        return trials / Math.Max(1.0, effect);
    }
}
