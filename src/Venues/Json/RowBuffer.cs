using System.Collections.Immutable;

namespace WhaleStack.Venues.Json;

/// <summary>Rows of one frame, in memory that the next frame uses again.</summary>
/// <typeparam name="T">A row.</typeparam>
internal sealed class RowBuffer<T>
    where T : struct
{
    /// <summary>Most rows that are held; a frame with more is the general reader's.</summary>
    public const int RowsMax = 16_384;

    private const int RowsStart = 64;
    private T[] _rows = new T[RowsStart];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The rows.</summary>
    public ReadOnlySpan<T> Rows => _rows.AsSpan(0, Count);

    /// <summary>Forgets all rows.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a row; false at the limit.</summary>
    public bool TryAdd(in T row)
    {
        if (Count == _rows.Length && !TryGrow())
        {
            return false;
        }

        _rows[Count++] = row;
        return true;
    }

    /// <summary>A copy of the rows.</summary>
    public ImmutableArray<T> ToImmutable() => [.. Rows];

    private bool TryGrow()
    {
        if (Count >= RowsMax)
        {
            return false;
        }

        Array.Resize(ref _rows, Count * 2);
        return true;
    }
}
