namespace WhaleStack.Simulator.Binance.Rest;

/// <summary>The times that a list is asked for, both included.</summary>
/// <param name="StartMs">First, ms since 1970.</param>
/// <param name="EndMs">Last, ms since 1970.</param>
public readonly record struct TimeSpanOf(long StartMs, long EndMs)
{
    /// <summary>Reads <c>startTime</c> and <c>endTime</c>.</summary>
    public static TimeSpanOf Read(CallFields fields) => new(
        fields.Whole("startTime", 0), fields.Whole("endTime", long.MaxValue));

    /// <summary>Whether a time is among them.</summary>
    public bool Has(DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds() >= StartMs && at.ToUnixTimeMilliseconds() <= EndMs;
}
