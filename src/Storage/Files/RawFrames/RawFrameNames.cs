using System.Globalization;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>
/// Where the files of a recording lie: <c>VENUE/yyyy-MM-dd/yyyyMMddTHHmmss.fffffffZ</c> and an ending.
/// </summary>
/// <remarks>
/// The name is the receive time of the file's first frame, so that names in order are files in order. The endings say
/// how far it is: <c>.frames.open</c> is being written, <c>.frames</c> waits for its compression, <c>.frames.gz</c> is
/// finished and has its index beside it, <c>.frames.idx</c>. <c>.part</c> behind any of them is a file in the making.
/// </remarks>
internal static class RawFrameNames
{
    public const string Open = ".frames.open";
    public const string Plain = ".frames";
    public const string Gzip = ".frames.gz";
    public const string Index = ".frames.idx";
    public const string Part = ".part";

    private const string DayFormat = "yyyy-MM-dd";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss.fffffff'Z'";

    /// <summary>Path without ending of a file that begins at a time.</summary>
    public static string StemFor(string root, string venue, DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return Path.Combine(
            root,
            venue,
            utc.ToString(DayFormat, CultureInfo.InvariantCulture),
            utc.ToString(TimeFormat, CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Paths without ending of a venue's files on the days of [from, to] and one day around them, in order of time.
    /// </summary>
    public static IReadOnlyList<string> Stems(string root, string venue, DateTimeOffset from, DateTimeOffset to)
    {
        var folder = Path.Combine(root, venue);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var first = DateOnly.FromDateTime(from.UtcDateTime);
        var last = DateOnly.FromDateTime(to.UtcDateTime);
        return
        [
            .. Directory.EnumerateDirectories(folder)
                .Where(day => TryDay(day, out var date)
                    && date.DayNumber >= first.DayNumber - 1 && date.DayNumber <= last.DayNumber + 1)
                .SelectMany(Directory.EnumerateFiles)
                .Select(StemOf)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether nothing has this stem yet.</summary>
    public static bool IsFree(string stem) =>
        !File.Exists(stem + Open) && !File.Exists(stem + Plain) && !File.Exists(stem + Gzip);

    // Index and unfinished parts are no recordings.
    private static string? StemOf(string file)
    {
        foreach (var ending in (ReadOnlySpan<string>)[Gzip, Open, Plain])
        {
            if (file.EndsWith(ending, StringComparison.Ordinal))
            {
                return file[..^ending.Length];
            }
        }

        return null;
    }

    private static bool TryDay(string folder, out DateOnly day) => DateOnly.TryParseExact(
        Path.GetFileName(folder), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
