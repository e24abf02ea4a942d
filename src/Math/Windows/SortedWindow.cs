namespace WhaleStack.Quant;

/// <summary>The last n values, also in order of size.</summary>
/// <remarks>Cost: O(log n) to find and one move of at most 8n bytes a value.</remarks>
internal sealed class SortedWindow
{
    private readonly double[] _ring;
    private readonly double[] _sorted;
    private int _next;

    public SortedWindow(int period)
    {
        Argument.Period(period);
        _ring = new double[period];
        _sorted = new double[period];
    }

    public int Count { get; private set; }

    public bool IsFull => Count == _ring.Length;

    public ReadOnlySpan<double> Sorted => _sorted.AsSpan(0, Count);

    public void Add(double value)
    {
        // A zero has one sign here, so that what is found is what is removed.
        value = value == 0.0 ? 0.0 : value;
        if (IsFull)
        {
            var gone = PlaceOf(_ring[_next]);
            Array.Copy(_sorted, gone + 1, _sorted, gone, Count - gone - 1);
            Count--;
        }

        var place = PlaceOf(value);
        Array.Copy(_sorted, place, _sorted, place + 1, Count - place);
        _sorted[place] = value;
        Count++;
        _ring[_next] = value;
        _next = _next + 1 == _ring.Length ? 0 : _next + 1;
    }

    /// <summary>Share of the values below one, those equal to it counted half: 0 to 1.</summary>
    public double RankOf(double value)
    {
        var below = PlaceOf(value);
        var end = below;
        while (end < Count && _sorted[end] == value)
        {
            end++;
        }

        return (below + end) / (2.0 * Count);
    }

    // The first place whose value is not below.
    private int PlaceOf(double value)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
