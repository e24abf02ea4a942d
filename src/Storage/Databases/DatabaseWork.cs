using System.Data.Common;

namespace WhaleStack.Storage.Databases;

/// <summary>
/// Runs work that blocks on a database on a thread of its own: the pool's few threads are the actors', and one that
/// waits for a lock or a disk would hold them up.
/// </summary>
internal static class DatabaseWork
{
    /// <summary>
    /// Closes a connection, whatever state it is in: one on which a transaction ended badly may fail once more.
    /// </summary>
    public static void GiveUp(DbConnection? connection)
    {
        try
        {
            connection?.Dispose();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // What it held is undone by the database itself.
        }
    }

    /// <summary>Runs it; the task ends with its result.</summary>
    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        work,
        CancellationToken.None,
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
        TaskScheduler.Default);
}
