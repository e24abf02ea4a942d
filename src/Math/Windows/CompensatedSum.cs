using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>A sum that keeps what rounding drops.</summary>
/// <remarks>
/// Formula: t = s + v; c += |s| at least |v| ? (s - t) + v : (v - t) + s; s = t; the sum is s + c.
/// Where: s = sum, v = value, c = what was dropped. Unit, range: those of the values.
/// Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 1974.
/// Warm-up: none. Cost: O(1).
/// </remarks>
internal struct CompensatedSum
{
    private double _sum;
    private double _dropped;

    public readonly double Value => _sum + _dropped;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        var next = _sum + value;
        _dropped += Math.Abs(_sum) >= Math.Abs(value) ? (_sum - next) + value : (value - next) + _sum;
        _sum = next;
    }
}
