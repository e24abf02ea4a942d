using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>A point of the moving average convergence/divergence.</summary>
/// <param name="Line">Fast average less slow average.</param>
/// <param name="Signal">Average of the line; null until the line has been there long enough.</param>
public readonly record struct MacdValue(double Line, double? Signal)
{
    /// <summary>Line less signal; null without a signal.</summary>
    public double? Histogram => Line - Signal;
}

/// <summary>Moving average convergence/divergence.</summary>
/// <remarks>
/// Formula: line = EMA(f) - EMA(s); signal = EMA(g) of the line; histogram = line - signal.
/// Where: f, s, g = fast, slow and signal period; each EMA begins with the simple mean. Unit: that of the values.
/// Range: any. Source: G. Appel, Technical Analysis: Power Tools for Active Investors, 2005. Warm-up: s values, and s +
/// g - 1 for the signal. Cost: O(1). Null in warm-up. Not thread-safe.
/// </remarks>
public sealed class Macd
{
    private readonly (int Fast, int Slow, int Signal) _periods;
    private MacdKernel _kernel;

    /// <summary>Makes one.</summary>
    /// <param name="fast">Period of the fast average, at least 1.</param>
    /// <param name="slow">Period of the slow average, above the fast one.</param>
    /// <param name="signal">Period of the signal, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A period is out of range.</exception>
    public Macd(int fast = 12, int slow = 26, int signal = 9)
    {
        _periods = (fast, slow, signal);
        _kernel = new MacdKernel(fast, slow, signal);
    }

    /// <summary>The present point; null in warm-up.</summary>
    public MacdValue? Value { get; private set; }

    /// <summary>Adds a value; the present point, null in warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no number of at most 1e150 either way.</exception>
    public MacdValue? Add(double value)
    {
        Argument.Usable(value);
        return Value = _kernel.Add(value, out var point) ? point : null;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() =>
        (_kernel, Value) = (new MacdKernel(_periods.Fast, _periods.Slow, _periods.Signal), null);

    /// <summary>The points of a whole series, 0 without signal in warm-up; returns the place of the first
    /// one.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or as for one value.</exception>
    public static int Of(ReadOnlySpan<double> values, int fast, int slow, int signal, Span<MacdValue> points) =>
        Batch.Run(new MacdKernel(fast, slow, signal), values, points, default);
}

internal struct MacdKernel : IKernel<MacdValue>
{
    private EmaKernel _fast;
    private EmaKernel _slow;
    private EmaKernel _signal;

    public MacdKernel(int fast, int slow, int signal)
    {
        (_fast, _slow, _signal) = (new EmaKernel(fast), new EmaKernel(slow), new EmaKernel(signal));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(slow, fast);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double value, out MacdValue result)
    {
        _fast.Add(value, out var fast);
        if (!_slow.Add(value, out var slow))
        {
            result = default;
            return false;
        }

        var line = fast - slow;
        result = new MacdValue(line, _signal.Add(line, out var signal) ? signal : null);
        return true;
    }
}
