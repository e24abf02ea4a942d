using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Channels.Pictures;

/// <summary>Equal ratios are equally long.</summary>
internal sealed class LogAxis : Axis
{
    /// <summary>Above this ratio of its ends the marks are 1, 2, 5, 10 ...; below it they have a round step.</summary>
    private const double WideRatio = 8.0;

    private readonly double _start;
    private readonly double _length;

    public LogAxis(double min, double max)
        : base(min, max)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(min);
        _start = Math.Log(min);
        _length = Math.Log(max) - _start;
    }

    public override double FractionOf(double value) => (Math.Log(value) - _start) / _length;

    public override ImmutableArray<AxisTick> Ticks(int countMax)
    {
        if (Max / Min <= WideRatio)
        {
            return RoundTicks(Min, Max, countMax);
        }

        var ticks = new List<AxisTick>();
        for (var power = (int)Math.Floor(Math.Log10(Min)); power <= Math.Log10(Max); power++)
        {
            foreach (var digit in (ReadOnlySpan<int>)[1, 2, 5])
            {
                var value = digit * Math.Pow(10.0, power);
                if (value >= Min && value <= Max)
                {
                    ticks.Add(new AxisTick(value, value.ToString("#,##0.##########", CultureInfo.InvariantCulture)));
                }
            }
        }

        var every = (ticks.Count + countMax - 1) / countMax;
        return [.. ticks.Where((_, index) => index % every == 0)];
    }
}
