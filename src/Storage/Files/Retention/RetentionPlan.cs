using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Storage.Files.Retention;

/// <summary>A file as the planner sees it.</summary>
/// <param name="Path">Path below the data folder, with '/' between the names.</param>
/// <param name="WrittenAt">When it was last written.</param>
/// <param name="Bytes">Its size.</param>
public sealed record DataFile(string Path, DateTimeOffset WrittenAt, long Bytes);

/// <summary>What is to be done with one file or with one backup.</summary>
/// <param name="Path">Path below the data folder.</param>
/// <param name="Target">Where it goes, below the data folder; null when it is deleted.</param>
/// <param name="Bytes">Its size; 0 for a backup.</param>
public sealed record RetentionStep(string Path, string? Target, long Bytes);

/// <summary>What is due at a moment: a pure function of what lies there.</summary>
public static class RetentionPlan
{
    /// <summary>Where files wait to be deleted: below it the day on which they came, then their old path.</summary>
    public const string DeleteQueue = "retention/delete_queue";

    /// <summary>Where files stay for ever, under their old path.</summary>
    public const string ColdArchive = "retention/cold_archive";

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Decides.</summary>
    /// <param name="options">How long what is kept.</param>
    /// <param name="files">All files below the data folder.</param>
    /// <param name="backups">Names of the folders below <c>backups</c> that are whole backups.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The steps, in order of their paths.</returns>
    public static ImmutableArray<RetentionStep> Of(
        RetentionOptions options, IReadOnlyCollection<DataFile> files, IEnumerable<string> backups, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(backups);
        var queue = $"{DeleteQueue}/{now.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture)}";
        var surplus = backups.OrderDescending(StringComparer.Ordinal).Skip(options.BackupsMax)
            .Select(name => new RetentionStep($"backups/{name}", $"{queue}/backups/{name}", 0));
        var expired = options.Folders.SelectMany(rule => Expired(options, rule, files, now).Select(file =>
            new RetentionStep(file.Path, $"{(rule.Archive ? ColdArchive : queue)}/{file.Path}", file.Bytes)));
        var deletions = files.Where(file => IsDue(file.Path, options.Grace, now))
            .Select(file => new RetentionStep(file.Path, null, file.Bytes));
        return [.. surplus.Concat(expired).Concat(deletions).OrderBy(step => step.Path, StringComparer.Ordinal)];
    }

    /// <summary>Whether somebody may be writing a file, so that it must stay where it is.</summary>
    public static bool MayBeOpen(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name == "metrics.prom"
            || (name.EndsWith(".log", StringComparison.Ordinal) && name.IndexOf('.') == name.Length - ".log".Length)
            || (name.Contains(".frames", StringComparison.Ordinal)
                && !name.EndsWith(".frames.gz", StringComparison.Ordinal)
                && !name.EndsWith(".frames.idx", StringComparison.Ordinal));
    }

    private static IEnumerable<DataFile> Expired(
        RetentionOptions options, FolderRetention rule, IEnumerable<DataFile> files, DateTimeOffset now) => files
        .Where(file => options.Folders.First(first => first == rule || first.Holds(file.Path)) == rule)
        .Where(file => rule.Holds(file.Path) && !MayBeOpen(file.Path))
        .GroupBy(file => file.Path[..file.Path.LastIndexOf('/')], StringComparer.Ordinal)
        .SelectMany(folder => folder
            .OrderByDescending(file => file.WrittenAt)
            .ThenByDescending(file => file.Path, StringComparer.Ordinal)
            .Skip(rule.KeepNewest))
        .Where(file => now - file.WrittenAt > rule.Keep);

    // The day of arrival is in the path: moving a file leaves its times alone, which are those of its content.
    private static bool IsDue(string path, TimeSpan grace, DateTimeOffset now)
    {
        var names = path.Split('/');
        return path.StartsWith(DeleteQueue + "/", StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(
                names[2], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            && now - day > grace + TimeSpan.FromDays(1);
    }
}
