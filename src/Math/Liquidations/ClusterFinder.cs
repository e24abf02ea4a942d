namespace WhaleStack.Quant;

/// <summary>Finds the peaks of density on the log-price axis of a heatmap.</summary>
/// <remarks>
/// Formula: density = mass smoothed by a triangular window of half width n; a peak is a bucket not lower than its
/// neighbours; its cluster reaches both ways while density stays at or above edge x peak and is not taken by a
/// higher peak. Mass = sum of raw mass; centre = exp(mass-weighted mean of ln(price)); width = exp(buckets x w) - 1.
/// Unit: quote, fractions. Source: ours, by the usual level-set reading of density peaks. Warm-up: none.
/// Cost: O(buckets in reach x clusters); buffers are reused. Not thread-safe.
/// </remarks>
public sealed class ClusterFinder
{
    private readonly ClusterOptions _options;
    private readonly double _bucketFraction;
    private readonly double[] _mass;
    private readonly double[] _density;
    private readonly bool[] _isTaken;
    private readonly double[] _weights;
    private readonly int[] _peaks;
    private int _peakCount;

    /// <summary>Makes one for maps with this bucket width.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public ClusterFinder(ClusterOptions options, double bucketFraction)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketFraction);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
        _bucketFraction = bucketFraction;
        // Downwards reaches farther on the log axis than upwards, so it sets the size.
        var count = (int)Math.Ceiling(-Math.Log(1.0 - options.DistanceFractionMax) / bucketFraction) + 1;
        _mass = new double[count];
        _density = new double[count];
        _isTaken = new bool[count];
        _peaks = new int[count];
        _weights = new double[(2 * options.SmoothingBuckets) + 1];
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = options.SmoothingBuckets + 1 - Math.Abs(i - options.SmoothingBuckets);
        }
    }

    /// <summary>Adds the clusters of both sides to a list, heaviest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The price is not positive.</exception>
    public void Find(ILevelMap map, double price, List<LiquidationCluster> found)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(found);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(price);
        var start = found.Count;
        var bucket = map.BucketOf(price);
        var down = bucket - map.BucketOf(price * (1.0 - _options.DistanceFractionMax)) + 1;
        FindSide(map, price, LiquidationSide.Longs, (bucket - down + 1, down), found);
        var up = map.BucketOf(price * (1.0 + _options.DistanceFractionMax)) - bucket + 1;
        FindSide(map, price, LiquidationSide.Shorts, (bucket, up), found);
        found.Sort(start, found.Count - start, HeaviestFirst.Instance);
    }

    private void FindSide(
        ILevelMap map,
        double price,
        LiquidationSide side,
        (int First, int Count) reach,
        List<LiquidationCluster> found)
    {
        var count = Math.Min(reach.Count, _mass.Length);
        var mass = _mass.AsSpan(0, count);
        map.CopyMass(side, reach.First, mass);
        var total = Sum(mass);
        if (total <= 0.0)
        {
            return;
        }

        Smooth(mass, _density.AsSpan(0, count));
        Array.Clear(_isTaken, 0, count);
        FindPeaks(count);
        for (var peaks = 0; peaks < _options.ClustersMax && HighestPeak() is var peak and >= 0; peaks++)
        {
            var (from, to) = Claim(peak, count);
            var cluster = Measure(side, price, reach.First + from, mass[from..(to + 1)]);
            if (cluster.MassQuote > 0.0 && cluster.MassQuote >= _options.ShareFractionMin * total)
            {
                found.Add(cluster);
            }
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    private void Smooth(ReadOnlySpan<double> mass, Span<double> density)
    {
        var half = _options.SmoothingBuckets;
        var scale = (half + 1) * (half + 1);
        for (var i = 0; i < mass.Length; i++)
        {
            var first = Math.Max(0, i - half);
            var near = mass[first..Math.Min(mass.Length, i + half + 1)];
            var weights = _weights.AsSpan(first - i + half, near.Length);
            var sum = 0.0;
            for (var j = 0; j < near.Length; j++)
            {
                sum += near[j] * weights[j];
            }

            density[i] = sum / scale;
        }
    }

    /// <summary>Buckets not lower than their neighbours, from the lowest price up.</summary>
    private void FindPeaks(int count)
    {
        _peakCount = 0;
        for (var i = 0; i < count; i++)
        {
            if (_density[i] > 0.0
                && (i == 0 || _density[i] >= _density[i - 1])
                && (i == count - 1 || _density[i] >= _density[i + 1]))
            {
                _peaks[_peakCount++] = i;
            }
        }
    }

    private int HighestPeak()
    {
        var best = -1;
        foreach (var peak in _peaks.AsSpan(0, _peakCount))
        {
            if (!_isTaken[peak] && (best < 0 || _density[peak] > _density[best]))
            {
                best = peak;
            }
        }

        return best;
    }

    private (int From, int To) Claim(int peak, int count)
    {
        var edge = _options.EdgeFraction * _density[peak];
        var from = peak;
        while (from > 0 && !_isTaken[from - 1] && _density[from - 1] >= edge)
        {
            from--;
        }

        var to = peak;
        while (to < count - 1 && !_isTaken[to + 1] && _density[to + 1] >= edge)
        {
            to++;
        }

        Array.Fill(_isTaken, value: true, from, to - from + 1);
        return (from, to);
    }

    private LiquidationCluster Measure(
        LiquidationSide side, double price, int firstBucket, ReadOnlySpan<double> mass)
    {
        var sum = 0.0;
        var moment = 0.0;
        for (var i = 0; i < mass.Length; i++)
        {
            sum += mass[i];
            moment += mass[i] * (i + 0.5);
        }

        var position = sum > 0.0 ? moment / sum : mass.Length / 2.0;
        var centre = Math.Exp((firstBucket + position) * _bucketFraction);
        var width = Math.Exp(mass.Length * _bucketFraction) - 1.0;
        return new LiquidationCluster(side, centre, sum, width, (centre / price) - 1.0);
    }

    private sealed class HeaviestFirst : IComparer<LiquidationCluster>
    {
        public static readonly HeaviestFirst Instance = new();

        public int Compare(LiquidationCluster x, LiquidationCluster y)
        {
            var byMass = y.MassQuote.CompareTo(x.MassQuote);
            return byMass != 0 ? byMass : x.Price.CompareTo(y.Price);
        }
    }
}
