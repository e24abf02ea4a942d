using System.CommandLine;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Node.Startup;

/// <summary>The option <c>--database</c>: which kind of database a command uses.</summary>
public static class DatabaseOption
{
    private const string Sqlite = "sqlite";
    private const string PostgreSql = "postgresql";

    /// <summary>Makes it.</summary>
    /// <param name="description">What the command does with it.</param>
    /// <param name="recursive">Whether the commands below have it too.</param>
    public static Option<string> Create(string description, bool recursive = false)
    {
        var option = new Option<string>("--database")
        {
            Description = description,
            Recursive = recursive,
            DefaultValueFactory = _ => Sqlite,
        };
        option.AcceptOnlyFromAmong(Sqlite, PostgreSql);
        return option;
    }

    /// <summary>What the user chose.</summary>
    public static DatabaseKind KindOf(this ParseResult parsed, Option<string> option)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return parsed.GetValue(option) == PostgreSql ? DatabaseKind.PostgreSql : DatabaseKind.Sqlite;
    }
}
