namespace WhaleStack.Venues;

/// <summary>Times as venues are asked for them.</summary>
internal static class VenueTime
{
    /// <summary>9999-12-31 in milliseconds: the last time that a <see cref="DateTimeOffset"/> holds.</summary>
    public const long EpochMsMax = 253_402_300_799_999;

    /// <summary>Milliseconds since 1970 UTC, in which all venues here count.</summary>
    public static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>Refuses what is no span: its end lies before its beginning, or it begins before 1970.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static void CheckSpan(DateTimeOffset from, DateTimeOffset to)
    {
        if (from < DateTimeOffset.UnixEpoch || to < from)
        {
            throw new ArgumentException($"from {from:O} to {to:O} is no span of time since 1970.");
        }
    }
}
