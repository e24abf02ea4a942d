using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Whether what is said to happen in seven of ten cases happens in seven of ten cases.</summary>
/// <remarks>
/// Formula: predictions are put into bins; error E = sum (n_k / n) |p_k - o_k|; reliability R = sum (n_k / n)
/// (p_k - o_k)^2; resolution V = sum (n_k / n)(o_k - o)^2; uncertainty U = o(1 - o). The Brier score is R - V + U when
/// all predictions of a bin are equal.
/// Where: n_k, p_k, o_k = count, mean prediction and share that happened of bin k; n, o = the same of all. Unit: none.
/// Range: E in [0, 1]; R in [0, 1]; V, U in [0, 1/4]. Source: A. Murphy, A new vector partition of the probability
/// score, Journal of Applied Meteorology 12, 1973; E as expected calibration error. Warm-up: one prediction.
/// Cost: O(n) with bins of equal width, O(n log n) with bins of equal count.
/// </remarks>
/// <param name="Bins">Bins that hold predictions, by rising probability.</param>
/// <param name="Error">E above.</param>
/// <param name="Reliability">R above; 0 is best.</param>
/// <param name="Resolution">V above; more is better.</param>
/// <param name="Uncertainty">U above; a property of the events.</param>
public sealed record Calibration(
    ImmutableArray<CalibrationBin> Bins, double Error, double Reliability, double Resolution, double Uncertainty)
{
    /// <summary>Most bins.</summary>
    public const int BinsMax = 1_000;

    /// <summary>Bins that split [0, 1] evenly; 1 belongs to the last one. Empty bins are left out.</summary>
    /// <exception cref="ArgumentException">No prediction, one outside [0, 1], not one outcome each, or bins out of
    /// range.</exception>
    public static Calibration ByWidth(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes, int bins = 10)
    {
        BrierScore.Check(probabilities, outcomes);
        Argument.Count(bins, 1, BinsMax);
        var tallies = new Tally[bins];
        for (var i = 0; i < probabilities.Length; i++)
        {
            tallies[Math.Min(bins - 1, (int)(probabilities[i] * bins))].Add(probabilities[i], outcomes[i]);
        }

        return Of(tallies, probabilities.Length);
    }

    /// <summary>Bins of as nearly equal count as can be; equal predictions stay together, so there may be
    /// fewer.</summary>
    /// <exception cref="ArgumentException">As for <see cref="ByWidth"/>.</exception>
    public static Calibration ByCount(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes, int bins = 10)
    {
        BrierScore.Check(probabilities, outcomes);
        Argument.Count(bins, 1, BinsMax);
        var keys = probabilities.ToArray();
        var values = outcomes.ToArray();
        Array.Sort(keys, values);
        var tallies = new Tally[bins];
        var bin = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var isNew = i > 0 && keys[i] != keys[i - 1];
            bin = isNew ? Math.Max(bin, (int)((long)i * bins / keys.Length)) : bin;
            tallies[bin].Add(keys[i], values[i]);
        }

        return Of(tallies, keys.Length);
    }

    private static Calibration Of(Tally[] tallies, int count)
    {
        var total = (double)tallies.Sum(static tally => tally.Hits) / count;
        var bins = ImmutableArray.CreateBuilder<CalibrationBin>();
        var (error, reliability, resolution) = (0.0, 0.0, 0.0);
        foreach (var tally in tallies.Where(static tally => tally.Count > 0))
        {
            var bin = tally.Bin();
            var (weight, miss) = ((double)bin.Count / count, bin.ProbabilityMean - bin.Observed.Share);
            error += weight * Math.Abs(miss);
            reliability += weight * miss * miss;
            resolution += weight * (bin.Observed.Share - total) * (bin.Observed.Share - total);
            bins.Add(bin);
        }

        return new Calibration(bins.ToImmutable(), error, reliability, resolution, total * (1.0 - total));
    }

    private struct Tally
    {
        private double _sum;

        public int Count { get; private set; }

        public int Hits { get; private set; }

        public void Add(double probability, bool happened)
        {
            _sum += probability;
            Count++;
            Hits += happened ? 1 : 0;
        }

        public readonly CalibrationBin Bin() => new(Count, _sum / Count, Proportion.Of(Hits, Count));
    }
}
