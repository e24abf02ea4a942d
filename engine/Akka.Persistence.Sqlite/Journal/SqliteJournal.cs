using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
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
    private readonly SqliteWriter _writer;
    private readonly SqliteTables _tables;
    private readonly JournalStatements _sql;
    private readonly PayloadCodec _codec;

    // The newest unit in line for each id; reads of that id wait for it.
    private readonly ConcurrentDictionary<string, Task> _inLine = new(StringComparer.Ordinal);

    /// <summary>Creates the journal from the configuration of its plugin.</summary>
    public SqliteJournal(Config journalConfig)
    {
        ArgumentNullException.ThrowIfNull(journalConfig);
        var config = journalConfig.WithFallback(_extension.DefaultJournalConfig);
        _database = SqliteDatabase.From(config, Self.Path.Name);
        _writer = _extension.WriterFor(_database);
        _sql = new JournalStatements(config.GetString("table-name")!, config.GetString("metadata-table-name")!);
        _tables = new SqliteTables(
            _database, _writer, config.GetBoolean("auto-initialize"), _sql.TableNames, _sql.Create);
        _codec = new PayloadCodec((ExtendedActorSystem)Context.System, config.GetString("serializer"));
    }

    /// <inheritdoc/>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        if (_inLine.TryGetValue(persistenceId, out var write))
        {
            // Its outcome concerns whoever asked for it; here only that it is over.
            await write.ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
                .ConfigureAwait(false);
        }

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
                recoveryCallback(ReadEvent(persistenceId, reader));
            }

            return true;
        });

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var refusals = ImmutableArray.CreateBuilder<Exception?>();
        var rows = new List<EventRow>();
        var timestamp = DateTime.UtcNow.Ticks;
        foreach (var write in messages)
        {
            refusals.Add(TryEncode(write, timestamp, rows));
        }

        if (rows.Count > 0)
        {
            var (first, last) = (rows[0], rows[^1]);
            await InLine(first.PersistenceId, new WriteUnit(
                first.PersistenceId,
                rows.Count,
                $"store the events {first.SequenceNr} to {last.SequenceNr} of [{first.PersistenceId}]",
                session => Insert(session, rows))).ConfigureAwait(false);
        }

        return refusals.All(static r => r is null) ? null : refusals.ToImmutable();
    }

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        InLine(persistenceId, new WriteUnit(
            persistenceId,
            1,
            $"delete the events up to {toSequenceNr} of [{persistenceId}]",
            session => Delete(session, persistenceId, toSequenceNr)));

    internal override bool IsJournalFailure(Exception exception) => exception is not SqliteWriterConflictException;

    private static string EventName(string persistenceId, long sequenceNr) =>
        $"the event of persistence id [{persistenceId}] at sequence number [{sequenceNr}]";

    private SerializationException? TryEncode(AtomicWrite write, long timestamp, List<EventRow> rows)
    {
        var count = rows.Count;
        try
        {
            for (var i = 0; i < write.Size; i++)
            {
                var p = write[i];
                var tagged = p.Payload as Tagged?;
                var encoded = _codec.Encode(
                    tagged is null ? p.Payload : tagged.Value.Payload, EventName(p.PersistenceId, p.SequenceNr));
                rows.Add(new EventRow(p.PersistenceId, p.SequenceNr, timestamp, encoded, TagColumn.Of(tagged?.Tags)));
            }

            return null;
        }
        catch (SerializationException cause)
        {
            rows.RemoveRange(count, rows.Count - count);
            return cause;
        }
    }

    private void Insert(WriterSession session, List<EventRow> rows)
    {
        var (id, nr) = (rows[0].PersistenceId, rows[0].SequenceNr);
        if (session.Command(_sql.HighestDeleted, ("@id", id)).ExecuteScalar() is long deleted && deleted >= nr)
        {
            throw new SqliteWriterConflictException(
                $"SQLite database '{_database.File}' refused to store the event {nr} of [{id}]: " +
                $"events up to {deleted} were written and deleted, so another writer uses this persistence id");
        }

        foreach (var row in rows)
        {
            session.Command(
                _sql.Insert,
                ("@id", row.PersistenceId),
                ("@nr", row.SequenceNr),
                ("@manifest", row.Encoded.Manifest),
                ("@timestamp", row.Timestamp),
                ("@payload", row.Encoded.Payload),
                ("@tags", row.Tags),
                ("@serializer", row.Encoded.SerializerId)).ExecuteNonQuery();
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

    private Persistent ReadEvent(string persistenceId, SqliteDataReader reader)
    {
        var sequenceNr = reader.GetInt64(0);
        var manifest = reader.IsDBNull(1) ? string.Empty : reader.GetString(1);
        var encoded = new Encoded(
            reader.IsDBNull(4) ? null : reader.GetInt32(4), manifest, reader.GetFieldValue<byte[]>(3));
        var payload = _codec.Decode(encoded, EventName(persistenceId, sequenceNr));
        return new Persistent(payload, sequenceNr, persistenceId, manifest, timestamp: reader.GetInt64(2));
    }

    private Task InLine(string persistenceId, WriteUnit unit)
    {
        var done = WhenReady();
        if (!done.IsCompleted)
        {
            _inLine[persistenceId] = done;
            _ = done.ContinueWith(
                over => _inLine.TryRemove(new KeyValuePair<string, Task>(persistenceId, over)),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return done;

        async Task WhenReady()
        {
            await _tables.Ready().ConfigureAwait(false);
            await _writer.Write(unit).ConfigureAwait(false);
        }
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

    private readonly record struct EventRow(
        string PersistenceId, long SequenceNr, long Timestamp, Encoded Encoded, string? Tags);
}
