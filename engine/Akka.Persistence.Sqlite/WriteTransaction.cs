using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sqlite;

/// <summary>A transaction with the right to write from its beginning; undone when disposed before its end.</summary>
/// <remarks>
/// Another connection may be writing. The driver would look again after 150 ms, and SQLite itself, in the build that
/// comes with it, after a second; a short transaction of somebody else would cost that much. Here it is a millisecond.
/// </remarks>
internal sealed class WriteTransaction : IDisposable
{
    private const int Pause = 1;
    private const int PrimaryCode = 0xff;

    private readonly SqliteConnection _connection;
    private bool _isOver;

    private WriteTransaction(SqliteConnection connection) => _connection = connection;

    /// <summary>Begins one; waits so long for another connection that writes.</summary>
    /// <exception cref="SqliteException">The other one did not end in time, or the file cannot be written.</exception>
    public static WriteTransaction Begin(SqliteConnection connection, TimeSpan patience)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            var code = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            if (code == raw.SQLITE_OK)
            {
                return new WriteTransaction(connection);
            }

            if ((code & PrimaryCode) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED) || Environment.TickCount64 >= until)
            {
                SqliteException.ThrowExceptionForRC(code, connection.Handle);
            }

            Thread.Sleep(Pause);
        }
    }

    /// <summary>Makes all of it durable.</summary>
    public void Commit()
    {
        Execute("COMMIT");
        _isOver = true;
    }

    /// <summary>Undoes all of it.</summary>
    public void Rollback()
    {
        Execute("ROLLBACK");
        _isOver = true;
    }

    /// <summary>Marks a point to go back to.</summary>
    public void Save() => Execute("SAVEPOINT unit");

    /// <summary>Undoes what came since <see cref="Save"/>.</summary>
    public void RollbackToSaved() => Execute("ROLLBACK TO unit");

    /// <summary>Forgets the point of <see cref="Save"/>.</summary>
    public void Release() => Execute("RELEASE unit");

    public void Dispose()
    {
        if (!_isOver)
        {
            // It may have been undone already by what failed.
            _isOver = true;
            _ = raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
        }
    }

    private void Execute(string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection.Handle, sql), _connection.Handle);
}
