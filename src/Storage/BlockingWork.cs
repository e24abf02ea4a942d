namespace WhaleStack.Storage;

/// <summary>
/// Runs work that is long or waits for a lock or a disk on a thread of its own: the pool's few threads are the actors',
/// and it would hold them up.
/// </summary>
internal static class BlockingWork
{
    /// <summary>Runs it; the task ends with its result.</summary>
    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        work,
        CancellationToken.None,
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
        TaskScheduler.Default);

    /// <summary>Runs it; the task ends with it.</summary>
    public static Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });
}
