using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Files.Retention;

/// <summary>How long files and rows are kept; <c>config/retention.yaml</c>.</summary>
/// <param name="Grace">How long a file lies in the delete queue before it is deleted, 1 hour to 10 years.</param>
/// <param name="BackupsMax">Backups that are kept, the newest ones, 1 to 10,000.</param>
/// <param name="Folders">Folders whose files are not kept for ever, each once; the first that holds a file
/// counts.</param>
/// <param name="Tables">Tables whose rows are not kept for ever, each once.</param>
public sealed record RetentionOptions(
    TimeSpan Grace,
    int BackupsMax,
    ImmutableArray<FolderRetention> Folders,
    ImmutableArray<TableRetention> Tables) : IValidatedOptions
{
    internal static readonly TimeSpan KeepMin = TimeSpan.FromDays(1);
    internal static readonly TimeSpan KeepMax = TimeSpan.FromDays(36_500);

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes()
            .Within("grace", Grace, TimeSpan.FromHours(1), TimeSpan.FromDays(3_650))
            .Within("backups_max", BackupsMax, 1, 10_000);
        NestedIn(mistakes, "folders", Folders, folder => folder.Folder);
        NestedIn(mistakes, "tables", Tables, table => table.Table);
        return mistakes.Found;
    }

    private static void NestedIn<T>(Mistakes mistakes, string key, ImmutableArray<T> groups, Func<T, string?> nameOf)
        where T : IValidatedOptions
    {
        var all = groups.IsDefault ? [] : groups;
        for (var i = 0; i < all.Length; i++)
        {
            mistakes.Nested($"{key}[{i}]", all[i]);
        }

        foreach (var name in all.GroupBy(nameOf, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            mistakes.Unless(holds: false, key, $"'{name.Key}' more than once", "each once");
        }
    }
}

/// <summary>How long the files of a folder and of those below it are kept.</summary>
/// <param name="Folder">Path below the data folder, with '/' between the names.</param>
/// <param name="Keep">How long since a file was last written, 1 day to 100 years.</param>
/// <param name="Archive">Whether files are archived instead of deleted.</param>
/// <param name="KeepNewest">Newest files of each folder that stay, however old they are, 0 to 1,000,000.</param>
public sealed record FolderRetention(string Folder, TimeSpan Keep, bool Archive = false, int KeepNewest = 0)
    : IValidatedOptions
{
    private static readonly string[] NotByAge = ["retention", "backups"];

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Unless(
            Folder is { Length: > 0 } && DataFolders.Knows(Folder) && !NotByAge.Contains(Folder.Split('/')[0]),
            "folder",
            $"'{Folder}'",
            "a folder of the data folder, such as incoming/ws_raw, not retention or backups")
        .Within("keep", Keep, RetentionOptions.KeepMin, RetentionOptions.KeepMax)
        .Within("keep_newest", KeepNewest, 0, 1_000_000)
        .Found;

    /// <summary>Whether a file lies in the folder or below it.</summary>
    internal bool Holds(string path) => path.StartsWith(Folder + "/", StringComparison.Ordinal);
}

/// <summary>How long the rows of a table are kept.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Keep">How long since the row's time, 1 day to 100 years.</param>
public sealed record TableRetention(string Table, TimeSpan Keep) : IValidatedOptions
{
    /// <summary>The tables that may be pruned, and the column with the time of a row.</summary>
    public static ImmutableSortedDictionary<string, string> TimeColumns { get; } =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
        {
            ["ohlcv"] = "time",
            ["liquidation_snapshots"] = "time",
            ["clusters"] = "detected_at",
            ["signals"] = "created_at",
            ["agent_logs"] = "created_at",
            ["affiliate_clicks"] = "clicked_at",
            ["pnl"] = "calculated_at",
            ["equity"] = "time",
        });

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Unless(
            TimeColumns.ContainsKey(Table ?? string.Empty),
            "table",
            $"'{Table}'",
            "one of " + string.Join(", ", TimeColumns.Keys))
        .Within("keep", Keep, RetentionOptions.KeepMin, RetentionOptions.KeepMax)
        .Found;
}
