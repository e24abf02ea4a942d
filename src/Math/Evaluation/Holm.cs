namespace WhaleStack.Quant;

/// <summary>Which of many findings stand when one admits how many were looked at.</summary>
/// <remarks>
/// Formula: p-values in rising order p_1 ... p_m; findings stand as long as p_i at most a / (m - i + 1). Where: a = the
/// chance of a single false finding among all. Unit: none. Source: S. Holm, A simple sequentially rejective multiple
/// test procedure, Scandinavian Journal of Statistics 6, 1979. Cost: O(m log m).
/// </remarks>
public static class Holm
{
    /// <summary>The findings that stand; those without a p-value are no tests and never do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The chance is not in (0, 1).</exception>
    public static IReadOnlySet<Finding> Standing(IEnumerable<Finding> findings, double chance = 0.05)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (chance is not (> 0.0 and < 1.0))
        {
            throw new ArgumentOutOfRangeException(nameof(chance), chance, "Must lie in (0, 1).");
        }

        var tests = findings.Where(finding => double.IsFinite(finding.PValue)).OrderBy(finding => finding.PValue)
            .ToList();
        return tests.TakeWhile((finding, i) => finding.PValue <= chance / (tests.Count - i))
            .ToHashSet<Finding>(ReferenceEqualityComparer.Instance);
    }
}
