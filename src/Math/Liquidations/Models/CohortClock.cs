using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>Mass of one row of cohorts is to be added to another; to <see cref="CohortClock.Beyond"/> it is
/// dropped.</summary>
internal readonly record struct CohortMove(int From, int To);

/// <summary>Tells which row of cohorts an opening belongs to, and which rows are joined as they grow older.</summary>
/// <remarks>
/// Time is cut into slices, 3 hours long while young and up to 48 days long when old, so that 31 rows hold a year and
/// every window is a sum of rows. A slice belongs to a window while its middle does: a window is true to half a slice,
/// that is at most a sixth of its length. Cost: O(1) a bar, and a join of two rows every three hours.
/// </remarks>
internal sealed class CohortClock
{
    /// <summary>Rows in all.</summary>
    public const int RowCount = 31;

    /// <summary>The row of what is older than all rows.</summary>
    public const int Beyond = -1;

    private const long Empty = -1;

    private static readonly ImmutableArray<AgeClass> Classes =
    [
        new(0, 5, TimeSpan.FromHours(3), TimeSpan.FromHours(12)),
        new(5, 3, TimeSpan.FromHours(6), TimeSpan.FromHours(24)),
        new(8, 3, TimeSpan.FromDays(1), TimeSpan.FromDays(3)),
        new(11, 3, TimeSpan.FromDays(2), TimeSpan.FromDays(7)),
        new(14, 4, TimeSpan.FromDays(8), TimeSpan.FromDays(30)),
        new(18, 5, TimeSpan.FromDays(16), TimeSpan.FromDays(90)),
        new(23, 3, TimeSpan.FromDays(48), TimeSpan.FromDays(180)),
        new(26, 5, TimeSpan.FromDays(48), TimeSpan.FromDays(365)),
    ];

    private readonly long[] _slices = new long[RowCount];
    private readonly CohortMove[] _moves = new CohortMove[Classes.Length];
    private int _moveCount;
    private long _nowTicks;

    public CohortClock() => Clear();

    /// <summary>The row that openings of now belong to.</summary>
    public int Current { get; private set; }

    /// <summary>The rows that are enough for mass that is forgotten after so long.</summary>
    public static int RowsFor(TimeSpan age)
    {
        var last = Classes.FirstOrDefault(part => part.Reach >= age, Classes[^1]);
        return last.FirstRow + last.Rows;
    }

    /// <summary>Moves to a time; the joins are to be done in the order given, before anything is added.</summary>
    public ReadOnlySpan<CohortMove> MoveTo(DateTimeOffset time)
    {
        _moveCount = 0;
        _nowTicks = time.UtcTicks;
        Current = Place(0, _nowTicks);
        return _moves.AsSpan(0, _moveCount);
    }

    /// <summary>Whether a row belongs to a window that ends now.</summary>
    public bool IsWithin(int row, TimeSpan window)
    {
        if (_slices[row] == Empty)
        {
            return false;
        }

        var slice = ClassOf(row).Slice.Ticks;
        return _nowTicks - ((_slices[row] * slice) + (slice / 2)) <= window.Ticks;
    }

    public void Clear() => Array.Fill(_slices, Empty);

    private static AgeClass ClassOf(int row)
    {
        var index = Classes.Length - 1;
        while (Classes[index].FirstRow > row)
        {
            index--;
        }

        return Classes[index];
    }

    private int Place(int index, long startTicks)
    {
        for (; index < Classes.Length; index++)
        {
            var part = Classes[index];
            var slice = startTicks / part.Slice.Ticks;
            var row = part.FirstRow + (int)(slice % part.Rows);
            if (_slices[row] == slice)
            {
                return row;
            }

            if (_slices[row] > slice)
            {
                continue; // After a gap in time an old slice can meet a newer one: it belongs further up.
            }

            if (_slices[row] != Empty)
            {
                var target = Place(index + 1, _slices[row] * part.Slice.Ticks);
                _moves[_moveCount++] = new CohortMove(row, target);
            }

            _slices[row] = slice;
            return row;
        }

        return Beyond;
    }

    private sealed record AgeClass(int FirstRow, int Rows, TimeSpan Slice, TimeSpan Reach);
}
