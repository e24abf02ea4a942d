using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Migrations;

/// <summary>
/// Brings a database to the form this version needs: each migration once, in order, all or none. Nodes that start at
/// once take turns.
/// </summary>
public sealed class Migrator
{
    private readonly Database _database;
    private readonly ImmutableArray<Migration> _migrations;
    private readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    /// <param name="database">Which database.</param>
    /// <param name="time">Clock for the note of when a migration ran.</param>
    /// <param name="migrations">All migrations in order; those of this version when not given.</param>
    public Migrator(Database database, TimeProvider time, ImmutableArray<Migration>? migrations = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _time = time;
        _migrations = migrations ?? Migration.For(database.Kind);
    }

    /// <summary>Runs what has not run yet and says how many that were. Safe to call at every start.</summary>
    /// <exception cref="StorageException">
    /// The database cannot be written, comes from a later version, or has run a migration that has since been changed.
    /// </exception>
    public int Run()
    {
        using var connection = _database.Open(DatabaseAccess.Create);
        try
        {
            if (_database.Kind == DatabaseKind.Sqlite)
            {
                connection.Execute(null, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            }

            using var transaction = _database.BeginAlone(connection);
            connection.Execute(transaction, """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)
                """);
            var applied = Applied(connection, transaction);
            CheckApplied(applied);
            var waiting = _migrations.Where(migration => !applied.ContainsKey(migration.Version)).ToList();
            waiting.ForEach(migration => Apply(connection, transaction, migration));
            transaction.Commit();
            return waiting.Count;
        }
        catch (DbException error)
        {
            throw _database.Trouble(error);
        }
    }

    /// <summary>What has run and what waits, in order. Changes nothing.</summary>
    /// <exception cref="StorageException">
    /// The database cannot be read, comes from a later version, or has run a migration that has since been changed.
    /// </exception>
    public ImmutableArray<MigrationState> Status()
    {
        using var connection = _database.Open(DatabaseAccess.Read);
        try
        {
            var applied = _database.HasTable(connection, null, "schema_migrations") ? Applied(connection, null) : [];
            CheckApplied(applied);
            return
            [
                .. _migrations.Select(migration => new MigrationState(
                    migration.Name,
                    applied.TryGetValue(migration.Version, out var ran) ? ran.AppliedAt : null)),
            ];
        }
        catch (DbException error)
        {
            throw _database.Trouble(error);
        }
    }

    private static Dictionary<int, (string Checksum, string AppliedAt)> Applied(
        DbConnection connection, DbTransaction? transaction)
    {
        using var command = connection.Command(
            transaction, "SELECT version, checksum, applied_at FROM schema_migrations");
        using var rows = command.ExecuteReader();
        var applied = new Dictionary<int, (string Checksum, string AppliedAt)>();
        while (rows.Read())
        {
            applied.Add(rows.GetInt32(0), (rows.GetString(1), rows.GetString(2)));
        }

        return applied;
    }

    private void CheckApplied(Dictionary<int, (string Checksum, string AppliedAt)> applied)
    {
        foreach (var (version, ran) in applied.OrderBy(pair => pair.Key))
        {
            var known = _migrations.FirstOrDefault(migration => migration.Version == version)
                ?? throw new StorageException(
                    $"{_database.Name}: it has migration {version}, which this version does not know: "
                    + "it was written by a later version.");
            if (known.Checksum != ran.Checksum)
            {
                throw new StorageException(
                    $"{_database.Name}: migration {known.Name} is not the one it was made with; "
                    + "a published migration never changes.");
            }
        }
    }

    private void Apply(DbConnection connection, DbTransaction transaction, Migration migration)
    {
        connection.Execute(transaction, migration.Sql);
        connection.Execute(
            transaction,
            "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (@version, @name, @sum, @at)",
            ("@version", migration.Version),
            ("@name", migration.Name),
            ("@sum", migration.Checksum),
            ("@at", _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
    }
}
