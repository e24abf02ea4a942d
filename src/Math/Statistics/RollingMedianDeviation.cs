namespace WhaleStack.Quant;

/// <summary>Robust centre, spread and quantiles of the last values, exactly.</summary>
/// <remarks>
/// Formula: as for <see cref="MedianDeviation"/> and <see cref="Quantile"/>, of the last n values. Where: n = period.
/// Unit: that of the values. Range: that of the values. Source: as there. Warm-up: n values.
/// Cost: O(log n) and one move of 8n bytes to add, O(n) to ask for the deviation, O(1) for a quantile.
/// Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class RollingMedianDeviation
{
    private readonly int _period;
    private SortedWindow _window;

    /// <summary>Makes one.</summary>
    /// <param name="period">Values, 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public RollingMedianDeviation(int period) => _window = new SortedWindow(_period = period);

    /// <summary>Centre and spread; null in warm-up.</summary>
    public MedianDeviation? Value => _window.IsFull ? MedianDeviation.OfSorted(_window.Sorted) : null;

    /// <summary>The value below which a share of the window lies; null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 1].</exception>
    public double? QuantileAt(double share)
    {
        Argument.Within(share, 0.0, 1.0);
        return _window.IsFull ? Quantile.OfSorted(_window.Sorted, share) : null;
    }

    /// <summary>The share of the window below a value, equal ones counted half; null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public double? RankOf(double value)
    {
        Argument.Usable(value);
        return _window.IsFull ? _window.RankOf(value) : null;
    }

    /// <summary>Adds a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public void Add(double value)
    {
        Argument.Usable(value);
        _window.Add(value);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => _window = new SortedWindow(_period);
}
