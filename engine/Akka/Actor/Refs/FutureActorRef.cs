using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The sender of an ask: its first message completes a task. It has a path under <c>/temp</c> once asked for it.
/// </summary>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;
    private readonly IActorRefProvider _provider;
    private ActorPath? _path;

    /// <summary>Makes one that is registered at a path.</summary>
    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
        : this(result, provider)
    {
        _path = path;
    }

    internal FutureActorRef(TaskCompletionSource<T> result, IActorRefProvider provider)
    {
        _result = result;
        _provider = provider;
    }

    /// <inheritdoc/>
    public override ActorPath Path => _path ?? Register();

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _provider;

    /// <inheritdoc/>
    public override bool IsTerminated => _result.Task.IsCompleted;

    private protected TaskCompletionSource<T> Result => _result;

    /// <summary>Sends the question.</summary>
    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case DeathWatchNotification notice:
                Tell(
                    new Terminated(notice.Actor, notice.ExistenceConfirmed, notice.AddressTerminated),
                    ActorRefs.NoSender);
                break;
            case Watch watch when watch.Watchee.Equals(this) && !watch.Watcher.Equals(this):
                _result.Task.ContinueWith(
                    _ => watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, true, false)),
                    TaskScheduler.Default);
                break;
            default:
                break;
        }
    }

    internal void Unregister()
    {
        if (_path is { } path)
        {
            _provider.UnregisterTempActor(path);
        }
    }

    /// <summary>Called when the task has ended, by whoever ended it; it may be called again.</summary>
    private protected virtual void Ended() => Unregister();

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        // Any message ends the task, and whoever waits for the task shall find no path any more.
        Unregister();
        var taken = message switch
        {
            Status.Failure failure when typeof(T) == typeof(object) || !typeof(T).IsInstanceOfType(message) =>
                _result.TrySetException(
                    failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            T answer => _result.TrySetResult(answer),
            _ => _result.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (taken)
        {
            Ended();
        }
        else if (message is not IDeadLetterSuppression)
        {
            _provider.DeadLetters.Tell(new DeadLetter(message, sender, this), sender);
        }
    }

    private ActorPath Register()
    {
        var path = _provider.TempPath();
        if (Interlocked.CompareExchange(ref _path, path, null) is { } other)
        {
            return other;
        }

        if (!_result.Task.IsCompleted)
        {
            _provider.RegisterTempActor(this, path);
            if (_result.Task.IsCompleted)
            {
                Unregister();
            }
        }

        return path;
    }
}
