using System.Collections.Immutable;
using System.Data.Common;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Journal;

/// <summary>
/// Reads a journal from outside, for summaries and for comparing runs. Safe beside a running node.
/// </summary>
public sealed class JournalStatistics
{
    private readonly Database _database;

    /// <summary>Makes one.</summary>
    /// <param name="database">Which database.</param>
    public JournalStatistics(Database database) => _database = database;

    /// <summary>Rows in the journal; 0 when nothing was ever written.</summary>
    /// <exception cref="StorageException">The database is absent or cannot be read.</exception>
    public long Count() => CountByType().Values.Sum();

    /// <summary>Rows by manifest, such as <c>trader.decided.1</c>.</summary>
    /// <exception cref="StorageException">The database is absent or cannot be read.</exception>
    public ImmutableSortedDictionary<string, long> CountByType() => Read(connection =>
    {
        var counts = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        using var command = connection.Command(
            null, "SELECT COALESCE(manifest, ''), COUNT(*) FROM event_journal GROUP BY 1");
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
    internal static bool HasEvents(Database database, DbConnection connection, DbTransaction? transaction) =>
        database.HasTable(connection, transaction, "event_journal")
        && connection.Scalar<object>(transaction, "SELECT 1 FROM event_journal LIMIT 1") is not null;

    private List<T> ReadEvents<T>(DbConnection connection, string manifest)
    {
        using var command = connection.Command(
            null,
            "SELECT payload, persistence_id, sequence_nr FROM event_journal "
            + "WHERE manifest = @manifest ORDER BY ordering",
            ("@manifest", manifest));
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
                    $"{_database.Name}: event {rows.GetInt64(2)} of '{rows.GetString(1)}': {error.Message}",
                    error);
            }
        }

        return events;
    }

    private T? Read<T>(Func<DbConnection, T> query)
        where T : class
    {
        using var connection = _database.Open(DatabaseAccess.Read);
        try
        {
            return HasEvents(_database, connection, null) ? query(connection) : null;
        }
        catch (DbException error)
        {
            throw _database.Trouble(error);
        }
    }
}
