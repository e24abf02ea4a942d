using System.Globalization;

namespace WhaleStack.Storage.Files.History;

/// <summary>Makes one clean run of candles of rows from many files.</summary>
/// <remarks>Sorted; of two rows for a time the first stays; rows off the grid of the interval are left out. What was
/// done is noted, once for each kind and series.</remarks>
internal static class SeriesBuilder
{
    /// <summary>Bars finer than this are merged to it: nothing here decides faster.</summary>
    public static readonly TimeSpan IntervalMin = TimeSpan.FromMinutes(5);

    /// <summary>Cleans a list in place.</summary>
    public static void Clean(string place, List<CandleRow> rows, TimeSpan interval, List<HistoryNote> notes)
    {
        var unsorted = rows.Zip(rows.Skip(1)).Count(pair => pair.Second.OpenTime < pair.First.OpenTime);
        if (unsorted > 0)
        {
            notes.Add(new(
                HistoryNoteKind.Unsorted, place, 0, $"{unsorted} rows are earlier than the row before; sorted."));
            var sorted = rows.OrderBy(row => row.OpenTime).ToList(); // Stable: the first file's row stays first.
            rows.Clear();
            rows.AddRange(sorted);
        }

        NoteDoubles(place, rows, notes);
        var origin = rows[0].OpenTime;
        var off = rows.RemoveAll(row => (row.OpenTime - origin).Ticks % interval.Ticks != 0);
        if (off > 0)
        {
            notes.Add(new(HistoryNoteKind.Mistake, place, 0, $"{off} rows are off the grid of {interval}; left out."));
        }

        NoteGaps(place, rows, interval, notes);
    }

    /// <summary>Whole groups of fine rows, each merged to one of <see cref="IntervalMin"/>.</summary>
    public static List<CandleRow> Merge(List<CandleRow> rows, TimeSpan interval)
    {
        var parts = (int)(IntervalMin / interval);
        return
        [
            .. rows.GroupBy(row => row.OpenTime.Ticks / IntervalMin.Ticks)
                .Where(group => group.Count() == parts)
                .Select(group => new CandleRow(
                    group.First().OpenTime,
                    group.First().Open,
                    group.Max(row => row.High),
                    group.Min(row => row.Low),
                    group.Last().Close,
                    group.Sum(row => row.VolumeBase),
                    group.Sum(row => row.TurnoverQuote),
                    group.Sum(row => row.TakerBuyBase))),
        ];
    }

    private static void NoteDoubles(string place, List<CandleRow> rows, List<HistoryNote> notes)
    {
        var same = 0;
        var other = 0;
        var kept = 0;
        DateTimeOffset? firstOther = null;
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].OpenTime != rows[kept].OpenTime)
            {
                rows[++kept] = rows[i];
            }
            else if (rows[i].Equals(rows[kept]))
            {
                same++;
            }
            else
            {
                firstOther ??= rows[i].OpenTime;
                other++;
            }
        }

        rows.RemoveRange(kept + 1, rows.Count - kept - 1);
        if (same > 0)
        {
            notes.Add(new(
                HistoryNoteKind.Duplicate, place, 0, $"{same} rows stand twice, alike; one of each is used."));
        }

        if (other > 0)
        {
            notes.Add(new(
                HistoryNoteKind.Duplicate,
                place,
                0,
                $"{other} times have two rows that differ, the first at {Text(firstOther!.Value)}; "
                + "the first read is used."));
        }
    }

    private static void NoteGaps(string place, List<CandleRow> rows, TimeSpan interval, List<HistoryNote> notes)
    {
        var gaps = rows.Zip(rows.Skip(1)).Where(pair => pair.Second.OpenTime - pair.First.OpenTime > interval).ToList();
        if (gaps.Count == 0)
        {
            return;
        }

        var missing = gaps.Sum(pair => ((pair.Second.OpenTime - pair.First.OpenTime).Ticks / interval.Ticks) - 1);
        notes.Add(new(
            HistoryNoteKind.Gap,
            place,
            0,
            $"{missing} bars are missing in {gaps.Count} gaps, the first after {Text(gaps[0].First.OpenTime)}."));
    }

    private static string Text(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
