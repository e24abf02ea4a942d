using System.Runtime.InteropServices;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins;

/// <summary>One side of an order book, sorted with the best level last, where most changes happen.</summary>
/// <remarks>
/// Remembers what the last change replaced, so that it can be taken back. Finds levels by whole numbers beside them,
/// which compare many times faster than decimals do.
/// </remarks>
internal sealed class BookSide
{
    private readonly List<BookLevel> _levels;
    private readonly List<BookLevel> _replaced = [];
    private readonly PriceKeys _keys;
    private readonly int _levelsMax;

    public BookSide(int levelsMax, bool isBid)
    {
        _levelsMax = levelsMax;
        _levels = new List<BookLevel>(Math.Min(levelsMax, 256) + 1);
        _keys = new PriceKeys(isBid, _levels);
    }

    public int Count => _levels.Count;

    public BookLevel? Best => _levels.Count > 0 ? _levels[^1] : null;

    /// <summary>Notional of the levels that lie within a fraction of a price.</summary>
    public double NotionalWithin(double priceQuote, double fraction)
    {
        var sum = 0.0;
        for (var i = _levels.Count - 1; i >= 0; i--)
        {
            var price = (double)_levels[i].PriceQuote;
            if (Math.Abs(price - priceQuote) > fraction * priceQuote)
            {
                break;
            }

            sum += price * (double)_levels[i].SizeBase;
        }

        return sum;
    }

    public void Clear()
    {
        _levels.Clear();
        _replaced.Clear();
        _keys.Clear();
    }

    /// <summary>Sets levels; a size of zero deletes. Beyond the limit the worst levels are dropped.</summary>
    public void Set(ReadOnlySpan<BookLevel> levels)
    {
        _replaced.Clear();
        foreach (ref readonly var level in levels)
        {
            _replaced.Add(Exchange(level));
        }

        var excess = _levels.Count - _levelsMax;
        if (excess > 0)
        {
            _replaced.AddRange(_levels[..excess]);
            _levels.RemoveRange(0, excess);
            _keys.RemoveFirst(excess);
        }
    }

    /// <summary>Takes the last <see cref="Set"/> back.</summary>
    public void Undo()
    {
        for (var i = _replaced.Count - 1; i >= 0; i--)
        {
            Exchange(_replaced[i]);
        }

        _replaced.Clear();
    }

    // What stood there before: a size of zero for nothing.
    private BookLevel Exchange(in BookLevel level)
    {
        var index = _keys.IndexOf(level.PriceQuote, out var key);
        if (index < 0)
        {
            if (level.SizeBase != 0m)
            {
                _levels.Insert(~index, level);
                _keys.Insert(~index, key);
            }

            return new BookLevel(level.PriceQuote, 0m); // Deleting what is not there: it was dropped at the limit.
        }

        ref var place = ref CollectionsMarshal.AsSpan(_levels)[index];
        var before = place;
        if (level.SizeBase == 0m)
        {
            _levels.RemoveAt(index);
            _keys.RemoveAt(index);
        }
        else
        {
            place = level;
        }

        return before;
    }
}
