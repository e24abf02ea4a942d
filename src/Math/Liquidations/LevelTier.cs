namespace WhaleStack.Quant;

/// <summary>The live levels of one leverage tier, over a window of buckets, with lazy decay.</summary>
/// <remarks>
/// Longs lie below the price and shorts above it, so that one array holds both; who owns it keeps them apart.
/// Formula: mass(t) = stored x 2^(-(t - t0) / H), where H = half-life and t0 = anchor; what is added at t is stored as
/// mass x 2^((t - t0) / H), so decay costs nothing per bucket. The anchor moves before the factor could overflow.
/// Unit: quote. Source: exponential decay by half-life. Cost: O(1) an addition. Not thread-safe.
/// </remarks>
internal sealed class LevelTier
{
    private const double HalfLivesMax = 256.0;
    private readonly double[] _stored;
    private readonly double _halfLifeTicks;
    private long _anchorTicks;
    private double _growth = 1.0;

    public LevelTier(LeverageTier tier, double maintenanceFraction, int buckets)
    {
        _stored = new double[buckets];
        _halfLifeTicks = tier.HalfLife.Ticks;
        WeightFraction = tier.WeightFraction;
        LongLog = LogOf(LiquidationSide.Longs, tier.Leverage, maintenanceFraction);
        ShortLog = LogOf(LiquidationSide.Shorts, tier.Leverage, maintenanceFraction);
    }

    public double WeightFraction { get; }

    /// <summary>ln(liquidation price / entry price) of longs; not finite when they cannot be liquidated.</summary>
    public double LongLog { get; }

    /// <summary>The same of shorts.</summary>
    public double ShortLog { get; }

    /// <summary>What a stored amount is worth now.</summary>
    public double Decay => 1.0 / _growth;

    public ReadOnlySpan<double> Stored => _stored;

    public void MoveTo(DateTimeOffset time)
    {
        var halfLives = (time.UtcTicks - _anchorTicks) / _halfLifeTicks;
        if (halfLives > HalfLivesMax)
        {
            var decay = Math.Pow(2.0, -halfLives);
            for (var i = 0; i < _stored.Length; i++)
            {
                _stored[i] *= decay;
            }

            _anchorTicks = time.UtcTicks;
            halfLives = 0.0;
        }

        _growth = Math.Pow(2.0, halfLives);
    }

    private static double LogOf(LiquidationSide side, double leverage, double maintenanceFraction) =>
        LiquidationPrice.IsolatedLinear(new IsolatedPosition<double>(
            side, 1.0, 1.0, leverage, maintenanceFraction, 0.0, 0.0)) is { } factor
            ? Math.Log(factor)
            : double.NegativeInfinity;

    public void Add(int index, double massQuote) => _stored[index] += massQuote * _growth;

    public void Clear(int first, int last) => Array.Clear(_stored, first, last - first + 1);

    public void Clear()
    {
        Array.Clear(_stored);
        _anchorTicks = 0; // The next move sets the anchor, as it does for a new tier.
    }

    /// <summary>Moves the window up by so many buckets (down when negative); what falls out is gone.</summary>
    public void Shift(int buckets)
    {
        var kept = Math.Max(0, _stored.Length - Math.Abs(buckets));
        var from = Math.Max(0, buckets);
        var to = Math.Max(0, -buckets);
        if (kept > 0)
        {
            Array.Copy(_stored, from, _stored, to, kept);
        }

        if (buckets > 0)
        {
            Array.Clear(_stored, kept, _stored.Length - kept);
        }
        else
        {
            Array.Clear(_stored, 0, _stored.Length - kept);
        }
    }
}
