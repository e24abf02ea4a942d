using System.Collections.Immutable;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins;

/// <summary>One side of an order book, sorted with the best level last, where most changes happen.</summary>
internal sealed class BookSide
{
    private readonly List<BookLevel> _levels;
    private readonly int _levelsMax;
    private readonly IComparer<BookLevel> _worstFirst;

    public BookSide(int levelsMax, bool isBid)
    {
        _levelsMax = levelsMax;
        _levels = new List<BookLevel>(Math.Min(levelsMax, 256) + 1);
        _worstFirst = isBid
            ? Comparer<BookLevel>.Create((x, y) => x.PriceQuote.CompareTo(y.PriceQuote))
            : Comparer<BookLevel>.Create((x, y) => y.PriceQuote.CompareTo(x.PriceQuote));
    }

    public int Count => _levels.Count;

    public BookLevel? Best => _levels.Count > 0 ? _levels[^1] : null;

    public void CopyFrom(BookSide other)
    {
        _levels.Clear();
        _levels.AddRange(other._levels);
    }

    public void Clear() => _levels.Clear();

    /// <summary>Sets levels; a size of zero deletes. Beyond the limit the worst levels are dropped.</summary>
    public void Set(ImmutableArray<BookLevel> levels)
    {
        foreach (var level in levels)
        {
            Set(level);
        }

        if (_levels.Count > _levelsMax)
        {
            _levels.RemoveRange(0, _levels.Count - _levelsMax);
        }
    }

    private void Set(BookLevel level)
    {
        var index = _levels.BinarySearch(level, _worstFirst);
        switch (index >= 0, level.SizeBase == 0m)
        {
            case (true, true):
                _levels.RemoveAt(index);
                break;
            case (true, false):
                _levels[index] = level;
                break;
            case (false, false):
                _levels.Insert(~index, level);
                break;
            case (false, true):
                break; // A level beyond the limit was dropped before.
        }
    }
}
