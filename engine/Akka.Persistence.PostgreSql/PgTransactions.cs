using System.Globalization;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>Commits a batch of units: together when all is well, without the guilty ones when not.</summary>
internal sealed class PgTransactions(PgDatabase database)
{
    private const string TransactionId = "SELECT pg_current_xact_id()::text";

    private long _committed;

    /// <summary>How many transactions were committed.</summary>
    public long Committed => Interlocked.Read(ref _committed);

    /// <summary>The usual case. False, with nothing done, when one of the units broke a constraint.</summary>
    public async Task<bool> TryTogetherAsync(IReadOnlyList<WriteUnit> units)
    {
        await using var connection = await database.OpenAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(database.Writing).ConfigureAwait(false);
        string id;
        try
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(TransactionId));
            AddAll(batch, units);
            await batch.PrepareAsync().ConfigureAwait(false);
            await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
            await reader.ReadAsync().ConfigureAwait(false);
            id = reader.GetString(0);
            if (await reader.NextResultAsync().ConfigureAwait(false)
                && await FindsTakenAsync(reader).ConfigureAwait(false))
            {
                return false; // Disposing the transaction rolls it back.
            }
        }
        catch (PostgresException refusal) when (IsOwnFault(refusal))
        {
            return false;
        }

        await CommitAsync(transaction, id, units).ConfigureAwait(false);
        foreach (var unit in units)
        {
            unit.Succeed();
        }

        return true;
    }

    /// <summary>One unit after the other, each behind a savepoint; then one commit of those that went well.</summary>
    public async Task WithoutTheGuiltyAsync(IReadOnlyList<WriteUnit> units)
    {
        await using var connection = await database.OpenAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(database.Writing).ConfigureAwait(false);
        await using var ask = new NpgsqlCommand(TransactionId, connection, transaction);
        var id = (string)(await ask.ExecuteScalarAsync().ConfigureAwait(false))!;
        var guilty = new Dictionary<string, Exception>(StringComparer.Ordinal);
        var failed = new List<(WriteUnit Unit, Exception Cause)>();
        var done = new List<WriteUnit>(units.Count);
        foreach (var unit in units)
        {
            if (!guilty.TryGetValue(unit.Owner, out var cause))
            {
                cause = await TryAloneAsync(transaction, unit).ConfigureAwait(false);
            }

            if (cause is null)
            {
                done.Add(unit);
            }
            else
            {
                guilty[unit.Owner] = cause;
                failed.Add((unit, cause));
            }
        }

        await CommitAsync(transaction, id, done).ConfigureAwait(false);
        done.ForEach(static unit => unit.Succeed());
        failed.ForEach(static f => f.Unit.Fail(f.Cause));
    }

    /// <summary>Null when it went well.</summary>
    private async Task<Exception?> TryAloneAsync(NpgsqlTransaction transaction, WriteUnit unit)
    {
        await transaction.SaveAsync("unit").ConfigureAwait(false);
        try
        {
            await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
            AddAll(batch, [unit]);
            bool taken;
            await using (var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false))
            {
                taken = await FindsTakenAsync(reader).ConfigureAwait(false);
            }

            if (!taken)
            {
                await transaction.ReleaseAsync("unit").ConfigureAwait(false);
                return null;
            }

            await transaction.RollbackAsync("unit").ConfigureAwait(false);
            return Conflict(unit, "its events were written and deleted", cause: null);
        }
        catch (PostgresException refusal) when (IsOwnFault(refusal))
        {
            await transaction.RollbackAsync("unit").ConfigureAwait(false);
            return refusal.SqlState == PostgresErrorCodes.UniqueViolation
                ? Conflict(unit, "a row with the same persistence id and sequence number exists", refusal)
                : database.Explain(unit.Operation, refusal);
        }
    }

    /// <summary>Events that follow each other become one statement, whoever's they are.</summary>
    private static void AddAll(NpgsqlBatch batch, IReadOnlyList<WriteUnit> units)
    {
        var events = new List<PgEvents>();
        foreach (var unit in units)
        {
            if (unit is PgEvents more)
            {
                if (events.Count > 0 && events[0].Insert != more.Insert)
                {
                    Flush();
                }

                events.Add(more);
            }
            else
            {
                Flush();
                foreach (var command in ((PgStatements)unit).Commands())
                {
                    batch.BatchCommands.Add(command);
                }
            }
        }

        Flush();

        void Flush()
        {
            if (events.Count > 0)
            {
                batch.BatchCommands.Add(events[0].Insert.Taken(events));
                batch.BatchCommands.Add(events[0].Insert.Insert(events));
                events.Clear();
            }
        }
    }

    /// <summary>
    /// Reads all answers to the end, so that a late failure is seen. Only the checks for taken numbers answer with
    /// rows.
    /// </summary>
    private static async Task<bool> FindsTakenAsync(NpgsqlDataReader reader)
    {
        var taken = false;
        do
        {
            taken |= await reader.ReadAsync().ConfigureAwait(false);
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));

        return taken;
    }

    private async Task CommitAsync(NpgsqlTransaction transaction, string id, IReadOnlyList<WriteUnit> units)
    {
        try
        {
            await transaction.CommitAsync().ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is TimeoutException or NpgsqlException && IsOutcomeUnknown(lost))
        {
            if (!await WasCommittedAsync(id, units, lost).ConfigureAwait(false))
            {
                throw;
            }
        }

        Interlocked.Increment(ref _committed);
    }

    /// <summary>Asks the server, as often as it takes within the time of one statement.</summary>
    /// <remarks>
    /// A server that crashed before anything of the transaction was on disk may give its id to another one. So the id
    /// alone proves nothing: one of the events must be there, too.
    /// </remarks>
    private async Task<bool> WasCommittedAsync(string id, IReadOnlyList<WriteUnit> units, Exception lost)
    {
        var proof = units.OfType<PgEvents>().FirstOrDefault()
            ?? throw Unknown("it stored no event by which that could be told", lost);
        using var patience = new CancellationTokenSource(database.Timeout);
        try
        {
            while (true)
            {
                if (await TryAskAsync(id, proof, patience.Token).ConfigureAwait(false) is { } answer)
                {
                    return answer;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            throw Unknown($"the server gave no answer within {database.Timeout.TotalSeconds:0.#}s", lost);
        }
    }

    /// <summary>Null when nobody can tell yet.</summary>
    private async Task<bool?> TryAskAsync(string id, PgEvents proof, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellation).ConfigureAwait(false);
            await using var ask = PgDatabase.Command(
                connection, proof.Insert.Committed, id, proof.Owner, proof.Events[0].SequenceNr);
            await using var reader = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await reader.ReadAsync(cancellation).ConfigureAwait(false);
            return reader.IsDBNull(0) ? false : reader.GetString(0) switch
            {
                "committed" => reader.GetBoolean(1),
                "in progress" => null, // Its session has not noticed yet that we are gone.
                _ => false,
            };
        }
        catch (PostgresException future) when (future.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            return false; // After a crash the server does not know the id any more.
        }
        catch (NpgsqlException) when (!cancellation.IsCancellationRequested)
        {
            return null; // Not up again yet.
        }
    }

    private StoreException Unknown(string why, Exception lost) => new(
        $"PostgreSQL database '{database.Name}' may or may not have committed a transaction: the connection was lost, "
        + $"and {why} ({lost.Message})",
        lost);

    private WriterConflictException Conflict(WriteUnit unit, string why, Exception? cause) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"PostgreSQL database '{database.Name}' refused to {unit.Operation}: {why}, so another writer uses this ")
        + "persistence id",
        cause);

    /// <summary>A refusal by a server that goes on is an answer; everything else leaves the outcome open.</summary>
    private static bool IsOutcomeUnknown(Exception lost) =>
        lost is not NpgsqlException answer || PgDatabase.IsLost(answer);

    /// <summary>Wrong with one row and not with the database: constraints (23...) and data (22...).</summary>
    private static bool IsOwnFault(PostgresException refusal) =>
        refusal.SqlState.StartsWith("23", StringComparison.Ordinal)
        || refusal.SqlState.StartsWith("22", StringComparison.Ordinal);
}
