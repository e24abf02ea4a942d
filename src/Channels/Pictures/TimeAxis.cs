using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Channels.Pictures;

/// <summary>Time in UTC, marked at round hours and days.</summary>
internal sealed class TimeAxis(DateTimeOffset from, DateTimeOffset to) : Axis(Of(from), Of(to))
{
    private const double HourSeconds = 3_600.0;
    private const double DaySeconds = 24.0 * HourSeconds;

    private static readonly ImmutableArray<double> Steps =
    [
        60.0, 300.0, 900.0, HourSeconds, 3.0 * HourSeconds, 6.0 * HourSeconds, 12.0 * HourSeconds,
        DaySeconds, 2.0 * DaySeconds, 5.0 * DaySeconds, 10.0 * DaySeconds, 30.0 * DaySeconds, 90.0 * DaySeconds,
        365.0 * DaySeconds,
    ];

    public override double FractionOf(double value) => (value - Min) / (Max - Min);

    public override ImmutableArray<AxisTick> Ticks(int countMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 2);
        var step = Steps.FirstOrDefault(candidate => (Max - Min) / candidate <= countMax, Steps[^1]);
        while ((Max - Min) / step > countMax)
        {
            step *= 2.0;
        }

        var ticks = ImmutableArray.CreateBuilder<AxisTick>();
        for (var i = Math.Ceiling(Min / step); i * step <= Max; i++)
        {
            ticks.Add(new AxisTick(i * step, Label(i * step, step)));
        }

        return ticks.ToImmutable();
    }

    private static string Label(double seconds, double step)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        var format = step < DaySeconds ? "MMM d HH:mm" : step < 30.0 * DaySeconds ? "MMM d" : "yyyy-MM-dd";
        return time.ToString(format, CultureInfo.InvariantCulture);
    }
}
