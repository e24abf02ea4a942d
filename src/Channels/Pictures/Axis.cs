using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Channels.Pictures;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where, in the axis's unit.</param>
/// <param name="Label">What is written there.</param>
public readonly record struct AxisTick(double Value, string Label);

/// <summary>Places a quantity between the two ends of a plot, and says where the marks are.</summary>
public abstract class Axis
{
    private protected Axis(double min, double max)
    {
        if (!double.IsFinite(max - min) || max <= min)
        {
            throw new ArgumentOutOfRangeException(nameof(max), (min, max), "Must be finite, the end above the start.");
        }

        Min = min;
        Max = max;
    }

    /// <summary>The quantity at the start: left or bottom.</summary>
    public double Min { get; }

    /// <summary>The quantity at the end: right or top.</summary>
    public double Max { get; }

    /// <summary>An axis on which equal differences are equally long.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or the end is not above the
    /// start.</exception>
    public static Axis Linear(double min, double max) => new LinearAxis(min, max);

    /// <summary>An axis on which equal ratios are equally long: for prices.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As <see cref="Linear"/>, or the start is not
    /// positive.</exception>
    public static Axis Log(double min, double max) => new LogAxis(min, max);

    /// <summary>An axis of time, UTC. Its quantity is <see cref="Of(DateTimeOffset)"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The end is not after the start.</exception>
    public static Axis Time(DateTimeOffset from, DateTimeOffset to) => new TimeAxis(from, to);

    /// <summary>A time as the quantity of an axis: seconds since 1970 UTC.</summary>
    public static double Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1_000.0;

    /// <summary>Where a quantity lies: 0 at the start, 1 at the end; may be outside.</summary>
    public abstract double FractionOf(double value);

    /// <summary>Marks at round values, in rising order.</summary>
    /// <param name="countMax">Most marks, 2 to 100.</param>
    public abstract ImmutableArray<AxisTick> Ticks(int countMax);

    /// <summary>Multiples of a round step inside [min, max].</summary>
    private protected static ImmutableArray<AxisTick> RoundTicks(double min, double max, int countMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(countMax, 100);
        var raw = (max - min) / countMax;
        var power = Math.Pow(10.0, Math.Floor(Math.Log10(raw)));
        var step = (raw / power) switch
        {
            <= 1.0 => power,
            <= 2.0 => 2.0 * power,
            <= 5.0 => 5.0 * power,
            _ => 10.0 * power,
        };
        var decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        var format = "#,##0" + (decimals > 0 ? "." + new string('0', decimals) : "");
        var ticks = ImmutableArray.CreateBuilder<AxisTick>();
        for (var i = Math.Ceiling((min / step) - 1e-9); i <= (max / step) + 1e-9 && ticks.Count <= countMax; i++)
        {
            var value = (i * step) + 0.0; // Not the zero with a minus.
            ticks.Add(new AxisTick(value, value.ToString(format, CultureInfo.InvariantCulture)));
        }

        return ticks.ToImmutable();
    }

    private sealed class LinearAxis(double min, double max) : Axis(min, max)
    {
        public override double FractionOf(double value) => (value - Min) / (Max - Min);

        public override ImmutableArray<AxisTick> Ticks(int countMax) => RoundTicks(Min, Max, countMax);
    }
}
