using WhaleStack.Messages.Units;

namespace WhaleStack.Simulator.Markets;

/// <summary>The minutes of one symbol, and every longer candle that can be put together of them.</summary>
public sealed class CandleBook
{
    /// <summary>Minutes that are kept.</summary>
    public const int MinutesMax = 3_000;

    private readonly List<MinuteCandle> _minutes = [];

    /// <summary>Length of a candle of a calendar month.</summary>
    public static readonly TimeSpan Month = TimeSpan.FromDays(31);

    /// <summary>Length of a candle of a week, which starts on Monday.</summary>
    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Adds a whole minute of the past; in order.</summary>
    public void Add(MinuteCandle minute) => Keep(minute);

    /// <summary>Adds a trade.</summary>
    public void Add(DateTimeOffset at, decimal price, decimal size, Side takerSide)
    {
        var start = StartOf(at, TimeSpan.FromMinutes(1));
        if (_minutes.Count > 0 && _minutes[^1].Start >= start)
        {
            _minutes[^1] = _minutes[^1].With(price, size, takerSide);
        }
        else
        {
            var open = _minutes.Count > 0 ? _minutes[^1].Close : price;
            Keep(new MinuteCandle(start, open, open, open, open, 0m, 0m).With(price, size, takerSide));
        }
    }

    /// <summary>Candles of a length, oldest first; the last may be unfinished.</summary>
    public IReadOnlyList<MinuteCandle> Candles(TimeSpan length)
    {
        var candles = new List<MinuteCandle>();
        foreach (var minute in _minutes)
        {
            var start = StartOf(minute.Start, length);
            if (candles.Count > 0 && candles[^1].Start == start)
            {
                candles[^1] = candles[^1].Joined(minute);
            }
            else
            {
                candles.Add(minute with { Start = start });
            }
        }

        return candles;
    }

    /// <summary>The minutes of the last day.</summary>
    public IEnumerable<MinuteCandle> Since(DateTimeOffset from) => _minutes.Where(minute => minute.Start >= from);

    /// <summary>The end of the candle that starts then, its last millisecond.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset start, TimeSpan length) =>
        (length == Month ? start.AddMonths(1) : start + length).AddMilliseconds(-1);

    private static DateTimeOffset StartOf(DateTimeOffset at, TimeSpan length)
    {
        if (length == Month)
        {
            return new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero);
        }

        // 1970 began on a Thursday.
        var shift = length == Week ? TimeSpan.FromDays(3).Ticks : 0;
        var since = at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + shift;
        return DateTimeOffset.UnixEpoch.AddTicks((since / length.Ticks * length.Ticks) - shift);
    }

    private void Keep(MinuteCandle minute)
    {
        _minutes.Add(minute);
        if (_minutes.Count > MinutesMax)
        {
            _minutes.RemoveAt(0);
        }
    }
}
