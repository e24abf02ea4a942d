using Akka.Persistence.Rows;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite;

/// <summary>
/// The one writer of a database, on its own thread. What arrives while a transaction is being committed shares the next
/// one, so one flush to disk serves many actors.
/// </summary>
/// <remarks>
/// A unit that breaks a constraint is taken out and the rest is committed without it. Any other failure fails the
/// transaction for all; the connection is then opened anew, so that writing works again as soon as the cause is gone.
/// </remarks>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>More units than this may not wait; the next one is refused.</summary>
    public const int UnitsWaitingMax = 65_536;

    /// <summary>A transaction takes no further unit once it has so many rows.</summary>
    public const int RowsPerTransactionMax = 8_192;

    // SQLite's result codes for what is wrong with one row and not with the database.
    private const int TooBig = 18;
    private const int ConstraintViolated = 19;
    private const int PrimaryKeyViolated = 1555;
    private const int UniqueViolated = 2067;

    private readonly SqliteDatabase _database;
    private readonly object _gate = new();
    private readonly Queue<WriteUnit> _waiting = new();
    private readonly Thread _thread;
    private bool _stopping;
    private WriterSession? _session;
    private long _transactions;

    public SqliteWriter(SqliteDatabase database)
    {
        _database = database;
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite-writer" };
        _thread.UnsafeStart();
    }

    /// <summary>How many transactions were committed.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>Puts a unit in line; the task ends when it is on disk, or fails.</summary>
    public Task Write(WriteUnit unit)
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return Task.FromException(new StoreException(
                    $"SQLite database '{_database.File}' cannot {unit.Operation}: the actor system has terminated."));
            }

            if (_waiting.Count >= UnitsWaitingMax)
            {
                return Task.FromException(new StoreException(
                    $"SQLite database '{_database.File}' cannot {unit.Operation}: " +
                    $"{UnitsWaitingMax} writes wait already."));
            }

            _waiting.Enqueue(unit);
            Monitor.Pulse(_gate);
        }

        return unit.Done;
    }

    /// <summary>Writes what waits, then closes the connection.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join(TimeSpan.FromSeconds(30));
    }

    private void Run()
    {
        var batch = new List<WriteUnit>();
        while (Take(batch))
        {
            try
            {
                Commit(batch);
            }
            catch (Exception exception)
            {
                // The thread must outlive any failure, and each unit is told of it.
                Fail(batch, exception);
            }

            batch.Clear();
        }

        CloseSession();
        _database.ClearPool();
    }

    private bool Take(List<WriteUnit> batch)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            var rows = 0;
            while (rows < RowsPerTransactionMax && _waiting.TryDequeue(out var unit))
            {
                batch.Add(unit);
                rows += unit.Rows;
            }

            return true;
        }
    }

    private void Commit(List<WriteUnit> batch)
    {
        _session ??= new WriterSession(_database.OpenWriter(), _database.LockWait);
        if (!TryCommitTogether(_session, batch))
        {
            CommitWithoutTheGuilty(_session, batch);
        }
    }

    /// <summary>The usual case. False, with nothing done, when one of the units broke a constraint.</summary>
    private bool TryCommitTogether(WriterSession session, List<WriteUnit> batch)
    {
        using var transaction = session.Begin();
        try
        {
            foreach (var unit in batch)
            {
                ((ISqliteUnit)unit).Execute(session);
            }
        }
        catch (Exception exception) when (IsOwnFault(exception))
        {
            transaction.Rollback();
            return false;
        }

        transaction.Commit();
        Interlocked.Increment(ref _transactions);
        foreach (var unit in batch)
        {
            unit.Succeed();
        }

        return true;
    }

    private void CommitWithoutTheGuilty(WriterSession session, List<WriteUnit> batch)
    {
        using var transaction = session.Begin();
        var guilty = new Dictionary<string, Exception>(StringComparer.Ordinal);
        var failed = new List<(WriteUnit Unit, Exception Cause)>();
        var done = new List<WriteUnit>(batch.Count);
        foreach (var unit in batch)
        {
            if (guilty.TryGetValue(unit.Owner, out var earlier))
            {
                failed.Add((unit, earlier));
                continue;
            }

            transaction.Save();
            try
            {
                ((ISqliteUnit)unit).Execute(session);
                done.Add(unit);
            }
            catch (Exception exception) when (IsOwnFault(exception))
            {
                transaction.RollbackToSaved();
                guilty.Add(unit.Owner, Explain(unit, exception));
                failed.Add((unit, guilty[unit.Owner]));
            }

            transaction.Release();
        }

        transaction.Commit();
        Interlocked.Increment(ref _transactions);
        done.ForEach(static unit => unit.Succeed());
        failed.ForEach(static f => f.Unit.Fail(f.Cause));
    }

    private void Fail(List<WriteUnit> batch, Exception exception)
    {
        CloseSession();
        foreach (var unit in batch)
        {
            unit.Fail(Explain(unit, exception));
        }
    }

    private void CloseSession()
    {
        try
        {
            _session?.Dispose();
        }
        catch (SqliteException)
        {
            // Nothing more can be done for a connection that fails to close.
        }

        _session = null;
    }

    private Exception Explain(WriteUnit unit, Exception exception) => exception switch
    {
        SqliteException { SqliteExtendedErrorCode: PrimaryKeyViolated or UniqueViolated } violation =>
            new WriterConflictException(
                $"SQLite database '{_database.File}' refused to {unit.Operation}: a row with the same persistence id " +
                $"and sequence number exists, so another writer uses this persistence id ({violation.Message})",
                violation),
        SqliteException cause => _database.Explain(unit.Operation, cause),
        _ => exception,
    };

    private static bool IsOwnFault(Exception exception) =>
        exception is WriterConflictException or SqliteException { SqliteErrorCode: ConstraintViolated or TooBig };
}
