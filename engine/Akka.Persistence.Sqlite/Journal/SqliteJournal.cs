using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Rows;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>
/// Stores events in a SQLite file. Writes of many actors share transactions (<see cref="SqliteWriter"/>) and are
/// acknowledged once they are on disk; reads use connections of their own.
/// </summary>
public partial class SqliteJournal : AsyncWriteJournal
{
    // Before the base constructor runs, so that it finds the plugin's defaults.
    private readonly SqlitePersistence _extension = SqlitePersistence.Get(Context.System);
    private readonly SqliteDatabase _database;
    private readonly TableMaker _tables;
    private readonly JournalStatements _sql;
    private readonly EventRows _rows;
    private readonly JournalWrites _writes;

    /// <summary>Creates the journal from the configuration of its plugin.</summary>
    public SqliteJournal(Config journalConfig)
    {
        ArgumentNullException.ThrowIfNull(journalConfig);
        var config = journalConfig.WithFallback(_extension.DefaultJournalConfig);
        _database = SqliteDatabase.From(config, Self.Path.Name);
        var writer = _extension.WriterFor(_database);
        _sql = new JournalStatements(config.GetString("table-name")!, config.GetString("metadata-table-name")!);
        _tables = SqliteTables.For(_database, writer, config, _sql.TableNames, _sql.Create);
        _rows = new EventRows(
            new PayloadCodec((ExtendedActorSystem)Context.System, config.GetString("serializer")));
        _writes = new JournalWrites(_rows, _tables, writer.Write);
    }

    /// <inheritdoc/>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        await _writes.WhenOver(persistenceId).ConfigureAwait(false);
        return await Read($"read the highest sequence number of [{persistenceId}]", connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = _sql.Highest;
            command.Parameters.AddWithValue("@id", persistenceId);
            return command.ExecuteScalar() is long highest ? highest : 0L;
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback) =>
        Read($"replay the events of [{persistenceId}]", connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = _sql.Replay;
            command.Parameters.AddWithValue("@id", persistenceId);
            command.Parameters.AddWithValue("@from", fromSequenceNr);
            command.Parameters.AddWithValue("@to", toSequenceNr);
            command.Parameters.AddWithValue("@max", max);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                recoveryCallback(_rows.Decode(persistenceId, reader));
            }

            return true;
        });

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages) =>
        _writes.WriteAsync(messages, rows => new SqliteEvents(rows, Insert));

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        _writes.InLine(new SqliteUnit(
            persistenceId,
            1,
            $"delete the events up to {toSequenceNr} of [{persistenceId}]",
            session => Delete(session, persistenceId, toSequenceNr)));

    private void Insert(WriterSession session, List<EventRow> rows)
    {
        foreach (var row in rows)
        {
            var stored = session.Command(
                _sql.Insert,
                ("@id", row.PersistenceId),
                ("@nr", row.SequenceNr),
                ("@manifest", row.Encoded.Manifest),
                ("@timestamp", row.CreatedAt),
                ("@payload", row.Encoded.Payload),
                ("@tags", row.Tags),
                ("@serializer", row.Encoded.SerializerId)).ExecuteNonQuery();
            if (stored == 0)
            {
                throw new WriterConflictException(
                    $"SQLite database '{_database.File}' refused to store the event {row.SequenceNr} of " +
                    $"[{row.PersistenceId}]: this number was written and deleted, so another writer uses this " +
                    "persistence id");
            }
        }
    }

    private void Delete(WriterSession session, string persistenceId, long toSequenceNr)
    {
        if (session.Command(_sql.Highest, ("@id", persistenceId)).ExecuteScalar() is not long highest)
        {
            return;
        }

        session.Command(_sql.ForgetHighest, ("@id", persistenceId)).ExecuteNonQuery();
        session.Command(_sql.KeepHighest, ("@id", persistenceId), ("@nr", highest)).ExecuteNonQuery();
        session.Command(_sql.Delete, ("@id", persistenceId), ("@to", toSequenceNr)).ExecuteNonQuery();
    }

    private async Task<T> Read<T>(string operation, Func<SqliteConnection, T> query)
    {
        await _tables.Ready().ConfigureAwait(false);
        return await Task.Run(() =>
        {
            try
            {
                using var connection = _database.OpenReader();
                return query(connection);
            }
            catch (SqliteException cause)
            {
                throw _database.Explain(operation, cause);
            }
        }).ConfigureAwait(false);
    }
}
