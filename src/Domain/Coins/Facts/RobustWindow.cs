namespace WhaleStack.Domain.Coins.Facts;

/// <summary>Median and robust z-score over the newest values.</summary>
/// <remarks>
/// Formula: z = (v - median) / (1.4826 x MAD), MAD = median of |x - median|. Unit: none. Range: any finite number.
/// Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993; 1.4826 makes MAD a standard deviation where
/// values are normal. Warm-up: as many values as asked for. Null in warm-up, and where MAD is zero unless the value is
/// the median. Cost: O(n) a value, no allocation once full. Not thread-safe.
/// </remarks>
internal sealed class RobustWindow
{
    private const double NormalScale = 1.4826;

    private readonly int _warmUp;
    private readonly Ring<double> _values;
    private readonly int _max;
    private double[] _sorted = [];
    private int _count;

    public RobustWindow(int max, int warmUp)
    {
        _max = max;
        _warmUp = warmUp;
        _values = new Ring<double>(max);
    }

    /// <summary>Null in warm-up.</summary>
    public double? Median => _count >= _warmUp ? MedianOfSorted() : null;

    /// <summary>The z-score of a value against the window without it.</summary>
    public double? ZOf(double value)
    {
        if (_count < _warmUp)
        {
            return null;
        }

        var median = MedianOfSorted();
        var deviation = Deviation(median);
        return deviation > 0.0 ? (value - median) / (NormalScale * deviation) : value == median ? 0.0 : null;
    }

    public void Add(double value)
    {
        if (_count == _max)
        {
            RemoveSorted(_values.Ago(_count - 1));
        }

        _values.Add(value);
        InsertSorted(value);
    }

    public void Clear()
    {
        _values.Clear();
        _count = 0;
    }

    private double MedianOfSorted() => (_sorted[(_count - 1) / 2] + _sorted[_count / 2]) / 2.0;

    /// <summary>Merges the deviations to the left and to the right of the median, which are both in order.</summary>
    private double Deviation(double median)
    {
        var right = Array.BinarySearch(_sorted, 0, _count, median);
        right = right < 0 ? ~right : right;
        var left = right - 1;
        var lower = 0.0;
        var deviation = 0.0;
        for (var taken = 0; taken <= _count / 2; taken++)
        {
            var isLeft = right >= _count || (left >= 0 && median - _sorted[left] <= _sorted[right] - median);
            deviation = isLeft ? median - _sorted[left--] : _sorted[right++] - median;
            lower = taken == (_count - 1) / 2 ? deviation : lower;
        }

        return (lower + deviation) / 2.0;
    }

    private void InsertSorted(double value)
    {
        if (_count == _sorted.Length)
        {
            Array.Resize(ref _sorted, Math.Min(_max, Math.Max(16, _count * 2)));
        }

        var at = Array.BinarySearch(_sorted, 0, _count, value);
        at = at < 0 ? ~at : at;
        Array.Copy(_sorted, at, _sorted, at + 1, _count - at);
        _sorted[at] = value;
        _count++;
    }

    private void RemoveSorted(double value)
    {
        var at = Array.BinarySearch(_sorted, 0, _count, value);
        Array.Copy(_sorted, at + 1, _sorted, at, _count - at - 1);
        _count--;
    }
}
