using System.Globalization;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Files.History;

/// <summary>Reads folders of recorded market history into bars; the forms of files are in docs/evaluation.md.</summary>
/// <remarks>Nothing depends on a coin's name. A file that cannot be read, or is in no known form, is named in the notes
/// and the others are read. Bounded by <see cref="FilesMax"/> and <see cref="RowsMax"/>.</remarks>
public static class HistoryReader
{
    /// <summary>Files that are looked at; more are refused.</summary>
    public const int FilesMax = 10_000;

    /// <summary>Rows that are held; more are refused.</summary>
    public const long RowsMax = 20_000_000;

    /// <summary>Reads all CSV files and snapshots of positions, plain or gzip, in folders and below.</summary>
    /// <param name="folders">Folders, in order of preference: of two rows for one time the first read is used.</param>
    /// <param name="progress">Told each file before it is read.</param>
    /// <param name="stop">Gives up between two files.</param>
    /// <exception cref="StorageException">A folder is not there, or holds too much.</exception>
    public static HistoryReading Read(
        IReadOnlyList<string> folders, IProgress<string>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var notes = new List<HistoryNote>();
        var used = new List<string>();
        var rows = new HistoryRows();
        var candles = new SortedDictionary<(string Coin, TimeSpan Interval, string Venue), List<CandleRow>>();
        var positions = new List<ObservedLevels>();
        foreach (var folder in folders)
        {
            foreach (var file in FilesOf(folder))
            {
                stop.ThrowIfCancellationRequested();
                progress?.Report(Path.GetRelativePath(folder, file));
                var place = Path.GetRelativePath(folder, file).Replace('\\', '/');
                if (IsJson(file))
                {
                    var levels = new PositionsFile(folder, file, notes).Read();
                    positions.AddRange(levels);
                    used.AddRange(levels.Count > 0 ? [place] : []);
                }
                else if (new HistoryFile(folder, file, notes).Read() is { Count: > 0 } read)
                {
                    used.Add(place);
                    Take(read, rows, candles, notes);
                }

                if (rows.Count + candles.Values.Sum(list => (long)list.Count) > RowsMax)
                {
                    throw new StorageException(
                        $"folder '{folder}' holds more than {RowsMax} rows; name a smaller one.");
                }
            }
        }

        return new HistoryReading(
            SeriesOf(rows, candles, notes), notes, used, positions, [.. rows.Events.OrderBy(one => one.Time)]);
    }

    private static bool IsJson(string file) =>
        file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || file.EndsWith(".json.gz", StringComparison.OrdinalIgnoreCase);

    private static List<string> FilesOf(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new StorageException($"folder '{folder}': there is none; --data wants a folder of recorded history.");
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8 };
        var files = Directory.EnumerateFiles(folder, "*", options)
            .Where(file => file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
                || file.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase)
                || IsJson(file))
            .Take(FilesMax + 1)
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count <= FilesMax
            ? files
            : throw new StorageException($"folder '{folder}' holds more than {FilesMax} files; name a smaller one.");
    }

    private static void Take(
        HistoryRows read,
        HistoryRows rows,
        SortedDictionary<(string Coin, TimeSpan Interval, string Venue), List<CandleRow>> candles,
        List<HistoryNote> notes)
    {
        foreach (var ((venue, coin), list) in read.Candles)
        {
            // The interval is that of this file: another of the same coin may be finer.
            if (Spacing.Of([.. list.OrderBy(row => row.OpenTime)], row => row.OpenTime) is not { } interval)
            {
                notes.Add(new(HistoryNoteKind.Passed, $"{coin} at {venue}", 0, "has one candle only; left out."));
                continue;
            }

            if (!candles.TryGetValue((coin, interval, venue), out var all))
            {
                candles.Add((coin, interval, venue), all = []);
            }

            all.AddRange(list);
        }

        Append(read.OpenInterest, rows.OpenInterest);
        Append(read.ClosingSums, rows.ClosingSums);
        foreach (var (key, list) in read.Closings)
        {
            HistoryRows.ListOf(rows.ClosingFiles, key).Add(list);
        }

        Append(read.Funding, rows.Funding);
        rows.Events.AddRange(read.Events);
    }

    private static void Append<T>(
        Dictionary<(string Venue, string Coin), List<T>> from, Dictionary<(string Venue, string Coin), List<T>> to)
    {
        foreach (var (key, list) in from)
        {
            HistoryRows.ListOf(to, key).AddRange(list);
        }
    }

    private static List<MarketSeries> SeriesOf(
        HistoryRows rows,
        SortedDictionary<(string Coin, TimeSpan Interval, string Venue), List<CandleRow>> candles,
        List<HistoryNote> notes)
    {
        var join = new FlowJoin(rows);
        var series = new List<MarketSeries>();
        foreach (var ((coin, interval, venue), list) in candles)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{coin} at {venue}, bars of {interval}");
            SeriesBuilder.Clean(place, list, interval, notes);
            var isFine = interval < SeriesBuilder.IntervalMin && SeriesBuilder.IntervalMin.Ticks % interval.Ticks == 0;
            var barLength = isFine ? SeriesBuilder.IntervalMin : interval;
            var bars = isFine ? SeriesBuilder.Merge(list, interval) : list;
            series.Add(join.Join(venue, coin, barLength, bars));
        }

        return series;
    }
}
