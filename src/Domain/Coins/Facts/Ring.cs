namespace WhaleStack.Domain.Coins.Facts;

/// <summary>The newest values, so many at most; the oldest makes room. Grows with need, so that a young coin is
/// small.</summary>
internal sealed class Ring<T>
{
    private const int FirstSize = 16;

    private readonly int _max;
    private T[] _values;
    private int _first;

    public Ring(int max)
    {
        _max = max;
        _values = new T[Math.Min(max, FirstSize)];
    }

    public int Count { get; private set; }

    /// <summary>A value by age: 0 is the newest.</summary>
    public ref readonly T Ago(int age) => ref _values[(_first + Count - 1 - age) % _values.Length];

    public void Add(in T value)
    {
        if (Count == _values.Length && Count < _max)
        {
            Grow();
        }

        if (Count < _values.Length)
        {
            _values[(_first + Count) % _values.Length] = value;
            Count++;
            return;
        }

        _values[_first] = value;
        _first = (_first + 1) % _values.Length;
    }

    public void Clear()
    {
        Array.Clear(_values);
        Count = 0;
        _first = 0;
    }

    private void Grow()
    {
        var larger = new T[Math.Min(_max, _values.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = _values[(_first + i) % _values.Length];
        }

        _values = larger;
        _first = 0;
    }
}
