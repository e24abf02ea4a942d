namespace WhaleStack.Quant;

/// <summary>What price did after every watermark of a series, and what it did on the mean at other times of the same
/// hour of the week.</summary>
/// <remarks>
/// Formula: return = ln(close after T / close now); range = ln(highest / lowest of the T after it); range in ATR =
/// range / ATR known at the watermark. The null is the mean over all other watermarks of that hour of the week, which
/// endless draws of random times would come to. Unit: bps, ATR. Cost: O(watermarks x bars of the longest horizon).
/// </remarks>
internal sealed class AfterTable
{
    private const int HoursOfWeek = 7 * 24;
    private readonly Dictionary<DateTimeOffset, int> _places = [];
    private readonly List<After?[]> _rows = [];
    private readonly (double Count, After Sum)[,] _nulls;

    public AfterTable(MarketSeries series, SignalOptions options)
    {
        _nulls = new (double, After)[options.Horizons.Length, HoursOfWeek];
        var tracker = new MarketTracker(series.Interval);
        var path = new BarPath(series, options.HorizonLong);
        for (var i = 0; i < series.Bars.Count; i++)
        {
            tracker.Add(series.Bars[i]);
            var time = series.Bars[i].CloseTime;
            if (time.UtcTicks % options.Every.Ticks == 0 && tracker.State(double.NaN) is { } market)
            {
                path.Load(i);
                Add(time, [.. options.Horizons.Select(horizon => Look(series, path, i, horizon, market.AtrFraction))]);
            }
        }
    }

    /// <summary>What came after a watermark, and what usually comes; null when either is not known.</summary>
    public (After Own, After Usual)? At(DateTimeOffset time, int horizon)
    {
        if (!_places.TryGetValue(time, out var place) || _rows[place][horizon] is not { } own)
        {
            return null;
        }

        var (count, sum) = _nulls[horizon, HourOf(time)];
        return count < 2.0 ? null : (own, (sum - own) / (count - 1.0));
    }

    private static int HourOf(DateTimeOffset time) => (int)(time.UtcTicks / TimeSpan.TicksPerHour % HoursOfWeek);

    private static After? Look(MarketSeries series, BarPath path, int bar, TimeSpan horizon, double atrFraction)
    {
        if (path.EndOf(horizon) is not { } end)
        {
            return null;
        }

        var range = path.Excursion(LiquidationSide.Shorts, end) + path.Excursion(LiquidationSide.Longs, end);
        return new After(
            Math.Log(series.Bars[end].Close / series.Bars[bar].Close) * 1e4, range * 1e4, range / atrFraction);
    }

    private void Add(DateTimeOffset time, After?[] row)
    {
        _places.Add(time, _rows.Count);
        _rows.Add(row);
        for (var horizon = 0; horizon < row.Length; horizon++)
        {
            if (row[horizon] is { } after)
            {
                ref var cell = ref _nulls[horizon, HourOf(time)];
                cell = (cell.Count + 1.0, cell.Sum + after);
            }
        }
    }

    /// <summary>What came after.</summary>
    /// <param name="ReturnBps">Return.</param>
    /// <param name="RangeBps">Highest over lowest.</param>
    /// <param name="RangeAtr">The same in ATR.</param>
    internal readonly record struct After(double ReturnBps, double RangeBps, double RangeAtr)
    {
        public static After operator +(After a, After b) =>
            new(a.ReturnBps + b.ReturnBps, a.RangeBps + b.RangeBps, a.RangeAtr + b.RangeAtr);

        public static After operator -(After a, After b) =>
            new(a.ReturnBps - b.ReturnBps, a.RangeBps - b.RangeBps, a.RangeAtr - b.RangeAtr);

        public static After operator /(After a, double count) =>
            new(a.ReturnBps / count, a.RangeBps / count, a.RangeAtr / count);
    }
}
