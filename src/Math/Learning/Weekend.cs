namespace WhaleStack.Quant;

/// <summary>How much of a time is weekend, when markets are calmer.</summary>
/// <remarks>Saturday and Sunday in UTC, which is what venues, funding and daily candles go by.</remarks>
public static class Weekend
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan End = TimeSpan.FromDays(2);

    /// <summary>The share, 0 to 1, of a span of time that is weekend.</summary>
    /// <param name="from">Its beginning.</param>
    /// <param name="length">Its length, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not above zero.</exception>
    public static double Share(DateTimeOffset from, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        return (Until(from + length) - Until(from)) / length;
    }

    /// <summary>Weekend from some first Saturday to a time.</summary>
    private static TimeSpan Until(DateTimeOffset time)
    {
        // The year 1 began on a Monday, so that its first Saturday is the sixth day.
        var (weeks, rest) = Math.DivRem(time.UtcTicks - TimeSpan.FromDays(5).Ticks, Week.Ticks);
        return (weeks * End) + TimeSpan.FromTicks(Math.Clamp(rest, 0L, End.Ticks));
    }
}
