using System.Threading.Channels;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>
/// The one writer of a database. What arrives while a transaction is being committed shares the next one, so one flush
/// to disk serves many actors.
/// </summary>
/// <remarks>
/// A unit that breaks a constraint is taken out with all later ones of its actor, and the rest is committed without it.
/// Any other failure fails the transaction for all. When the connection is lost while a commit is under way, its
/// outcome is read from the server by the transaction's id; nothing is ever inserted a second time.
/// </remarks>
internal sealed class PgWriter : IDisposable
{
    /// <summary>More units than this may not wait; the next one is refused.</summary>
    public const int UnitsWaitingMax = 65_536;

    /// <summary>A transaction takes no further unit once it has so many rows.</summary>
    public const int RowsPerTransactionMax = 8_192;

    private readonly PgDatabase _database;
    private readonly PgTransactions _transactions;
    private readonly Channel<WriteUnit> _waiting = Channel.CreateBounded<WriteUnit>(
        new BoundedChannelOptions(UnitsWaitingMax) { SingleReader = true });

    private readonly Task _running;

    public PgWriter(PgDatabase database)
    {
        _database = database;
        _transactions = new PgTransactions(database);
        _running = Task.Run(RunAsync);
    }

    /// <summary>How many transactions were committed.</summary>
    public long Transactions => _transactions.Committed;

    /// <summary>Puts a unit in line; the task ends when it is on disk, or fails.</summary>
    public Task Write(WriteUnit unit)
    {
        if (_waiting.Writer.TryWrite(unit))
        {
            return unit.Done;
        }

        var why = _running.IsCompleted || _waiting.Reader.Completion.IsCompleted
            ? "the actor system has terminated"
            : $"{UnitsWaitingMax} writes wait already, or the actor system is terminating";
        return Task.FromException(
            new StoreException($"PostgreSQL database '{_database.Name}' cannot {unit.Operation}: {why}."));
    }

    /// <summary>Writes what waits.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _running.Wait(TimeSpan.FromSeconds(30));
    }

    private async Task RunAsync()
    {
        var batch = new List<WriteUnit>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var rows = 0;
            while (rows < RowsPerTransactionMax && _waiting.Reader.TryRead(out var unit))
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
            if (!await _transactions.TryTogetherAsync(batch).ConfigureAwait(false))
            {
                await _transactions.WithoutTheGuiltyAsync(batch).ConfigureAwait(false);
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
}
