using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Migrations;

/// <summary>
/// What TimescaleDB adds to the tables, where the extension is available: hypertables, continuous aggregates,
/// compression and retention, from <c>db/timescale</c>. Without it nothing is done, and the same names are plain tables
/// and views.
/// </summary>
public sealed partial class TimescaleSteps
{
    private const string Folder = "timescale/";

    private readonly PostgreSqlDatabase _database;
    private readonly IReadOnlyDictionary<string, int> _daysToKeep;
    private readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    /// <param name="database">A database on which <see cref="Migrator"/> has run.</param>
    /// <param name="daysToKeep">By table, days that its rows are kept; absent or 0 for ever.</param>
    /// <param name="time">Clock for the note of when a step ran.</param>
    public TimescaleSteps(
        PostgreSqlDatabase database, IReadOnlyDictionary<string, int> daysToKeep, TimeProvider time)
    {
        _database = database;
        _daysToKeep = daysToKeep;
        _time = time;
    }

    /// <summary>
    /// Runs what has not run yet in its present form; says how many files that were, or null where the extension is not
    /// available. Nodes that start at once take turns.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be written, or a statement failed.</exception>
    public int? Run()
    {
        using var connection = _database.Open();
        try
        {
            if (connection.Scalar<int>(
                null, "SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'") == 0)
            {
                return null;
            }

            using var turn = PostgreSqlDatabase.TakeTurn(connection);
            connection.Execute(null, "CREATE EXTENSION IF NOT EXISTS timescaledb");
            connection.Execute(null, """
                CREATE TABLE IF NOT EXISTS timescale_steps (
                    name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)
                """);
            var waiting = Files(_daysToKeep).Where(file => !HasRun(connection, file)).ToList();
            waiting.ForEach(file => Apply(connection, file));
            return waiting.Count;
        }
        catch (DbException error)
        {
            throw _database.Trouble(error);
        }
    }

    /// <summary>Name and text of each file, in order, the days filled in.</summary>
    internal static ImmutableArray<(string Name, string Sql)> Files(IReadOnlyDictionary<string, int> daysToKeep)
    {
        var assembly = typeof(TimescaleSteps).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (
                    Path.GetFileNameWithoutExtension(name[Folder.Length..]),
                    Fill(Resources.Text(assembly, name).ReplaceLineEndings("\n"), daysToKeep))),
        ];
    }

    /// <summary>The statements of a file: each ends with a semicolon and an empty line.</summary>
    internal static IEnumerable<string> Statements(string sql) =>
        sql.Split(";\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(statement => statement.TrimEnd(';'));

    private static string Fill(string sql, IReadOnlyDictionary<string, int> daysToKeep) => Days().Replace(
        sql, match => daysToKeep.GetValueOrDefault(match.Groups[1].Value).ToString(CultureInfo.InvariantCulture));

    private static string Checksum(string sql) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static bool HasRun(DbConnection connection, (string Name, string Sql) file) =>
        connection.Scalar<string>(null, "SELECT checksum FROM timescale_steps WHERE name = @name", ("@name", file.Name))
        == Checksum(file.Sql);

    [GeneratedRegex(":([a-z_]+)_days")]
    private static partial Regex Days();

    private void Apply(DbConnection connection, (string Name, string Sql) file)
    {
        foreach (var statement in Statements(file.Sql))
        {
            connection.Execute(null, statement);
        }

        connection.Execute(
            null,
            "INSERT INTO timescale_steps (name, checksum, applied_at) VALUES (@name, @sum, @at) "
            + "ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = excluded.applied_at",
            ("@name", file.Name),
            ("@sum", Checksum(file.Sql)),
            ("@at", _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
    }
}
