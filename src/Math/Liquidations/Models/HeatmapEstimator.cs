using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Estimates where leveraged positions would be liquidated, from bars with whatever is known of them, and
/// knows what was opened within each window from one state.</summary>
/// <remarks>
/// Formula: a bar opens notional (<see cref="PositionFlow"/>) at its mean price, a quarter of it half way to its low
/// and a quarter half way to its high, spread over leverage tiers by weight; a tier's share is added to the bucket of
/// entry x <see cref="LiquidationPrice"/>. A bucket of longs is emptied when a low reaches its centre, one of shorts
/// when a high does; what a bar opens and crosses itself counts as opened and swept. The rest fades by half-life per
/// tier and by the share of positions closed, where the model says so; <see cref="TierCalibrator"/> may shift the
/// weights. Unit: quote; only to be compared within one map. Range: not negative; opened = live + swept + decayed +
/// closed + dropped (<see cref="Totals"/>). Source: ours; estimates, not exchange data; docs/heatmap.md.
/// Warm-up: none of its own. Cost: O(rows of cohorts) a bar, no allocation. Bounded: <see cref="StateBytes"/>; levels
/// farther away than a tier's reach, older than 16 half-lives or than 520 days are dropped. Not thread-safe.
/// </remarks>
public sealed class HeatmapEstimator : IWindowedLevelMap
{
    private const double HalfLivesMax = 16.0;
    private const double ReachLogMin = 0.18;
    private const double ReachPerDistance = 1.5;
    private const double ReachLogAll = 0.6931;

    /// <summary>Fewer bars by proxy than one in so many are not spoken of.</summary>
    private const int MeasuredForOneProxy = 20;
    private static readonly TimeSpan OpenInterestAgeMax = TimeSpan.FromHours(6);

    private readonly HeatmapModelOptions _options;
    private readonly Tier[] _tiers;
    private readonly TierCohorts[] _groups;
    private readonly CohortClock _clock = new();
    private readonly TierCalibrator? _calibrator;
    private readonly double[] _sweptQuote;
    private long _lastTicks;
    private double _openInterestBase = double.NaN;
    private long _openInterestTicks;
    private int _longTop = int.MinValue;
    private int _shortBottom = int.MaxValue;

    /// <summary>Makes an empty map.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public HeatmapEstimator(HeatmapModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        _options = options;
        var used = options.Tiers.Where(t => t.Leverage >= options.LeverageMin && t.WeightFraction > 0.0).ToList();
        _groups = options.HasHalfLives
            ? [.. used.Select(tier => new TierCohorts(
                ReachLogMin + (ReachPerDistance / tier.Leverage),
                options.BucketFraction,
                tier.HalfLife,
                CohortClock.RowsFor(HalfLivesMax * tier.HalfLife)))]
            : [new TierCohorts(ReachLogAll, options.BucketFraction, halfLife: null, CohortClock.RowCount)];
        var sum = used.Sum(tier => tier.WeightFraction);
        _tiers = [.. used.Select((tier, index) => new Tier(
            _groups[options.HasHalfLives ? index : 0],
            tier.WeightFraction / sum,
            LevelLog(LiquidationSide.Longs, tier.Leverage, options.MaintenanceFraction),
            LevelLog(LiquidationSide.Shorts, tier.Leverage, options.MaintenanceFraction)))];
        _sweptQuote = new double[_tiers.Length];
        _calibrator = options.LearningRate > 0.0
            ? new TierCalibrator([.. _tiers.Select(tier => tier.WeightFraction)], options.LearningRate)
            : null;
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public double BucketFraction => _options.BucketFraction;

    /// <summary>Bars of which open interest told what was opened.</summary>
    public long MeasuredBars { get; private set; }

    /// <summary>Bars that had to do with the volume proxy.</summary>
    public long ProxyBars { get; private set; }

    /// <summary>What told it of openings so far, as people see it.</summary>
    public string InflowSource => MeasuredBars == 0
        ? VolumeProxy.SourceName
        : ProxyBars <= MeasuredBars / MeasuredForOneProxy
            ? PositionFlow.SourceName
            : $"{PositionFlow.SourceName} ({100 * MeasuredBars / (MeasuredBars + ProxyBars)} % of bars), "
                + VolumeProxy.SourceName;

    /// <summary>What the map holds, bytes: fixed from the start.</summary>
    public int StateBytes => _groups.Sum(group => group.StateBytes);

    /// <summary>Share of the openings that each tier is given now, lowest leverage first as in the options.</summary>
    public ImmutableArray<double> TierWeights => [.. _tiers.Select(tier => tier.WeightFraction)];

    /// <summary>Live mass of longs that the last bar swept, quote.</summary>
    public double SweptLongsQuote { get; private set; }

    /// <summary>Live mass of shorts that the last bar swept, quote.</summary>
    public double SweptShortsQuote { get; private set; }

    /// <summary>Live mass of all buckets, quote.</summary>
    public double LiveQuote => _groups.Sum(group => group.LiveQuote);

    /// <summary>Where all the mass went since the start.</summary>
    public HeatmapLedger Totals()
    {
        var totals = new HeatmapLedger();
        foreach (var group in _groups)
        {
            totals.Add(group.Ledger);
        }

        return totals;
    }

    /// <inheritdoc/>
    public void Apply(in MarketBar bar)
    {
        BarCheck.Refuse(bar, _lastTicks);
        var priceQuote = bar.VolumeBase > 0.0
            ? Math.Clamp(bar.TurnoverQuote / bar.VolumeBase, bar.Low, bar.High)
            : (bar.Open + bar.High + bar.Low + bar.Close) / 4.0;
        var flow = PositionFlow.Of(bar, KnownOpenInterest(bar.CloseTime), priceQuote, _options);
        Age(bar.CloseTime, _options.FollowsClosings ? flow.ClosedFraction : 0.0);
        var bounds = Sweep(bar.Low, bar.High);
        Centre(BucketOf(priceQuote));
        Open((bar.Low + priceQuote) / 2.0, 0.25, flow, bounds);
        Open(priceQuote, 0.5, flow, bounds);
        Open((priceQuote + bar.High) / 2.0, 0.25, flow, bounds);
        Note(bar, flow.IsMeasured);
    }

    /// <summary>Forgets all levels, and what the calibration learned.</summary>
    public void Clear()
    {
        foreach (var group in _groups)
        {
            group.Clear();
        }

        _clock.Clear();
        _calibrator?.Clear();
        Reweigh();
        Array.Clear(_sweptQuote);
        (SweptLongsQuote, SweptShortsQuote) = (0.0, 0.0);
        (_lastTicks, _openInterestTicks, _openInterestBase) = (0, 0, double.NaN);
        (_longTop, _shortBottom) = (int.MinValue, int.MaxValue);
        (MeasuredBars, ProxyBars) = (0, 0);
    }

    /// <inheritdoc/>
    public int BucketOf(double price) => BucketOfLog(Math.Log(price));

    /// <inheritdoc/>
    public double CentreOf(int bucket) => Math.Exp((bucket + 0.5) * _options.BucketFraction);

    /// <inheritdoc/>
    public void CopyMass(LiquidationSide side, int first, Span<double> massQuote) =>
        CopyMass(side, first, massQuote, uint.MaxValue);

    /// <inheritdoc/>
    public void CopyMass(LiquidationSide side, int first, Span<double> massQuote, HeatmapWindow window)
    {
        var length = HeatmapWindows.LengthOf(window);
        var wanted = 0u;
        for (var row = 0; row < CohortClock.RowCount; row++)
        {
            wanted |= _clock.IsWithin(row, length) ? 1u << row : 0u;
        }

        CopyMass(side, first, massQuote, wanted);
    }

    private static double LevelLog(LiquidationSide side, double leverage, double maintenanceFraction) =>
        LiquidationPrice.IsolatedLinear(new IsolatedPosition<double>(
            side, 1.0, 1.0, leverage, maintenanceFraction, 0.0, 0.0)) is { } factor
            ? Math.Log(factor)
            : double.NaN;

    private int BucketOfLog(double logPrice) => (int)Math.Floor(logPrice / _options.BucketFraction);

    private void CopyMass(LiquidationSide side, int first, Span<double> massQuote, uint wanted)
    {
        massQuote.Clear();
        // Longs lie below the last bar and shorts above it; all between was swept.
        var (from, to) = side switch
        {
            LiquidationSide.Longs => ((long)first, Math.Min((long)_longTop + 1, (long)first + massQuote.Length)),
            LiquidationSide.Shorts => (Math.Max((long)_shortBottom, first), (long)first + massQuote.Length),
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
        };
        if (from >= to)
        {
            return;
        }

        foreach (var group in _groups)
        {
            group.AddTo((int)from, massQuote[(int)(from - first)..(int)(to - first)], wanted);
        }
    }

    private double KnownOpenInterest(DateTimeOffset time) =>
        time.UtcTicks - _openInterestTicks <= OpenInterestAgeMax.Ticks ? _openInterestBase : double.NaN;

    private void Age(DateTimeOffset time, double closedFraction)
    {
        var moves = _clock.MoveTo(time);
        var step = _lastTicks == 0 ? 0 : time.UtcTicks - _lastTicks;
        foreach (var group in _groups)
        {
            group.Age(step, closedFraction, moves);
        }
    }

    private (int LowBucket, int HighBucket) Sweep(double low, double high)
    {
        // The lowest bucket whose centre lies at or above the low, and the highest whose centre lies at or below the
        // high.
        var lowBucket = (int)Math.Ceiling((Math.Log(low) / _options.BucketFraction) - 0.5);
        var highBucket = (int)Math.Floor((Math.Log(high) / _options.BucketFraction) - 0.5);
        (SweptLongsQuote, SweptShortsQuote) = (0.0, 0.0);
        for (var i = 0; i < _groups.Length; i++)
        {
            var longs = lowBucket <= _longTop ? _groups[i].Sweep(lowBucket, _longTop) : 0.0;
            var shorts = highBucket >= _shortBottom ? _groups[i].Sweep(_shortBottom, highBucket) : 0.0;
            _sweptQuote[i] = longs + shorts;
            SweptLongsQuote += longs;
            SweptShortsQuote += shorts;
        }

        _longTop = Math.Min(_longTop, lowBucket - 1);
        _shortBottom = Math.Max(_shortBottom, highBucket + 1);
        return (lowBucket, highBucket);
    }

    private void Centre(int bucket)
    {
        foreach (var group in _groups)
        {
            group.Centre(bucket, isFirst: _lastTicks == 0);
        }
    }

    private void Open(
        double entryQuote, double share, in PositionFlow flow, (int LowBucket, int HighBucket) bounds)
    {
        var entryLog = Math.Log(entryQuote);
        foreach (var tier in _tiers)
        {
            var (longQuote, shortQuote) = (
                share * tier.WeightFraction * flow.LongQuote, share * tier.WeightFraction * flow.ShortQuote);
            if (longQuote > 0.0 && !double.IsNaN(tier.LongLog))
            {
                var bucket = BucketOfLog(entryLog + tier.LongLog);
                Put(tier.Group, bucket, longQuote, isCrossed: bucket >= bounds.LowBucket);
                _longTop = bucket < bounds.LowBucket ? Math.Max(_longTop, bucket) : _longTop;
            }

            if (shortQuote > 0.0 && !double.IsNaN(tier.ShortLog))
            {
                var bucket = BucketOfLog(entryLog + tier.ShortLog);
                Put(tier.Group, bucket, shortQuote, isCrossed: bucket <= bounds.HighBucket);
                _shortBottom = bucket > bounds.HighBucket ? Math.Min(_shortBottom, bucket) : _shortBottom;
            }
        }
    }

    private void Put(TierCohorts group, int bucket, double massQuote, bool isCrossed)
    {
        if (isCrossed)
        {
            group.AddSwept(massQuote);
        }
        else
        {
            group.Add(_clock.Current, bucket, massQuote);
        }
    }

    private void Note(in MarketBar bar, bool isMeasured)
    {
        _lastTicks = bar.CloseTime.UtcTicks;
        MeasuredBars += isMeasured ? 1 : 0;
        ProxyBars += isMeasured ? 0 : 1;
        if (!double.IsNaN(bar.OpenInterestBase))
        {
            (_openInterestBase, _openInterestTicks) = (bar.OpenInterestBase, _lastTicks);
        }

        var observed = bar.LiquidatedLongsQuote + bar.LiquidatedShortsQuote;
        if (_calibrator is not null && !double.IsNaN(observed))
        {
            _calibrator.Observe(_sweptQuote, observed);
            Reweigh();
        }
    }

    private void Reweigh()
    {
        for (var i = 0; _calibrator is not null && i < _tiers.Length; i++)
        {
            _tiers[i].WeightFraction = _calibrator.WeightOf(i);
        }
    }

    private sealed class Tier(TierCohorts group, double weightFraction, double longLog, double shortLog)
    {
        public TierCohorts Group { get; } = group;

        public double WeightFraction { get; set; } = weightFraction;

        /// <summary>ln(liquidation price / entry) of longs; NaN when they cannot be liquidated.</summary>
        public double LongLog { get; } = longLog;

        public double ShortLog { get; } = shortLog;
    }
}
