namespace WhaleStack.Quant;

/// <summary>Estimates where leveraged positions would be liquidated, from closed candles.</summary>
/// <remarks>
/// Formula: each candle opens notional (<see cref="VolumeProxy"/>) at its mean price p = (o + h + l + c) / 4, spread
/// over leverage tiers k by weight w_k; tier k of a side adds its share to the bucket of p x
/// <see cref="LiquidationPrice"/>. A bucket of longs is emptied when a candle's low reaches its centre, one of
/// shorts when the high does; what was opened in the same candle is swept too, since the order inside a candle is
/// not known. The rest decays by half-life per tier.
/// Unit: quote; only to be compared within one map. Bucket i covers ln(price) in [i x w, (i + 1) x w), w = bucket
/// fraction.
/// Range: not negative. Source: docs/decisions, "liquidation heatmap"; estimates, not exchange data.
/// Warm-up: none of its own. Cost: O(tiers) a candle amortised, no allocation. Bounded: the window spans a factor of
/// <see cref="ReachFactor"/> around the price; levels beyond it are dropped. Not thread-safe.
/// </remarks>
public sealed class LiquidationHeatmap : ILevelMap
{
    /// <summary>Levels farther than this factor above or below the price are not kept.</summary>
    public const double ReachFactor = 4.0;

    private readonly HeatmapOptions _options;
    private readonly LevelTier[] _tiers;
    private readonly int _count;
    private int _first;
    private bool _isEmpty = true;
    private int _longTop = int.MinValue;
    private int _shortBottom = int.MaxValue;

    /// <summary>Makes an empty map.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public LiquidationHeatmap(HeatmapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
        _count = (2 * (int)Math.Ceiling(Math.Log(ReachFactor) / options.BucketFraction)) + 1;
        _tiers =
        [
            .. options.Tiers.Select(tier => new LevelTier(tier, options.MaintenanceFraction, _count)),
        ];
    }

    /// <inheritdoc/>
    public string Name => "volume_proxy";

    /// <inheritdoc/>
    public double BucketFraction => _options.BucketFraction;

    /// <inheritdoc/>
    public void Apply(in MarketBar bar) =>
        Apply(new HeatmapCandle(bar.CloseTime, bar.Open, bar.High, bar.Low, bar.Close, bar.TurnoverQuote));

    /// <summary>Adds a candle. Candles come in order of time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A price is not positive and finite, or the turnover is
    /// negative.</exception>
    public void Apply(HeatmapCandle candle)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(candle.Low, nameof(candle.Low));
        if (!double.IsFinite(candle.High + candle.TurnoverQuote) || candle.High < candle.Low
            || candle.TurnoverQuote < 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(candle), candle, "High or turnover is impossible.");
        }

        var entryLog = Math.Log((candle.Open + candle.High + candle.Low + candle.Close) / 4.0);
        Centre(BucketOfLog(entryLog));
        var (longQuote, shortQuote) = VolumeProxy.Opened(candle, _options.InflowFraction);
        foreach (var tier in _tiers)
        {
            tier.MoveTo(candle.CloseTime);
        }

        var (lowBucket, highBucket) = Sweep(candle.Low, candle.High);
        foreach (var tier in _tiers)
        {
            AddLong(tier, entryLog + tier.LongLog, longQuote * tier.WeightFraction, lowBucket);
            AddShort(tier, entryLog + tier.ShortLog, shortQuote * tier.WeightFraction, highBucket);
        }
    }

    /// <summary>Forgets all levels.</summary>
    public void Clear()
    {
        _isEmpty = true;
        _longTop = int.MinValue;
        _shortBottom = int.MaxValue;
        foreach (var tier in _tiers)
        {
            tier.Clear();
        }
    }

    /// <summary>The bucket of a positive price.</summary>
    public int BucketOf(double price) => BucketOfLog(Math.Log(price));

    /// <summary>The price at the centre of a bucket.</summary>
    public double CentreOf(int bucket) => Math.Exp((bucket + 0.5) * _options.BucketFraction);

    /// <summary>Live mass of a side in buckets first, first + 1 ..., as of the last candle; zero outside the
    /// window.</summary>
    public void CopyMass(LiquidationSide side, int first, Span<double> massQuote)
    {
        massQuote.Clear();
        // Longs lie below the last candle and shorts above it; all between was swept.
        var (lowest, end) = side switch
        {
            LiquidationSide.Longs => ((long)_first, Math.Min((long)_longTop + 1, (long)_first + _count)),
            LiquidationSide.Shorts => (Math.Max(_shortBottom, (long)_first), (long)_first + _count),
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
        };
        var from = (int)Math.Max(first, lowest);
        var to = (int)Math.Min((long)first + massQuote.Length, end);
        if (_isEmpty || from >= to)
        {
            return;
        }

        foreach (var tier in _tiers)
        {
            var decay = tier.Decay;
            var stored = tier.Stored[(from - _first)..(to - _first)];
            var target = massQuote[(from - first)..];
            for (var i = 0; i < stored.Length; i++)
            {
                target[i] += stored[i] * decay;
            }
        }
    }

    private int BucketOfLog(double logPrice) => (int)Math.Floor(logPrice / _options.BucketFraction);

    private void AddLong(LevelTier tier, double levelLog, double massQuote, int lowBucket)
    {
        // Not finite: this tier's longs cannot be liquidated.
        if (double.IsFinite(levelLog) && BucketOfLog(levelLog) is var bucket
            && bucket < lowBucket && TryAdd(tier, bucket, massQuote))
        {
            _longTop = Math.Max(_longTop, bucket);
        }
    }

    private void AddShort(LevelTier tier, double levelLog, double massQuote, int highBucket)
    {
        if (double.IsFinite(levelLog) && BucketOfLog(levelLog) is var bucket
            && bucket > highBucket && TryAdd(tier, bucket, massQuote))
        {
            _shortBottom = Math.Min(_shortBottom, bucket);
        }
    }

    private bool TryAdd(LevelTier tier, int bucket, double massQuote)
    {
        if (massQuote <= 0.0 || bucket < _first || bucket >= _first + _count)
        {
            return false;
        }

        tier.Add(bucket - _first, massQuote);
        return true;
    }

    /// <summary>Empties what a candle crossed; what it opens and crosses itself is not added behind it.</summary>
    private (int LowBucket, int HighBucket) Sweep(double low, double high)
    {
        // The lowest bucket whose centre lies at or above the low, and the highest whose centre lies at or below the
        // high.
        var lowBucket = (int)Math.Ceiling((Math.Log(low) / _options.BucketFraction) - 0.5);
        var highBucket = (int)Math.Floor((Math.Log(high) / _options.BucketFraction) - 0.5);
        Empty(lowBucket, _longTop);
        Empty(_shortBottom, highBucket);
        _longTop = Math.Min(_longTop, lowBucket - 1);
        _shortBottom = Math.Max(_shortBottom, highBucket + 1);
        return (lowBucket, highBucket);
    }

    private void Empty(int firstBucket, int lastBucket)
    {
        // Long: a side without levels has its end at the edge of the integers.
        var first = Math.Max((long)firstBucket, _first) - _first;
        var last = Math.Min((long)lastBucket, (long)_first + _count - 1) - _first;
        if (first > last)
        {
            return;
        }

        foreach (var tier in _tiers)
        {
            tier.Clear((int)first, (int)last);
        }
    }

    /// <summary>Keeps the price within the middle half of the window.</summary>
    private void Centre(int bucket)
    {
        var wanted = bucket - (_count / 2);
        if (_isEmpty)
        {
            _first = wanted;
            _isEmpty = false;
        }
        else if (Math.Abs((long)wanted - _first) > _count / 4)
        {
            var shift = (int)Math.Clamp((long)wanted - _first, -_count, _count);
            foreach (var tier in _tiers)
            {
                tier.Shift(shift);
            }

            _first = wanted;
        }
    }
}
