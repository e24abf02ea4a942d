namespace Akka.Streams.Implementation.Stages;

/// <summary>How stages look at tasks.</summary>
internal static class AsyncResults
{
    /// <summary>Why a completed task gave no element; null when it did.</summary>
    public static Exception? ErrorOf<T>(Task<T> task) => ErrorOf((Task)task)
        ?? (task.Result is null
            ? new ArgumentNullException(nameof(task), "Element must not be null")
            : null);

    public static Exception? ErrorOf(Task task) =>
        task.IsFaulted
            ? task.Exception.InnerExceptions.Count == 1 ? task.Exception.InnerException : task.Exception
            : task.IsCanceled ? new TaskCanceledException(task) : null;

    /// <summary>Runs an action when the task has ended, on whichever thread ends it.</summary>
    public static void WhenDone(Task task, Action action) => task.ConfigureAwait(false).GetAwaiter()
        .UnsafeOnCompleted(action);
}
