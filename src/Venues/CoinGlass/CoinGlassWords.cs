using System.Collections.Frozen;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>What CoinGlass calls lengths of time.</summary>
internal static class CoinGlassWords
{
    private static readonly FrozenDictionary<TimeSpan, string> Intervals = new Dictionary<TimeSpan, string>
    {
        [TimeSpan.FromMinutes(1)] = "1m",
        [TimeSpan.FromMinutes(3)] = "3m",
        [TimeSpan.FromMinutes(5)] = "5m",
        [TimeSpan.FromMinutes(15)] = "15m",
        [TimeSpan.FromMinutes(30)] = "30m",
        [TimeSpan.FromHours(1)] = "1h",
        [TimeSpan.FromHours(4)] = "4h",
        [TimeSpan.FromHours(6)] = "6h",
        [TimeSpan.FromHours(8)] = "8h",
        [TimeSpan.FromHours(12)] = "12h",
        [TimeSpan.FromDays(1)] = "1d",
        [TimeSpan.FromDays(7)] = "1w",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<TimeSpan, string> Ranges = new Dictionary<TimeSpan, string>
    {
        [TimeSpan.FromHours(12)] = "12h",
        [TimeSpan.FromHours(24)] = "24h",
        [TimeSpan.FromDays(3)] = "3d",
        [TimeSpan.FromDays(7)] = "7d",
        [TimeSpan.FromDays(30)] = "30d",
        [TimeSpan.FromDays(90)] = "90d",
        [TimeSpan.FromDays(180)] = "180d",
        [TimeSpan.FromDays(365)] = "1y",
    }.ToFrozenDictionary();

    /// <summary>The word for an interval of a series.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string Interval(TimeSpan interval) => Word(Intervals, interval, nameof(interval));

    /// <summary>The word for the range of a heatmap.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string Range(TimeSpan range) => Word(Ranges, range, nameof(range));

    private static string Word(FrozenDictionary<TimeSpan, string> words, TimeSpan length, string name)
    {
        var known = words.OrderBy(word => word.Key).Select(word => word.Value);
        return words.GetValueOrDefault(length)
            ?? throw new ArgumentException(
                $"{name} is '{length}'; expected one of {string.Join(", ", known)}.", name);
    }
}
