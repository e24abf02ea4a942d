using System.Collections.Immutable;
using System.Data;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql.Journal;

/// <summary>
/// Stores events in PostgreSQL, as <c>bytea</c> written by the configured serializers. Writes of many actors share
/// transactions (<see cref="PgWriter"/>) and are acknowledged once they are committed; reads use connections of their
/// own.
/// </summary>
public partial class PostgreSqlJournal : AsyncWriteJournal
{
    // Before the base constructor runs, so that it finds the plugin's defaults.
    private readonly PostgreSqlPersistence _extension = PostgreSqlPersistence.Get(Context.System);
    private readonly PgDatabase _database;
    private readonly TableMaker _tables;
    private readonly JournalStatements _sql;
    private readonly ReadHorizon _horizon;
    private readonly EventRows _rows;
    private readonly CommandBehavior _reading;
    private readonly JournalWrites _writes;

    /// <summary>Creates the journal from the configuration of its plugin.</summary>
    /// <exception cref="ConfigurationException">A key has a value that cannot be used; it is named.</exception>
    public PostgreSqlJournal(Config journalConfig)
    {
        ArgumentNullException.ThrowIfNull(journalConfig);
        var config = journalConfig.WithFallback(_extension.DefaultJournalConfig);
        _database = _extension.Open(config, PostgreSqlPersistence.JournalConfigPath);
        _sql = new JournalStatements(
            config.GetString("schema-name")!,
            config.GetString("table-name")!,
            config.GetString("metadata-table-name")!,
            config.GetBoolean("use-bigint-identity-for-ordering-column"),
            config.GetInt("tags-column-size"));
        _tables = PgTables.For(_database, config, _sql.Create);
        _horizon = new ReadHorizon(_database, _sql.Journal);
        _rows = new EventRows(
            new PayloadCodec((ExtendedActorSystem)Context.System, config.GetString("serializer")));
        _writes = new JournalWrites(_rows, _tables, _extension.WriterFor(_database).Write);
        _reading = config.GetBoolean("sequential-access") ? CommandBehavior.SequentialAccess : CommandBehavior.Default;
    }

    /// <inheritdoc/>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        await _writes.WhenOver(persistenceId).ConfigureAwait(false);
        return await ReadHighest(persistenceId).ConfigureAwait(false);
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
            await using var command = PgDatabase.Command(
                connection, _sql.Replay, persistenceId, fromSequenceNr, toSequenceNr, max);
            await using var reader = await command.ExecuteReaderAsync(_reading).ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                told = true;
                recoveryCallback(_rows.Decode(persistenceId, reader));
            }

            return true;
        },
        () => !told);
    }

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages) =>
        _writes.WriteAsync(messages, rows => new PgEvents(_sql.Insert, rows));

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        _writes.InLine(new PgStatements(
            persistenceId,
            $"delete the events up to {toSequenceNr} of [{persistenceId}]",
            () =>
            [
                PgDatabase.Statement(_sql.KeepHighest, persistenceId),
                PgDatabase.Statement(_sql.ForgetLower, persistenceId),
                PgDatabase.Statement(_sql.Delete, persistenceId, toSequenceNr),
            ]));

    private Task<long> ReadHighest(string persistenceId) =>
        Read($"read the highest sequence number of [{persistenceId}]", async connection =>
        {
            await using var command = PgDatabase.Command(connection, _sql.Highest, persistenceId);
            return (long)(await command.ExecuteScalarAsync().ConfigureAwait(false))!;
        });

    private Task<T> Read<T>(string operation, Func<NpgsqlConnection, Task<T>> query, Func<bool>? mayRepeat = null) =>
        Guarded(operation, () => _database.ReadAsync(query, mayRepeat));

    private async Task<T> Guarded<T>(string operation, Func<Task<T>> reading)
    {
        await _tables.Ready().ConfigureAwait(false);
        try
        {
            return await reading().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is NpgsqlException or TimeoutException)
        {
            throw _database.Explain(operation, cause);
        }
    }
}
