namespace WhaleStack.Quant;

/// <summary>The mean, and the sum of squared deviations from it.</summary>
internal readonly record struct Moments(double Mean, double Squares);

/// <summary>Mean and deviations without cancellation: equal values deviate by exactly 0.</summary>
/// <remarks>
/// Formula: joined mean m = m1 + d n2 / n, squares q = q1 + q2 + d^2 n1 n2 / n, d = m2 - m1, n = n1 + n2.
/// Where: 1, 2 = the two stretches. Unit: that of the values, squared for q. Range: q at least 0.
/// Source: T. Chan, G. Golub and R. LeVeque, Algorithms for computing the sample variance, The American Statistician
/// 37, 1983. Warm-up: one value. Cost: O(1).
/// </remarks>
internal readonly struct MomentsFold : IFold<double, Moments>
{
    public static Moments One(in double value) => new(value, 0.0);

    public static Moments Append(in Moments stretch, in double newer, int count) => Add(stretch, newer, count);

    public static Moments Prepend(in double older, in Moments stretch, int count) => Add(stretch, older, count);

    public static Moments Join(in Moments older, int olderCount, in Moments newer, int newerCount)
    {
        var delta = newer.Mean - older.Mean;
        var part = newerCount * Reciprocals.Of(olderCount + newerCount);
        return new Moments(
            older.Mean + (delta * part), older.Squares + newer.Squares + (delta * delta * (olderCount * part)));
    }

    private static Moments Add(in Moments stretch, double value, int count)
    {
        var delta = value - stretch.Mean;
        var mean = stretch.Mean + (delta * Reciprocals.Of(count));
        return new Moments(mean, stretch.Squares + (delta * (value - mean)));
    }
}
