namespace WhaleStack.Quant;

/// <summary>The last n values, also in order of size.</summary>
/// <remarks>Cost: O(log n) to find and one move of at most 8n bytes a value. Grows with need, up to 16n bytes; once
/// full it allocates nothing.</remarks>
internal sealed class SortedWindow
{
    private const int FirstSize = 16;

    private readonly int _period;
    private double[] _ring;
    private double[] _sorted;
    private int _next;

    public SortedWindow(int period)
    {
        Argument.Period(period);
        _period = period;
        _ring = new double[Math.Min(period, FirstSize)];
        _sorted = new double[_ring.Length];
    }

    public int Count { get; private set; }

    public bool IsFull => Count == _period;

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
        else if (Count == _ring.Length)
        {
            // Nothing has left yet, so that the ring begins at its beginning.
            var length = Math.Min(_period, 2 * Count);
            Array.Resize(ref _ring, length);
            Array.Resize(ref _sorted, length);
            _next = Count;
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
