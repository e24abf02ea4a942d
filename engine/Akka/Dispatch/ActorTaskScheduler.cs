using System.Runtime.ExceptionServices;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// Runs the continuations of an asynchronous handler inside its actor: each one is a system message, so it runs on
/// one thread at a time with the actor's context, while the user messages wait for the handler to end.
/// </summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell)
    {
        _cell = cell;
    }

    /// <summary>The message that the handler works on.</summary>
    public object? CurrentMessage => _cell.CurrentMessage;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs an action before the next message is handled.</summary>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs an asynchronous action; the actor handles no other message until it ends.</summary>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current
            ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        var outer = new Task<Task>(asyncAction);
        outer.RunSynchronously(cell.TaskScheduler);
        var work = outer.IsCompletedSuccessfully ? outer.Result : outer;
        if (!work.IsCompleted)
        {
            cell.AwaitTask(work);
            return;
        }

        if (Failure(work) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    internal static Exception? Failure(Task task)
    {
        if (task.IsFaulted)
        {
            return task.Exception.InnerExceptions.Count == 1
                ? task.Exception.InnerExceptions[0]
                : task.Exception;
        }

        return task.IsCanceled ? new TaskCanceledException(task) : null;
    }

    internal void Run(Task task)
    {
        OnBeforeTaskStarted();
        TryExecuteTask(task);
        OnAfterTaskCompleted();
    }

    /// <summary>Called before each continuation.</summary>
    protected virtual void OnBeforeTaskStarted()
    {
    }

    /// <summary>Called after each continuation.</summary>
    protected virtual void OnAfterTaskCompleted()
    {
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _cell.SendSystemMessage(new ActorTask(this, task));

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ActorCell.Current == _cell && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
