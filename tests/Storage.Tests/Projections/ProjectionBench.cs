using System.Globalization;
using WhaleStack.Domain.Projections;
using WhaleStack.Domain.Tests.Projections;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Projections;
using WhaleStack.Storage.Tests.Databases;

namespace WhaleStack.Storage.Tests.Projections;

/// <summary>A database with a journal, and projections over it.</summary>
internal sealed class ProjectionBench : IDisposable
{
    private static readonly Dictionary<string, string> Strategies =
        new(StringComparer.Ordinal) { ["grid"] = "grid_strategy" };

    private readonly TempFolder _folder = new();
    private readonly JournalWriter _writer;
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);

    public ProjectionBench(DatabaseKind kind, PostgreSqlFixture server)
    {
        Database = kind == DatabaseKind.Sqlite
            ? new SqliteDatabase(_folder.File("journal.db"))
            : server.NewDatabase();
        new Migrator(Database, TimeProvider.System).Run();
        JournalWriter.Prepare(Database);
        _writer = new JournalWriter(Database);
    }

    public Database Database { get; }

    public static IEnumerable<IJournalFold> Folds => JournalFolds.All(Strategies);

    public JournalProjection Projection(string name, int eventsMax = 1_000) =>
        new(Database, Folds.Single(fold => fold.Name == name), eventsMax, TimeProvider.System);

    public void Write(JournalScript script, int from = 0, int to = int.MaxValue)
    {
        _writer.Begin();
        foreach (var (persistenceId, happened) in script.Events.Take(to).Skip(from))
        {
            Write(persistenceId, happened);
        }

        _writer.End(commit: true);
    }

    public void Write(string persistenceId, object happened) =>
        _writer.Write(persistenceId, Next(persistenceId), happened);

    public void WriteRaw(string persistenceId, string manifest, byte[] payload) =>
        _writer.WriteRaw(persistenceId, Next(persistenceId), manifest, payload);

    public void Execute(string sql)
    {
        using var connection = Database.Open();
        connection.Execute(null, sql);
    }

    /// <summary>Every row of the tables of a projection, without the numbers that the database gives out.</summary>
    public IReadOnlyList<string> Dump(string projection)
    {
        var lines = new List<string>();
        foreach (var table in Folds.Single(fold => fold.Name == projection).Tables)
        {
            var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
            lines.AddRange(Query($"SELECT {columns} FROM {table.Name} ORDER BY {columns}"));
        }

        lines.AddRange(Query(
            $"SELECT key, CAST(state AS TEXT) FROM projection_states WHERE name = '{projection}' ORDER BY key"));
        return lines;
    }

    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = Database.Open(DatabaseAccess.Read);
        using var command = connection.Command(null, sql);
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i =>
                rows.IsDBNull(i) ? "null" : Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return lines;
    }

    public static void Finish(JournalProjection projection)
    {
        while (projection.Advance().IsBehind)
        {
            // More is waiting.
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    private long Next(string persistenceId) =>
        _sequences[persistenceId] = _sequences.GetValueOrDefault(persistenceId) + 1;
}
