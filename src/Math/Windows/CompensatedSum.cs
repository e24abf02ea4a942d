using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>A sum that keeps what rounding drops.</summary>
/// <remarks>
/// Formula: t = s + v; w = t - s; c += (s - (t - w)) + (v - w); s = t; the sum is s + c.
/// Where: s = sum, v = value, c = what was dropped. Unit, range: those of the values.
/// Source: D. Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B (exact without a branch); A. Neumaier,
/// Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 1974 (kept apart).
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
        var added = next - _sum;
        _dropped += (_sum - (next - added)) + (value - added);
        _sum = next;
    }
}
