using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>The prices of one side in order, best last, each with the slot of its level.</summary>
/// <remarks>
/// A sorted array: orders come and go near the best price, that is, near its end, where a search is a few steps and an
/// insertion moves little. Far from it a search is binary and an insertion one block move.
/// </remarks>
internal sealed class BookLadder(Side side)
{
    private const int NearLevels = 8;
    private readonly int _sign = side.Sign();
    private long[] _keys = new long[64];
    private int[] _slots = new int[64];

    public int Count { get; private set; }

    /// <summary>The slot of the n-th best level.</summary>
    public int this[int rank] => _slots[Count - 1 - rank];

    /// <summary>The price of the n-th best level, in ticks.</summary>
    public long PriceAt(int rank) => _keys[Count - 1 - rank] * _sign;

    /// <summary>Where the price is; the complement of where it belongs when it is not there.</summary>
    public int Find(long priceTicks)
    {
        var key = priceTicks * _sign;
        var near = Math.Max(0, Count - NearLevels);
        for (var i = Count - 1; i >= near; i--)
        {
            if (_keys[i] <= key)
            {
                return _keys[i] == key ? i : ~(i + 1);
            }
        }

        return _keys.AsSpan(0, near).BinarySearch(key);
    }

    public int SlotAt(int index) => _slots[index];

    public void Insert(int index, long priceTicks, int slot)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _slots, Count * 2);
        }

        Array.Copy(_keys, index, _keys, index + 1, Count - index);
        Array.Copy(_slots, index, _slots, index + 1, Count - index);
        _keys[index] = priceTicks * _sign;
        _slots[index] = slot;
        Count++;
    }

    public void RemoveAt(int index)
    {
        Count--;
        Array.Copy(_keys, index + 1, _keys, index, Count - index);
        Array.Copy(_slots, index + 1, _slots, index, Count - index);
    }
}
