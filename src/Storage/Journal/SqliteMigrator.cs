using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WhaleStack.Storage.Journal;

/// <summary>Brings a database to the form this version needs: each migration once, in order, all or none.</summary>
public sealed class SqliteMigrator
{
    private readonly JournalSettings _settings;
    private readonly ImmutableArray<Migration> _migrations;
    private readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    /// <param name="settings">Which database.</param>
    /// <param name="time">Clock for the note of when a migration ran.</param>
    /// <param name="migrations">All migrations in order; those of this version when not given.</param>
    public SqliteMigrator(JournalSettings settings, TimeProvider time, ImmutableArray<Migration>? migrations = null)
    {
        _settings = settings;
        _time = time;
        _migrations = migrations ?? Migration.ForSqlite();
    }

    /// <summary>Runs what has not run yet and says how many that were. Safe to call at every start.</summary>
    /// <exception cref="StorageException">
    /// The database cannot be written, comes from a later version, or has run a migration that has since been changed.
    /// </exception>
    public int Run()
    {
        using var connection = _settings.Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, null, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            using var transaction = connection.BeginTransaction(deferred: false);
            Execute(connection, transaction, """
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
        catch (SqliteException error)
        {
            throw StorageException.Of(_settings.Path, error);
        }
    }

    private static Dictionary<int, string> Applied(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT version, checksum FROM schema_migrations";
        using var rows = command.ExecuteReader();
        var applied = new Dictionary<int, string>();
        while (rows.Read())
        {
            applied.Add(rows.GetInt32(0), rows.GetString(1));
        }

        return applied;
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void CheckApplied(Dictionary<int, string> applied)
    {
        foreach (var (version, checksum) in applied.OrderBy(pair => pair.Key))
        {
            var known = _migrations.FirstOrDefault(migration => migration.Version == version)
                ?? throw new StorageException(
                    $"database '{_settings.Path}': it has migration {version}, which this version does not know: "
                    + "it was written by a later version.");
            if (known.Checksum != checksum)
            {
                throw new StorageException(
                    $"database '{_settings.Path}': migration {known.Name} is not the one it was made with; "
                    + "a published migration never changes.");
            }
        }
    }

    private void Apply(SqliteConnection connection, SqliteTransaction transaction, Migration migration)
    {
        Execute(connection, transaction, migration.Sql);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($version, $name, $sum, $at)";
        command.Parameters.AddWithValue("$version", migration.Version);
        command.Parameters.AddWithValue("$name", migration.Name);
        command.Parameters.AddWithValue("$sum", migration.Checksum);
        command.Parameters.AddWithValue(
            "$at", _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        command.ExecuteNonQuery();
    }
}
