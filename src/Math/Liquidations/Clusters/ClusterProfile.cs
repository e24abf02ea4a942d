namespace WhaleStack.Quant;

/// <summary>A cluster with what it takes to compare it.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="ShareFraction">Its share of the mass of its side within reach, 0 to 1.</param>
/// <param name="ProminenceFraction">How far its peak stands out, as a share of the highest peak of its side, 0 to
/// 1.</param>
/// <param name="DistanceAtr">Distance from the price in average true ranges, not negative; NaN when the range is not
/// known.</param>
public readonly record struct ClusterProfile(
    LiquidationCluster Cluster, double ShareFraction, double ProminenceFraction, double DistanceAtr);

/// <summary>Measures clusters against everything else on their side, and the sides against each other.</summary>
/// <remarks>Buffers are reused: no allocation but the list given. Not thread-safe.</remarks>
public sealed class ClusterProfiler
{
    private readonly ClusterOptions _options;
    private readonly double[] _mass;
    private readonly double[] _density;

    /// <summary>Makes one for maps with this bucket width.</summary>
    /// <exception cref="ArgumentException">The options have mistakes.</exception>
    public ClusterProfiler(ClusterOptions options, double bucketFraction)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketFraction);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
        _mass = new double[(int)Math.Ceiling(-Math.Log(1.0 - options.DistanceFractionMax) / bucketFraction) + 1];
        _density = new double[_mass.Length];
    }

    /// <summary>Measures clusters that were found in a map at a price.</summary>
    /// <param name="map">The map.</param>
    /// <param name="price">The price, positive.</param>
    /// <param name="atrQuote">Average true range, above 0; null when not known.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="profiles">Where they are added, in the same order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public void Measure(
        ILevelMap map,
        double price,
        double? atrQuote,
        IReadOnlyList<LiquidationCluster> clusters,
        List<ClusterProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(profiles);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(price);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atrQuote ?? 1.0, nameof(atrQuote));
        foreach (var cluster in clusters)
        {
            var (first, count) = Read(map, price, cluster.Side);
            var total = Sum(_mass.AsSpan(0, count));
            Smooth(count);
            var highest = Max(_density.AsSpan(0, count));
            var peak = Peak(map, cluster, first, count);
            profiles.Add(new ClusterProfile(
                cluster,
                total > 0.0 ? Math.Min(cluster.MassQuote / total, 1.0) : 0.0,
                highest > 0.0 && peak >= 0 ? Prominence.Of(_density.AsSpan(0, count), peak) / highest : 0.0,
                atrQuote is { } atr ? Math.Abs(cluster.Price - price) / atr : double.NaN));
        }
    }

    /// <summary>How much more mass lies above the price than below it, within reach: -1 all below, 1 all above; null
    /// when there is none.</summary>
    /// <remarks>Formula: (A - B) / (A + B), A = mass of shorts above, B = mass of longs below.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The price is not positive.</exception>
    public double? Imbalance(ILevelMap map, double price)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(price);
        var above = Sum(_mass.AsSpan(0, Read(map, price, LiquidationSide.Shorts).Count));
        var below = Sum(_mass.AsSpan(0, Read(map, price, LiquidationSide.Longs).Count));
        return above + below > 0.0 ? (above - below) / (above + below) : null;
    }

    private (int First, int Count) Read(ILevelMap map, double price, LiquidationSide side)
    {
        var bucket = map.BucketOf(price);
        var (first, last) = side switch
        {
            LiquidationSide.Longs => (map.BucketOf(price * (1.0 - _options.DistanceFractionMax)), bucket),
            LiquidationSide.Shorts => (bucket, map.BucketOf(price * (1.0 + _options.DistanceFractionMax))),
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
        };
        var count = Math.Min(last - first + 1, _mass.Length);
        map.CopyMass(side, first, _mass.AsSpan(0, count));
        return (first, count);
    }

    private int Peak(ILevelMap map, in LiquidationCluster cluster, int first, int count)
    {
        var half = Math.Sqrt(1.0 + cluster.WidthFraction);
        var from = Math.Max(map.BucketOf(cluster.Price / half) - first, 0);
        var to = Math.Min(map.BucketOf(cluster.Price * half) - first, count - 1);
        var best = -1;
        for (var i = from; i <= to; i++)
        {
            best = best < 0 || _density[i] > _density[best] ? i : best;
        }

        return best;
    }

    private void Smooth(int count)
    {
        var half = _options.SmoothingBuckets;
        for (var i = 0; i < count; i++)
        {
            var sum = 0.0;
            for (var j = Math.Max(0, i - half); j <= Math.Min(count - 1, i + half); j++)
            {
                sum += _mass[j] * (half + 1 - Math.Abs(i - j));
            }

            _density[i] = sum;
        }
    }

    private static double Max(ReadOnlySpan<double> values)
    {
        var most = 0.0;
        foreach (var value in values)
        {
            most = Math.Max(most, value);
        }

        return most;
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
}
