using System.Threading.Channels;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>A line of units, written with one transaction after the other.</summary>
internal sealed class PgLane
{
    /// <summary>
    /// So often a transaction is tried that the server rolled back for the sake of another one (a deadlock, or a
    /// conflict under a higher isolation level).
    /// </summary>
    private const int AttemptsMax = 5;

    private readonly PgDatabase _database;
    private readonly PgTransactions _transactions;
    private readonly Channel<WriteUnit> _waiting = Channel.CreateBounded<WriteUnit>(
        new BoundedChannelOptions(PgWriter.UnitsWaitingMax) { SingleReader = true });

    public PgLane(PgDatabase database, PgTransactions transactions)
    {
        _database = database;
        _transactions = transactions;
        Running = Task.Run(RunAsync);
    }

    /// <summary>Ends when all is written after <see cref="Complete"/>.</summary>
    public Task Running { get; }

    /// <summary>Puts a unit in line; the task ends when it is on disk, or fails.</summary>
    public Task Write(WriteUnit unit)
    {
        if (_waiting.Writer.TryWrite(unit))
        {
            return unit.Done;
        }

        var why = Running.IsCompleted || _waiting.Reader.Completion.IsCompleted
            ? "the actor system has terminated"
            : $"{PgWriter.UnitsWaitingMax} writes wait already, or the actor system is terminating";
        return Task.FromException(
            new StoreException($"PostgreSQL database '{_database.Name}' cannot {unit.Operation}: {why}."));
    }

    /// <summary>Takes no more.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    private async Task RunAsync()
    {
        var batch = new List<WriteUnit>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var rows = 0;
            while (rows < PgWriter.RowsPerTransactionMax && _waiting.Reader.TryRead(out var unit))
            {
                batch.Add(unit);
                rows += unit.Rows;
            }

            await WriteAsync(batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<WriteUnit> batch)
    {
        try
        {
            for (var attempt = 1; !await TryWriteAsync(batch, attempt).ConfigureAwait(false);)
            {
                attempt++;
            }
        }
        catch (Exception cause)
        {
            // The loop must outlive any failure, and each unit is told of it.
            if (cause is NpgsqlException lost && PgDatabase.IsLost(lost))
            {
                _database.Forget();
            }

            foreach (var unit in batch)
            {
                unit.Fail(cause is NpgsqlException or TimeoutException or InvalidOperationException
                    ? _database.Explain(unit.Operation, cause)
                    : cause);
            }
        }
    }

    /// <summary>False when the server rolled it back and it may be tried again.</summary>
    private async Task<bool> TryWriteAsync(List<WriteUnit> batch, int attempt)
    {
        try
        {
            if (!await _transactions.TryTogetherAsync(batch).ConfigureAwait(false))
            {
                await _transactions.WithoutTheGuiltyAsync(batch).ConfigureAwait(false);
            }

            return true;
        }
        catch (PostgresException refusal) when (attempt < AttemptsMax && refusal.SqlState
            is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }
}
