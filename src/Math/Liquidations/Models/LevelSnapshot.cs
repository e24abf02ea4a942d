namespace WhaleStack.Quant;

/// <summary>The levels that somebody else computed, as a map: what price crosses since then is taken out, nothing is
/// added.</summary>
/// <remarks>Levels above the price of the snapshot are taken as shorts, those below as longs. Cost: O(buckets
/// crossed) a bar. Bounded by <see cref="BucketsMax"/>. Not thread-safe.</remarks>
public sealed class LevelSnapshot : ILevelMap
{
    /// <summary>Most buckets between the lowest and the highest level.</summary>
    public const int BucketsMax = 100_000;

    private readonly double[] _massQuote;
    private readonly int _first;
    private int _longEnd;
    private int _shortStart;
    private long _lastTicks;

    /// <summary>Makes one.</summary>
    /// <param name="name">Name of the model, such as <c>coinglass-model1</c>.</param>
    /// <param name="bucketFraction">Width of a bucket, 0.0001 to 0.05.</param>
    /// <param name="priceQuote">The price at the time of the snapshot, positive.</param>
    /// <param name="levels">Price and mass of each level, at least one; masses are not negative.</param>
    /// <exception cref="ArgumentException">A value is out of range, or the levels span too much.</exception>
    public LevelSnapshot(
        string name, double bucketFraction, double priceQuote, IReadOnlyCollection<(double Price, double Mass)> levels)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(levels);
        if (!(bucketFraction >= 0.0001 && bucketFraction <= 0.05))
        {
            throw new ArgumentOutOfRangeException(nameof(bucketFraction), bucketFraction, "Must be 0.0001 to 0.05.");
        }

        if (levels.Count == 0 || levels.Any(level => !(double.IsFinite(level.Price + level.Mass)
            && level.Price > 0.0 && level.Mass >= 0.0)) || !(priceQuote > 0.0))
        {
            throw new ArgumentException(
                "Expected a level and a positive price; prices positive, masses not negative.", nameof(levels));
        }

        (Name, BucketFraction) = (name, bucketFraction);
        _first = BucketOf(levels.Min(level => level.Price));
        var count = (long)BucketOf(levels.Max(level => level.Price)) - _first + 1;
        _massQuote = count <= BucketsMax
            ? new double[count]
            : throw new ArgumentException($"{count} buckets; expected {BucketsMax} at most.", nameof(levels));
        foreach (var (price, mass) in levels)
        {
            _massQuote[BucketOf(price) - _first] += mass;
        }

        _longEnd = BucketOf(priceQuote);
        _shortStart = _longEnd + 1;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double BucketFraction { get; }

    /// <inheritdoc/>
    public void Apply(in MarketBar bar)
    {
        BarCheck.Refuse(bar, _lastTicks);
        _lastTicks = bar.CloseTime.UtcTicks;
        // The lowest bucket with its centre at or above the low, and the highest with its centre at or below the high.
        _longEnd = Math.Min(_longEnd, (int)Math.Ceiling((Math.Log(bar.Low) / BucketFraction) - 0.5));
        _shortStart = Math.Max(_shortStart, (int)Math.Floor((Math.Log(bar.High) / BucketFraction) - 0.5) + 1);
    }

    /// <inheritdoc/>
    public int BucketOf(double price) => (int)Math.Floor(Math.Log(price) / BucketFraction);

    /// <inheritdoc/>
    public double CentreOf(int bucket) => Math.Exp((bucket + 0.5) * BucketFraction);

    /// <inheritdoc/>
    public void CopyMass(LiquidationSide side, int first, Span<double> massQuote)
    {
        massQuote.Clear();
        var (start, end) = side switch
        {
            LiquidationSide.Longs => ((long)_first, (long)_longEnd),
            LiquidationSide.Shorts => (_shortStart, long.MaxValue),
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
        };
        var from = Math.Max(Math.Max(start, _first), first);
        var to = Math.Min(Math.Min(end, (long)_first + _massQuote.Length), (long)first + massQuote.Length);
        if (from < to)
        {
            _massQuote.AsSpan((int)(from - _first), (int)(to - from)).CopyTo(massQuote[(int)(from - first)..]);
        }
    }
}
