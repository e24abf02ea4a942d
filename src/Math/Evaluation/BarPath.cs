namespace WhaleStack.Quant;

/// <summary>How far price went after a bar, and when it first went that far.</summary>
/// <remarks>Buffers are reused from decision to decision. Not thread-safe.</remarks>
internal sealed class BarPath(MarketSeries series, TimeSpan horizonMax)
{
    // A horizon counts as seen when at most this share of its bars is missing.
    private const double MissingShareMax = 0.05;

    private readonly double[] _up = new double[(int)(horizonMax / series.Interval) + 1];
    private readonly double[] _down = new double[(int)(horizonMax / series.Interval) + 1];
    private int _bar;
    private int _count;

    /// <summary>Looks at the bars after one.</summary>
    public void Load(int bar)
    {
        _bar = bar;
        _count = 0;
        var start = series.Bars[bar];
        var (up, down) = (0.0, 0.0);
        for (var i = bar + 1; i < series.Bars.Count && _count < _up.Length; i++)
        {
            if (series.Bars[i].CloseTime - start.CloseTime > horizonMax)
            {
                break;
            }

            up = Math.Max(up, Math.Log(series.Bars[i].High / start.Close));
            down = Math.Max(down, Math.Log(start.Close / series.Bars[i].Low));
            (_up[_count], _down[_count]) = (up, down);
            _count++;
        }
    }

    /// <summary>The last bar within a horizon; null when its last bar or too many others are missing.</summary>
    public int? EndOf(TimeSpan horizon)
    {
        // Only bars within the horizon decide, so that the answer is the same however much comes after it.
        var start = series.Bars[_bar].CloseTime;
        var count = 0;
        while (count < _count && series.Bars[_bar + count + 1].CloseTime - start <= horizon)
        {
            count++;
        }

        var isWhole = count > 0
            && series.Bars[_bar + count].CloseTime - start > horizon - series.Interval
            && count >= (1.0 - MissingShareMax) * (horizon / series.Interval);
        return isWhole ? _bar + count : null;
    }

    /// <summary>Farthest way to a side up to a bar, as |ln|.</summary>
    public double Excursion(LiquidationSide side, int endBar) => Way(side)[endBar - _bar - 1];

    /// <summary>The first bar that went so far to a side, -1 when none did within the longest horizon.</summary>
    public int Touch(LiquidationSide side, double distanceLog)
    {
        var way = Way(side);
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (way[middle] >= distanceLog)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low < _count ? _bar + 1 + low : -1;
    }

    private double[] Way(LiquidationSide side) => side == LiquidationSide.Shorts ? _up : _down;
}
