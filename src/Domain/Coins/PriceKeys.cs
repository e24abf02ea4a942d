using System.Runtime.InteropServices;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins;

/// <summary>
/// Where prices stand in a list of levels: each price as a whole number of the smallest step seen so far, ascending.
/// When a price does not fit 64 bits so, the levels' decimals are compared instead, until the list is cleared.
/// </summary>
internal sealed class PriceKeys
{
    private const int PlacesMax = 18;

    private static readonly long[] Tens = TensUpTo(PlacesMax);

    private readonly List<long> _keys = [];
    private readonly List<BookLevel> _levels;
    private readonly int _sign;
    private bool _isUsed = true;
    private int _places;

    /// <summary>Makes the keys of a list.</summary>
    /// <param name="isAscending">Whether prices ascend in the list; they descend otherwise.</param>
    /// <param name="levels">The list.</param>
    public PriceKeys(bool isAscending, List<BookLevel> levels)
    {
        _sign = isAscending ? 1 : -1;
        _levels = levels;
    }

    public void Clear()
    {
        _keys.Clear();
        _places = 0;
        _isUsed = true;
    }

    /// <summary>As <see cref="List{T}.BinarySearch(T)"/> of the levels.</summary>
    /// <param name="priceQuote">The price.</param>
    /// <param name="key">What is to be inserted here if the price is inserted there.</param>
    public int IndexOf(decimal priceQuote, out long key)
    {
        if (_isUsed && TryKey(priceQuote, out key))
        {
            return CollectionsMarshal.AsSpan(_keys).BinarySearch(key);
        }

        key = 0;
        _isUsed = false;
        return IndexOf(priceQuote);
    }

    public void Insert(int index, long key)
    {
        if (_isUsed)
        {
            _keys.Insert(index, key);
        }
    }

    public void RemoveAt(int index)
    {
        if (_isUsed)
        {
            _keys.RemoveAt(index);
        }
    }

    public void RemoveFirst(int count)
    {
        if (_isUsed)
        {
            _keys.RemoveRange(0, count);
        }
    }

    private static long[] TensUpTo(int places)
    {
        var tens = new long[places + 1];
        tens[0] = 1;
        for (var i = 1; i <= places; i++)
        {
            tens[i] = tens[i - 1] * 10;
        }

        return tens;
    }

    private bool TryKey(decimal priceQuote, out long key)
    {
        key = 0;
        if (!MarketLimits.TryDigits(priceQuote, out var digits, out var places)
            || (places > _places && !TryScale(places)))
        {
            return false;
        }

        var factor = Tens[_places - places];
        if (digits > (ulong)(long.MaxValue / factor))
        {
            return false;
        }

        key = _sign * (long)digits * factor;
        return true;
    }

    private bool TryScale(int places)
    {
        if (places > PlacesMax)
        {
            return false;
        }

        var factor = Tens[places - _places];
        var keys = CollectionsMarshal.AsSpan(_keys);
        foreach (var key in keys)
        {
            if (Math.Abs(key) > long.MaxValue / factor)
            {
                return false;
            }
        }

        foreach (ref var key in keys)
        {
            key *= factor;
        }

        _places = places;
        return true;
    }

    private int IndexOf(decimal priceQuote)
    {
        var (low, high) = (0, _levels.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = decimal.Compare(_levels[middle].PriceQuote, priceQuote) * _sign;
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
