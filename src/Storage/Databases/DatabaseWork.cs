namespace WhaleStack.Storage.Databases;

/// <summary>
/// Runs work that blocks on a database on a thread of its own: the pool's few threads are the actors', and one that waits
/// for a lock or a disk would hold them up.
/// </summary>
internal static class DatabaseWork
{
    /// <summary>Runs it; the task ends with its result.</summary>
    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        work,
        CancellationToken.None,
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
        TaskScheduler.Default);
}
