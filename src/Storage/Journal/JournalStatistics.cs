using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Storage.Journal;

/// <summary>
/// Reads a journal's file from outside, for summaries and for comparing runs. Safe beside a running node.
/// </summary>
public sealed class JournalStatistics
{
    private readonly JournalSettings _settings;

    /// <summary>Makes one.</summary>
    /// <param name="settings">Which database.</param>
    public JournalStatistics(JournalSettings settings) => _settings = settings;

    /// <summary>Rows in the journal; 0 when nothing was ever written.</summary>
    /// <exception cref="StorageException">The database is absent or cannot be read.</exception>
    public long Count() => CountByType().Values.Sum();

    /// <summary>Rows by manifest, such as <c>trader.decided.1</c>.</summary>
    /// <exception cref="StorageException">The database is absent or cannot be read.</exception>
    public ImmutableSortedDictionary<string, long> CountByType() => Read(connection =>
    {
        var counts = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(manifest, ''), COUNT(*) FROM event_journal GROUP BY 1";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            counts.Add(rows.GetString(0), rows.GetInt64(1));
        }

        return counts.ToImmutable();
    }) ?? ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>All booked fills, in the order in which they were booked.</summary>
    /// <exception cref="StorageException">The database is absent, or a row cannot be read.</exception>
    public ImmutableArray<PortfolioEvents.FillBooked> ReadFills() => ReadEvents<PortfolioEvents.FillBooked>();

    /// <summary>All events of one kind, in the order of the journal.</summary>
    /// <exception cref="StorageException">The database is absent, or a row cannot be read.</exception>
    public ImmutableArray<T> ReadEvents<T>()
        where T : class
    {
        var manifest = MessageManifests.NameOf(typeof(T));
        return [.. Read(connection => ReadEvents<T>(connection, manifest)) ?? []];
    }

    /// <summary>Whether anything was journalled.</summary>
    internal static bool HasEvents(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'event_journal'";
        if ((long)command.ExecuteScalar()! == 0)
        {
            return false;
        }

        command.CommandText = "SELECT EXISTS (SELECT 1 FROM event_journal)";
        return (long)command.ExecuteScalar()! != 0;
    }

    private List<T> ReadEvents<T>(SqliteConnection connection, string manifest)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT payload, persistence_id, sequence_nr FROM event_journal "
            + "WHERE manifest = $manifest ORDER BY ordering";
        command.Parameters.AddWithValue("$manifest", manifest);
        using var rows = command.ExecuteReader();
        var events = new List<T>();
        while (rows.Read())
        {
            try
            {
                events.Add((T)MessageJson.Deserialize(manifest, rows.GetFieldValue<byte[]>(0)));
            }
            catch (MessageFormatException error)
            {
                throw new StorageException(
                    $"database '{_settings.Path}': event {rows.GetInt64(2)} of '{rows.GetString(1)}': {error.Message}",
                    error);
            }
        }

        return events;
    }

    private T? Read<T>(Func<SqliteConnection, T> query)
        where T : class
    {
        if (!File.Exists(_settings.Path))
        {
            throw new StorageException($"database '{_settings.Path}': there is no such file.");
        }

        using var connection = _settings.Open(SqliteOpenMode.ReadOnly);
        try
        {
            return HasEvents(connection, null) ? query(connection) : null;
        }
        catch (SqliteException error)
        {
            throw StorageException.Of(_settings.Path, error);
        }
    }
}
