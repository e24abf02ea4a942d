using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Npgsql;

namespace Akka.Persistence.PostgreSql.Journal;

/// <summary>
/// Stores events in PostgreSQL, as <c>bytea</c> written by the configured serializers. Writes of many actors share
/// transactions (<see cref="PgWriter"/>) and are acknowledged once they are committed; reads use connections of their
/// own.
/// </summary>
public class PostgreSqlJournal : AsyncWriteJournal
{
    // Before the base constructor runs, so that it finds the plugin's defaults.
    private readonly PostgreSqlPersistence _extension = PostgreSqlPersistence.Get(Context.System);
    private readonly PgDatabase _database;
    private readonly PgWriter _writer;
    private readonly PgTables _tables;
    private readonly JournalStatements _sql;
    private readonly PayloadCodec _codec;
    private readonly CommandBehavior _reading;

    // The newest unit in line for each id; reads of that id wait for it.
    private readonly ConcurrentDictionary<string, Task> _inLine = new(StringComparer.Ordinal);

    /// <summary>Creates the journal from the configuration of its plugin.</summary>
    /// <exception cref="ConfigurationException">A key has a value that cannot be used; it is named.</exception>
    public PostgreSqlJournal(Config journalConfig)
    {
        ArgumentNullException.ThrowIfNull(journalConfig);
        var config = journalConfig.WithFallback(_extension.DefaultJournalConfig);
        _database = PgDatabase.From(config, PostgreSqlPersistence.JournalConfigPath);
        _writer = _extension.WriterFor(_database);
        _sql = new JournalStatements(
            config.GetString("schema-name")!,
            config.GetString("table-name")!,
            config.GetString("metadata-table-name")!,
            config.GetBoolean("use-bigint-identity-for-ordering-column"),
            config.GetInt("tags-column-size"));
        _tables = new PgTables(_database, config.GetBoolean("auto-initialize"), _sql.Create);
        _codec = new PayloadCodec((ExtendedActorSystem)Context.System, config.GetString("serializer"));
        _reading = config.GetBoolean("sequential-access") ? CommandBehavior.SequentialAccess : CommandBehavior.Default;
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

        return await Read($"read the highest sequence number of [{persistenceId}]", async connection =>
        {
            await using var command = Command(connection, _sql.Highest, persistenceId);
            return (long)(await command.ExecuteScalarAsync().ConfigureAwait(false))!;
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        var told = false;
        return Read($"replay the events of [{persistenceId}]", async connection =>
        {
            await using var command = Command(
                connection, _sql.Replay, persistenceId, fromSequenceNr, toSequenceNr, max);
            await using var reader = await command.ExecuteReaderAsync(_reading).ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                told = true;
                recoveryCallback(ReadEvent(persistenceId, reader));
            }

            return true;
        },
        () => !told);
    }

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var refusals = ImmutableArray.CreateBuilder<Exception?>();
        var rows = new List<EventRow>();
        var createdAt = DateTime.UtcNow.Ticks;
        foreach (var write in messages)
        {
            refusals.Add(TryEncode(write, createdAt, rows));
        }

        if (rows.Count > 0)
        {
            var (first, last) = (rows[0], rows[^1]);
            await InLine(first.PersistenceId, new EventsUnit(
                first.PersistenceId,
                $"store the events {first.SequenceNr} to {last.SequenceNr} of [{first.PersistenceId}]",
                _sql.Insert,
                rows)).ConfigureAwait(false);
        }

        return refusals.All(static r => r is null) ? null : refusals.ToImmutable();
    }

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        InLine(persistenceId, new StatementUnit(
            persistenceId,
            $"delete the events up to {toSequenceNr} of [{persistenceId}]",
            () =>
            [
                Statement(_sql.KeepHighest, persistenceId),
                Statement(_sql.ForgetLower, persistenceId),
                Statement(_sql.Delete, persistenceId, toSequenceNr),
            ]));

    internal override bool IsJournalFailure(Exception exception) => exception is not PgWriterConflictException;

    private static string EventName(string persistenceId, long sequenceNr) =>
        $"the event of persistence id [{persistenceId}] at sequence number [{sequenceNr}]";

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static NpgsqlBatchCommand Statement(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private SerializationException? TryEncode(AtomicWrite write, long createdAt, List<EventRow> rows)
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
                rows.Add(new EventRow(p.PersistenceId, p.SequenceNr, createdAt, encoded, TagColumn.Of(tagged?.Tags)));
            }

            return null;
        }
        catch (SerializationException cause)
        {
            rows.RemoveRange(count, rows.Count - count);
            return cause;
        }
    }

    private Persistent ReadEvent(string persistenceId, NpgsqlDataReader reader)
    {
        // In the order of the columns, which sequential access asks for.
        var sequenceNr = reader.GetInt64(0);
        var manifest = reader.GetString(1);
        var createdAt = reader.GetInt64(2);
        var bytes = reader.GetFieldValue<byte[]>(3);
        var encoded = new Encoded(reader.IsDBNull(4) ? null : reader.GetInt32(4), manifest, bytes);
        var payload = _codec.Decode(encoded, EventName(persistenceId, sequenceNr));
        return new Persistent(payload, sequenceNr, persistenceId, manifest, timestamp: createdAt);
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

    private async Task<T> Read<T>(
        string operation, Func<NpgsqlConnection, Task<T>> query, Func<bool>? mayRepeat = null)
    {
        await _tables.Ready().ConfigureAwait(false);
        try
        {
            return await _database.ReadAsync(query, mayRepeat).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is NpgsqlException or TimeoutException)
        {
            throw _database.Explain(operation, cause);
        }
    }
}
