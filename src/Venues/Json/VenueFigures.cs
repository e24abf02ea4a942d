namespace WhaleStack.Venues.Json;

/// <summary>Numbers with a range, and times of which only the size tells the unit.</summary>
internal static class VenueFigures
{
    // 100,000,000,000: as seconds the year 5138, as milliseconds 1973.
    private const decimal SecondsMax = 100_000_000_000m;

    // 9999-12-31: what DateTimeOffset holds.
    private const decimal EpochMsMax = 253_402_300_799_999m;

    /// <summary>A number from 0.</summary>
    public static decimal Amount(this VenueValue value) =>
        value.Decimal() is >= 0m and var amount ? amount : throw value.Wrong($"'{value.Shown}' is below 0");

    /// <summary>A price: a number above 0.</summary>
    public static decimal Price(this VenueValue value) =>
        value.Decimal() is > 0m and var price ? price : throw value.Wrong($"'{value.Shown}' is not above 0");

    /// <summary>The index of something that there are so many of.</summary>
    public static int Index(this VenueValue value, int count)
    {
        var index = value.Decimal();
        return index >= 0m && index < count && index == decimal.Truncate(index)
            ? (int)index
            : throw value.Wrong($"{index} is no index of {count}");
    }

    /// <summary>A time in seconds or milliseconds of the epoch: which of them, its size tells.</summary>
    public static DateTimeOffset EpochTime(this VenueValue value)
    {
        var number = value.Decimal();
        var milliseconds = number < SecondsMax ? number * 1_000m : number;
        return milliseconds is > 0m and <= EpochMsMax && milliseconds == decimal.Truncate(milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : throw value.Wrong($"{number} is no time");
    }
}
