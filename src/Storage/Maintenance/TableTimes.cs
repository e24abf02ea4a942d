using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files.Retention;

namespace WhaleStack.Storage.Maintenance;

/// <summary>The column that says of which time a row is, and how each database holds a time.</summary>
internal static class TableTimes
{
    /// <summary>By table. A table that is absent here has no time to choose by.</summary>
    public static ImmutableSortedDictionary<string, string> Columns { get; } = TableRetention.TimeColumns
        .SetItems(new Dictionary<string, string>
        {
            ["trades"] = "entry_time",
            ["wicks"] = "updated_at",
            ["auto_traders"] = "created_at",
            ["models"] = "trained_at",
            ["metrics"] = "measured_at",
        });

    /// <summary>A time as a parameter: text in SQLite, in the one form that its tables have.</summary>
    public static object Parameter(DatabaseKind kind, DateTimeOffset time) => kind == DatabaseKind.Sqlite
        ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
        : time.UtcDateTime;

    /// <summary>A name as SQL writes it.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
