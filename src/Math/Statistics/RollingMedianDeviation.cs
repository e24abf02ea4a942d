namespace WhaleStack.Quant;

/// <summary>Robust centre, spread and quantiles of the last values, exactly.</summary>
/// <remarks>
/// Formula: as for <see cref="MedianDeviation"/> and <see cref="Quantile"/>, of the last n values. Where: n = period.
/// Unit: that of the values. Range: that of the values. Source: as there. Warm-up: n values,
/// or as many as asked for. Cost: O(log n) and one move of 8n bytes to add, O(n) to ask for the deviation, O(1) for a
/// quantile. Grows with need, up to 16n bytes.
/// Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class RollingMedianDeviation
{
    private readonly int _period;
    private readonly int _warmUp;
    private SortedWindow _window;

    /// <summary>Makes one.</summary>
    /// <param name="period">Values, 1 to 10,000.</param>
    /// <param name="warmUp">Least of them before anything is told, 1 to the period; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RollingMedianDeviation(int period, int? warmUp = null)
    {
        _window = new SortedWindow(_period = period);
        _warmUp = warmUp ?? period;
        Argument.Count(_warmUp, 1, period, nameof(warmUp));
    }

    /// <summary>Centre and spread; null in warm-up.</summary>
    public MedianDeviation? Value => IsWarm ? MedianDeviation.OfSorted(_window.Sorted) : null;

    /// <summary>The middle value; null in warm-up.</summary>
    public double? Median => QuantileAt(0.5);

    private bool IsWarm => _window.Count >= _warmUp;

    /// <summary>The value below which a share of the window lies; null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 1].</exception>
    public double? QuantileAt(double share)
    {
        Argument.Within(share, 0.0, 1.0);
        return IsWarm ? Quantile.OfSorted(_window.Sorted, share) : null;
    }

    /// <summary>The share of the window below a value, equal ones counted half; null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public double? RankOf(double value)
    {
        Argument.Usable(value);
        return IsWarm ? _window.RankOf(value) : null;
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
