namespace WhaleStack.Quant;

/// <summary>A fall from a peak.</summary>
/// <param name="Fraction">How far, as a fraction of the peak.</param>
/// <param name="PeakAt">When the peak was last reached before it.</param>
/// <param name="TroughAt">When the lowest value came.</param>
/// <param name="RecoveredAt">When the peak was reached again; null while it has not been.</param>
public readonly record struct DrawdownSpan(
    double Fraction, DateTimeOffset PeakAt, DateTimeOffset TroughAt, DateTimeOffset? RecoveredAt)
{
    /// <summary>From the peak to the trough.</summary>
    public TimeSpan FallTime => TroughAt - PeakAt;

    /// <summary>From the trough to the recovery; null while there is none.</summary>
    public TimeSpan? RecoveryTime => RecoveredAt - TroughAt;
}

/// <summary>Falls of a value from its peaks: how deep, how long, and whether it came back.</summary>
/// <remarks>
/// Formula: d = (peak - value) / peak, peak = highest value so far. Unit: fraction. Range: not negative, above 1 when
/// the value is negative. Source: the usual definition, as <see cref="Drawdown"/>. Warm-up: one value. Cost: O(1).
/// Null before the first fall. Not thread-safe.
/// </remarks>
public sealed class DrawdownTracker
{
    private (double Value, DateTimeOffset At)? _peak;
    private DateTimeOffset _newestAt = DateTimeOffset.MinValue;
    private DrawdownSpan? _current;

    /// <summary>The fall that the value is in; null at a peak.</summary>
    public DrawdownSpan? Current => _current;

    /// <summary>How far the newest value lies below the peak, as a fraction; 0 at a peak.</summary>
    public double Depth { get; private set; }

    /// <summary>The deepest fall, the first one of equals; null before any.</summary>
    public DrawdownSpan? Deepest { get; private set; }

    /// <summary>Longest time below a peak, up to now.</summary>
    public TimeSpan LongestBelowPeak { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way, the first one
    /// not above 0, or the time before that of the newest one.</exception>
    public void Add(DateTimeOffset at, double value)
    {
        Argument.Usable(value);
        if (at < _newestAt)
        {
            Argument.Refuse(nameof(at), at, "Must not be before the newest one.");
        }

        if (_peak is null)
        {
            Argument.Positive(value);
        }

        _newestAt = at;
        if (_peak is not { } peak || value >= peak.Value)
        {
            Recover(at, value);
            return;
        }

        var fraction = Depth = (peak.Value - value) / peak.Value;
        LongestBelowPeak = Max(LongestBelowPeak, at - peak.At);
        _current = fraction > (_current?.Fraction ?? 0.0)
            ? new DrawdownSpan(fraction, peak.At, at, RecoveredAt: null)
            : _current;
        if (_current is { } fall && fall.Fraction > (Deepest?.Fraction ?? 0.0))
        {
            Deepest = fall;
        }
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        (_peak, _current, Deepest) = (null, null, null);
        (_newestAt, LongestBelowPeak, Depth) = (DateTimeOffset.MinValue, TimeSpan.Zero, 0.0);
    }

    /// <summary>The falls of a whole series.</summary>
    /// <param name="times">When each value was.</param>
    /// <param name="values">The values, of the same length.</param>
    /// <param name="depths">Takes <see cref="Depth"/> at each value, of the same length.</param>
    /// <returns>What a tracker says that was told all of it.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or as for one value.</exception>
    public static DrawdownTracker Of(
        ReadOnlySpan<DateTimeOffset> times, ReadOnlySpan<double> values, Span<double> depths)
    {
        Argument.SameLength(times.Length, values.Length);
        Argument.SameLength(depths.Length, values.Length);
        var tracker = new DrawdownTracker();
        for (var i = 0; i < values.Length; i++)
        {
            tracker.Add(times[i], values[i]);
            depths[i] = tracker.Depth;
        }

        return tracker;
    }

    private void Recover(DateTimeOffset at, double value)
    {
        if (_current is { } over && _peak is { } peak)
        {
            LongestBelowPeak = Max(LongestBelowPeak, at - peak.At);
            if (Deepest is { RecoveredAt: null } deepest && deepest.PeakAt == over.PeakAt)
            {
                Deepest = deepest with { RecoveredAt = at };
            }
        }

        (_peak, _current, Depth) = ((value, at), null, 0.0);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
