using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace WhaleStack.Storage.Files.History;

/// <summary>The cells of one row. Valid until the next line is read.</summary>
internal readonly ref struct HistoryCells
{
    private const int CellsMax = 64;
    private const int ShownMax = 40;
    private static readonly DateTimeOffset Earliest = new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ReadOnlySpan<byte> _line;
    private readonly Span<int> _ends;
    private readonly HistoryColumns _columns;
    private readonly int _count;

    /// <summary>Splits a line.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="columns">What is where.</param>
    /// <param name="ends">Room for the ends of <see cref="Room"/> cells.</param>
    public HistoryCells(ReadOnlySpan<byte> line, HistoryColumns columns, Span<int> ends)
    {
        _line = line.TrimEnd((byte)'\r');
        _columns = columns;
        _ends = ends;
        for (var from = 0; _count < ends.Length && from <= _line.Length; _count++)
        {
            var next = _line[from..].IndexOf(columns.Separator);
            _ends[_count] = next < 0 ? _line.Length : from + next;
            from = _ends[_count] + 1;
        }
    }

    /// <summary>Cells that are looked at; what stands behind them is left alone.</summary>
    public static int Room => CellsMax;

    /// <summary>A cell without quotes and blanks; empty when the row has none.</summary>
    public ReadOnlySpan<byte> this[HistoryField field]
    {
        get
        {
            var at = _columns.IndexOf(field);
            return at < 0 || at >= _count
                ? default
                : _line[(at == 0 ? 0 : _ends[at - 1] + 1).._ends[at]].Trim(" \""u8);
        }
    }

    /// <summary>A finite number, not negative; <see cref="double.NaN"/> when the file has no such column.</summary>
    /// <exception cref="FormatException">It is no such number.</exception>
    public double Size(HistoryField field) => _columns.IndexOf(field) < 0 ? double.NaN
        : Number(field) is var number and >= 0.0 ? number
        : throw Wrong(field, "a number from 0");

    /// <summary>A finite number above 0.</summary>
    /// <exception cref="FormatException">It is no such number.</exception>
    public double Price(HistoryField field) =>
        Number(field) is var number and > 0.0 ? number : throw Wrong(field, "a number above 0");

    /// <summary>A finite number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public double Number(HistoryField field) =>
        double.TryParse(this[field], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : throw Wrong(field, "a number");

    /// <summary>A text.</summary>
    public string Text(HistoryField field) => Encoding.UTF8.GetString(this[field]);

    /// <summary>A time: seconds, milli-, micro- or nanoseconds since 1970, or ISO 8601 (UTC when no zone is
    /// named).</summary>
    /// <exception cref="FormatException">It is none between 2009 and 2100.</exception>
    public DateTimeOffset Time()
    {
        var cell = this[HistoryField.Time];
        DateTimeOffset? time = null;
        var isCount = Utf8Parser.TryParse(cell, out long whole, out var used)
            && (used == cell.Length || cell[used] == (byte)'.');
        if (isCount)
        {
            time = OfEpoch(whole, used, cell[used..]);
        }
        else if (DateTimeOffset.TryParse(
            Encoding.UTF8.GetString(cell),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var parsed))
        {
            time = parsed.ToUniversalTime();
        }

        return time >= Earliest && time < Latest ? time.Value : throw Wrong(HistoryField.Time, "a time after 2009");
    }

    /// <summary>The error of a cell.</summary>
    public FormatException Wrong(HistoryField field, string expected)
    {
        var text = Text(field);
        var shown = text.Length <= ShownMax ? text : text[..ShownMax] + "...";
        return new FormatException($"{field} is '{shown}'; expected {expected}.");
    }

    private static DateTimeOffset? OfEpoch(long whole, int digits, ReadOnlySpan<byte> rest)
    {
        var ticks = digits switch
        {
            9 or 10 => whole * TimeSpan.TicksPerSecond,
            12 or 13 => whole * TimeSpan.TicksPerMillisecond,
            15 or 16 => whole * TimeSpan.TicksPerMicrosecond,
            18 or 19 => whole / 100,
            _ => -1,
        };
        if (ticks > 0 && digits <= 10 && Utf8Parser.TryParse(rest, out double fraction, out _))
        {
            ticks += (long)(fraction * TimeSpan.TicksPerSecond);
        }

        return ticks > 0 ? DateTimeOffset.UnixEpoch.AddTicks(ticks) : null;
    }
}
