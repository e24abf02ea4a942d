using System.IO.Compression;
using WhaleStack.Quant;
using WhaleStack.Storage.Files.RawFrames;

namespace WhaleStack.Storage.Files.History;

/// <summary>Reads one file of history, line by line, plain or gzip.</summary>
/// <param name="folder">Folder that was named by the user.</param>
/// <param name="path">The file.</param>
/// <param name="notes">Where mistakes go.</param>
internal sealed class HistoryFile(string folder, string path, List<HistoryNote> notes)
{
    private const int LineBytesMax = 1 << 16;
    private const int MistakesMax = 20;

    private readonly string _place = Path.GetRelativePath(folder, path).Replace('\\', '/');
    private readonly string _venue = HistoryNames.VenueOfPath(Path.GetRelativePath(folder, path));
    private readonly string _coin = HistoryNames.CoinOfFile(Path.GetFileName(path));
    private readonly HistoryRows _rows = new();
    private HistoryColumns _columns = HistoryColumns.Of([]);
    private HistoryForm _form;
    private string _lastSymbol = string.Empty;
    private string _lastCoin = string.Empty;

    /// <summary>The rows; none when the file is in no known form, or hardly a row of it can be read.</summary>
    public HistoryRows Read()
    {
        var mistakesBefore = notes.Count;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using Stream text = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            ReadLines(new LineReader(text, LineBytesMax, takesOpenEnd: true));
        }
        catch (Exception bad) when (bad is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Note(HistoryNoteKind.Mistake, 0, $"cannot be read, so nothing of it is used: {bad.Message}");
            return new HistoryRows();
        }

        if (notes.Count - mistakesBefore > MistakesMax)
        {
            Note(HistoryNoteKind.Mistake, 0, $"has more than {MistakesMax} mistakes, so nothing of it is used.");
            return new HistoryRows();
        }

        if (_form == HistoryForm.OpenInterestCandles)
        {
            MoveToClose(_rows.OpenInterest.Values);
        }

        return _rows;
    }

    private void ReadLines(LineReader lines)
    {
        if (!lines.TryRead(out var first))
        {
            Note(HistoryNoteKind.Passed, 0, "is empty.");
            return;
        }

        _columns = HistoryColumns.Of(first);
        _form = _columns.FormOf(Path.GetFileName(path));
        if (_form == HistoryForm.Unknown)
        {
            Note(HistoryNoteKind.Passed, 1, "the columns are those of no form that is known here.");
            return;
        }

        if (_coin.Length == 0 && !_columns.Has(HistoryField.Coin))
        {
            Note(HistoryNoteKind.Passed, 1, "neither a column nor the file's name says which coin it is of.");
            return;
        }

        Span<int> ends = stackalloc int[HistoryCells.Room];
        var line = first;
        var mistakes = 0;
        for (var number = 1; mistakes <= MistakesMax; number++)
        {
            if (number > 1 && !lines.TryRead(out line))
            {
                return;
            }

            if ((number > 1 || !_columns.HasNames) && !line.Trim(" \r\t"u8).IsEmpty)
            {
                mistakes += TryAdd(new HistoryCells(line, _columns, ends), number) ? 0 : 1;
            }
        }
    }

    private bool TryAdd(HistoryCells cells, int number)
    {
        try
        {
            Add(cells);
            return true;
        }
        catch (FormatException bad)
        {
            Note(HistoryNoteKind.Mistake, number, $"{bad.Message} The row is left out.");
            return false;
        }
    }

    private void Add(HistoryCells cells)
    {
        var key = (VenueOf(cells), CoinOf(cells));
        var time = cells.Time();
        switch (_form)
        {
            case HistoryForm.Candles:
                HistoryRows.ListOf(_rows.Candles, key).Add(CandleOf(cells, time));
                break;
            case HistoryForm.OpenInterest:
                HistoryRows.ListOf(_rows.OpenInterest, key).Add(new OpenInterestRow(
                    time,
                    cells.Size(HistoryField.OpenInterestBase),
                    cells.Size(HistoryField.OpenInterestQuote)));
                break;
            case HistoryForm.OpenInterestCandles:
                HistoryRows.ListOf(_rows.OpenInterest, key)
                    .Add(new OpenInterestRow(time, double.NaN, cells.Size(HistoryField.Close)));
                break;
            case HistoryForm.LiquidationSums:
                HistoryRows.ListOf(_rows.ClosingSums, key).Add(new ClosingRow(
                    time, cells.Size(HistoryField.LongsQuote), cells.Size(HistoryField.ShortsQuote)));
                break;
            case HistoryForm.LiquidationEvents:
                var closing = ClosingOf(cells, time);
                HistoryRows.ListOf(_rows.Closings, key).Add(closing);
                _rows.Events.AddRange(EventsOf(cells, key.Item2, closing));
                break;
            case HistoryForm.Funding:
                HistoryRows.ListOf(_rows.Funding, key)
                    .Add(new FundingPoint(time, cells.Number(HistoryField.FundingRate)));
                break;
            case HistoryForm.Unknown:
            default:
                throw new InvalidOperationException($"'{_form}' has no rows.");
        }
    }

    private static CandleRow CandleOf(HistoryCells cells, DateTimeOffset time)
    {
        var open = cells.Price(HistoryField.Open);
        var high = cells.Price(HistoryField.High);
        var low = cells.Price(HistoryField.Low);
        var close = cells.Price(HistoryField.Close);
        if (high < Math.Max(open, close))
        {
            throw cells.Wrong(HistoryField.High, "at or above open and close");
        }

        if (low > Math.Min(open, close))
        {
            throw cells.Wrong(HistoryField.Low, "at or below open and close");
        }

        var mean = (open + high + low + close) / 4.0;
        var volumeBase = cells.Size(HistoryField.VolumeBase);
        var turnoverQuote = cells.Size(HistoryField.TurnoverQuote);
        return new CandleRow(
            time,
            open,
            high,
            low,
            close,
            double.IsNaN(volumeBase) ? turnoverQuote / mean : volumeBase,
            double.IsNaN(turnoverQuote) ? volumeBase * mean : turnoverQuote,
            cells.Size(HistoryField.TakerBuyBase));
    }

    private static ClosingRow ClosingOf(HistoryCells cells, DateTimeOffset time)
    {
        var quote = cells.Size(HistoryField.SizeQuote);
        if (double.IsNaN(quote))
        {
            quote = cells.Size(HistoryField.SizeBase) * cells.Price(HistoryField.Price);
        }

        // The order that closes a long sells; some sources name the position instead.
        return cells.Text(HistoryField.Side).ToLowerInvariant() switch
        {
            "sell" or "long" => new ClosingRow(time, quote, 0.0),
            "buy" or "short" => new ClosingRow(time, 0.0, quote),
            _ => throw cells.Wrong(HistoryField.Side, "buy, sell, long or short"),
        };
    }

    private static LiquidationEvent[] EventsOf(HistoryCells cells, string coin, ClosingRow closing)
    {
        var side = closing.LongsQuote > 0.0 ? LiquidationSide.Longs : LiquidationSide.Shorts;
        var quote = closing.LongsQuote + closing.ShortsQuote;
        return quote > 0.0
            ? [new(coin, closing.Time, new ObservedLevel(side, cells.Price(HistoryField.Price), quote))]
            : [];
    }

    /// <summary>The close of an interval is known at its end, not at its start.</summary>
    private static void MoveToClose(IEnumerable<List<OpenInterestRow>> lists)
    {
        foreach (var list in lists)
        {
            list.Sort((a, b) => a.Time.CompareTo(b.Time));
            var spacing = Spacing.Of(list, row => row.Time) ?? TimeSpan.Zero;
            for (var i = 0; i < list.Count; i++)
            {
                list[i] = list[i] with { Time = list[i].Time + spacing };
            }
        }
    }

    private string VenueOf(HistoryCells cells) => _columns.Has(HistoryField.Venue)
        ? cells.Text(HistoryField.Venue).ToLowerInvariant()
        : _venue;

    private string CoinOf(HistoryCells cells)
    {
        if (!_columns.Has(HistoryField.Coin))
        {
            return _coin;
        }

        var symbol = cells.Text(HistoryField.Coin);
        if (symbol != _lastSymbol)
        {
            _lastCoin = HistoryNames.CoinOf(symbol);
            _lastSymbol = symbol;
        }

        return _lastCoin.Length > 0 ? _lastCoin : throw cells.Wrong(HistoryField.Coin, "a coin such as BTC");
    }

    private void Note(HistoryNoteKind kind, int line, string words) => notes.Add(new(kind, _place, line, words));
}
