namespace WhaleStack.Quant;

/// <summary>How far one price series runs behind another.</summary>
/// <param name="LagBuckets">Buckets by which the follower runs behind; negative when it runs ahead.</param>
/// <param name="Correlation">Correlation of the returns at that lag, -1 to 1.</param>
public readonly record struct LeadLagEstimate(int LagBuckets, double Correlation);

/// <summary>Finds the lag at which the returns of two series agree best, forgetting the past.</summary>
/// <remarks>
/// Formula: r(k) = S(k) / sqrt(X(k) Y(k)), S(k) = sum over i of w^i x[t - i - max(k, 0)] y[t - i - max(-k, 0)], X(k)
/// and Y(k) the same sums of the squares of either; the lag is the k with the largest r(k), the nearest to 0 of equals.
/// Where: x, y = log returns of leader and follower in buckets of equal length, w = 2^(-1/h), h = half-life in buckets,
/// k = -K to K. Unit: buckets. Range: r in [-1, 1] by Cauchy and Schwarz, since both sums have the same weights.
/// Source: cross-correlation of returns sampled at the previous tick, as in F. de Jong and T. Nijman, High frequency
/// analysis of lead-lag relationships between financial markets, Journal of Empirical Finance 4, 1997.
/// Warm-up: 2K + 1 + h buckets, and until both have moved. Cost: O(K) a bucket. Null in warm-up. Not thread-safe.
/// A bias: of two series with the same news, the one that trades less often seems to follow.
/// </remarks>
public sealed class LeadLag
{
    private readonly int _lagMax;
    private readonly double _decay;
    private readonly long _warmUp;
    private readonly double[] _leader;
    private readonly double[] _follower;
    private readonly double[] _leaderSquares;
    private readonly double[] _followerSquares;
    private readonly double[] _products;
    private long _count;

    /// <summary>Makes one.</summary>
    /// <param name="lagMax">Largest lag looked for either way, in buckets, 1 to 10,000.</param>
    /// <param name="halfLife">Buckets after which a return counts half, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public LeadLag(int lagMax, double halfLife)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lagMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lagMax, 10_000);
        if (!double.IsFinite(halfLife) || halfLife <= 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "Must be finite and above 0.");
        }

        _lagMax = lagMax;
        _decay = Math.Pow(2.0, -1.0 / halfLife);
        _warmUp = (2 * lagMax) + 1 + (long)Math.Ceiling(halfLife);
        _leader = new double[lagMax + 1];
        _follower = new double[lagMax + 1];
        _leaderSquares = new double[lagMax + 1];
        _followerSquares = new double[lagMax + 1];
        _products = new double[(2 * lagMax) + 1];
    }

    /// <summary>The best lag; null in warm-up, or when one of the two never moved.</summary>
    public LeadLagEstimate? Value => _count >= _warmUp ? Best() : null;

    /// <summary>Adds the log returns of one bucket.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A return is no finite number.</exception>
    public void Add(double leaderReturn, double followerReturn)
    {
        Check(leaderReturn, nameof(leaderReturn));
        Check(followerReturn, nameof(followerReturn));
        _count++;
        Put(_leader, _leaderSquares, leaderReturn);
        Put(_follower, _followerSquares, followerReturn);
        for (var k = -_lagMax; k <= _lagMax; k++)
        {
            ref var product = ref _products[k + _lagMax];
            product = (_decay * product) + (At(_leader, Math.Max(k, 0)) * At(_follower, Math.Max(-k, 0)));
        }
    }

    /// <summary>Forgets all returns.</summary>
    public void Clear()
    {
        _count = 0;
        foreach (var sums in (double[][])[_leader, _follower, _leaderSquares, _followerSquares, _products])
        {
            Array.Clear(sums);
        }
    }

    private LeadLagEstimate? Best()
    {
        LeadLagEstimate? best = null;
        for (var distance = 0; distance <= _lagMax; distance++)
        {
            foreach (var k in (ReadOnlySpan<int>)(distance == 0 ? [0] : [distance, -distance]))
            {
                var squares = At(_leaderSquares, Math.Max(k, 0)) * At(_followerSquares, Math.Max(-k, 0));
                var correlation = squares > 0.0 ? _products[k + _lagMax] / Math.Sqrt(squares) : double.NaN;
                if (correlation > (best?.Correlation ?? double.NegativeInfinity))
                {
                    best = new LeadLagEstimate(k, Math.Clamp(correlation, -1.0, 1.0));
                }
            }
        }

        return best;
    }

    private void Put(double[] values, double[] squares, double value)
    {
        var sum = (_decay * At(squares, 1)) + (value * value);
        var place = (int)((_count - 1) % values.Length);
        values[place] = value;
        squares[place] = sum;
    }

    // The value so many buckets before the newest one; 0 before the first.
    private double At(double[] values, int back) =>
        back < _count ? values[(int)((_count - 1 - back) % values.Length)] : 0.0;

    private static void Check(double value, string name)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "Must be finite.");
        }
    }
}
