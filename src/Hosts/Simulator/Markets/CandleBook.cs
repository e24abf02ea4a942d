namespace WhaleStack.Simulator.Markets;

/// <summary>The minutes of one symbol, and every longer candle that can be put together of them.</summary>
public sealed class CandleBook
{
    /// <summary>Minutes that are kept.</summary>
    public const int MinutesMax = 3_000;

    private readonly List<MinuteCandle> _minutes = [];

    /// <summary>Bybit's names of intervals and their lengths; weeks start on Monday, months with the
    /// calendar.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Intervals { get; } = new Dictionary<string, TimeSpan>
    {
        ["1"] = TimeSpan.FromMinutes(1),
        ["3"] = TimeSpan.FromMinutes(3),
        ["5"] = TimeSpan.FromMinutes(5),
        ["15"] = TimeSpan.FromMinutes(15),
        ["30"] = TimeSpan.FromMinutes(30),
        ["60"] = TimeSpan.FromHours(1),
        ["120"] = TimeSpan.FromHours(2),
        ["240"] = TimeSpan.FromHours(4),
        ["360"] = TimeSpan.FromHours(6),
        ["720"] = TimeSpan.FromHours(12),
        ["D"] = TimeSpan.FromDays(1),
        ["W"] = TimeSpan.FromDays(7),
        ["M"] = TimeSpan.FromDays(31),
    };

    /// <summary>Adds a whole minute of the past; in order.</summary>
    public void Add(MinuteCandle minute) => Keep(minute);

    /// <summary>Adds a trade.</summary>
    public void Add(DateTimeOffset at, decimal price, decimal size)
    {
        var start = StartOf(at, "1");
        if (_minutes.Count > 0 && _minutes[^1].Start >= start)
        {
            _minutes[^1] = _minutes[^1].With(price, size);
        }
        else
        {
            var open = _minutes.Count > 0 ? _minutes[^1].Close : price;
            Keep(new MinuteCandle(start, open, open, open, open, 0m, 0m).With(price, size));
        }
    }

    /// <summary>Candles of an interval, oldest first; the last may be unfinished.</summary>
    public IReadOnlyList<MinuteCandle> Candles(string interval)
    {
        var candles = new List<MinuteCandle>();
        foreach (var minute in _minutes)
        {
            var start = StartOf(minute.Start, interval);
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
    public static DateTimeOffset EndOf(DateTimeOffset start, string interval) =>
        (interval == "M" ? start.AddMonths(1) : start + Intervals[interval]).AddMilliseconds(-1);

    private static DateTimeOffset StartOf(DateTimeOffset at, string interval)
    {
        if (interval == "M")
        {
            return new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero);
        }

        // 1970 began on a Thursday.
        var length = Intervals[interval].Ticks;
        var shift = interval == "W" ? TimeSpan.FromDays(3).Ticks : 0;
        var since = at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + shift;
        return DateTimeOffset.UnixEpoch.AddTicks((since / length * length) - shift);
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
