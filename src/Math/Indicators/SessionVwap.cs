namespace WhaleStack.Quant;

/// <summary>Volume-weighted average price since the session began.</summary>
/// <remarks>
/// Formula: sum p v / sum v since the last whole multiple of the session's length, counted from 0001-01-01 UTC, so that
/// a day begins at midnight and a week on Monday. Where: p = price, v = volume. Unit: price. Range: that of the prices.
/// Source: as for <see cref="Vwap"/>; summed with compensation, so that a session may have millions of trades.
/// Warm-up: none. Cost: O(1). Null as long as nothing traded in the session. Not thread-safe.
/// </remarks>
public sealed class SessionVwap
{
    private readonly long _length;
    private SessionVwapKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="length">Length of a session, one second to 366 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range.</exception>
    public SessionVwap(TimeSpan length) => _kernel = new SessionVwapKernel(_length = Checked(length));

    /// <summary>The average; null as long as nothing traded in the session.</summary>
    public double? Value { get; private set; }

    /// <summary>Adds a candle or trade; the average, null when nothing traded yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before that of the newest one, the price is no number
    /// of at most 1e150 either way, or the volume none from 0 to 1e150.</exception>
    public double? Add(DateTimeOffset at, double price, double volume)
    {
        Argument.Usable(price);
        Argument.UsableVolume(volume);
        if (at.UtcTicks < _kernel.NewestTicks)
        {
            Argument.Refuse(nameof(at), at, "Must not be before the newest one.");
        }

        return Value = _kernel.Add(at.UtcTicks, price, volume, out var average) ? average : null;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => (_kernel, Value) = (new SessionVwapKernel(_length), null);

    /// <summary>The averages of a whole series, NaN where null; returns the place of the first one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one trade.</exception>
    public static int Of(
        ReadOnlySpan<DateTimeOffset> times,
        ReadOnlySpan<double> prices,
        ReadOnlySpan<double> volumes,
        TimeSpan length,
        Span<double> averages)
    {
        Argument.SameLength(prices.Length, times.Length);
        Argument.SameLength(volumes.Length, times.Length);
        Argument.SameLength(averages.Length, times.Length);
        Argument.Usable(prices);
        Argument.UsableVolume(volumes);
        var kernel = new SessionVwapKernel(Checked(length));
        var first = times.Length;
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i].UtcTicks < kernel.NewestTicks)
            {
                Argument.Refuse($"{nameof(times)}[{i}]", times[i], "Must not be before the one before.");
            }

            var isDefined = kernel.Add(times[i].UtcTicks, prices[i], volumes[i], out var average);
            averages[i] = isDefined ? average : double.NaN;
            first = isDefined ? Math.Min(first, i) : first;
        }

        return first;
    }

    private static long Checked(TimeSpan length)
    {
        if (length < TimeSpan.FromSeconds(1) || length > TimeSpan.FromDays(366))
        {
            Argument.Refuse(nameof(length), length, "Must be from one second to 366 days.");
        }

        return length.Ticks;
    }
}

internal struct SessionVwapKernel(long length)
{
    private CompensatedSum _turnover;
    private CompensatedSum _volume;
    private long _start = long.MinValue;

    public long NewestTicks { get; private set; } = long.MinValue;

    public bool Add(long ticks, double price, double volume, out double result)
    {
        NewestTicks = ticks;
        var start = ticks - (ticks % length);
        if (start != _start)
        {
            (_start, _turnover, _volume) = (start, default, default);
        }

        _turnover.Add(price * volume);
        _volume.Add(volume);
        result = _turnover.Value / _volume.Value;
        return _volume.Value > 0.0;
    }
}
