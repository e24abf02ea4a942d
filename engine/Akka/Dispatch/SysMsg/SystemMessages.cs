using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message of the runtime; it goes before every user message.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded
{
}

/// <summary>
/// The base of system messages. Each is a node of the mailbox's list, so one object is sent once and to one actor.
/// </summary>
public abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage? Next;

    /// <summary>True for messages put off while an actor waits for its children to stop.</summary>
    internal virtual bool WaitsForChildren => false;

    /// <summary>True for messages put off while an actor has failed.</summary>
    internal virtual bool WaitsForRecovery => false;
}

/// <summary>Replaces the instance of an actor.</summary>
internal sealed class Recreate(Exception? cause) : SystemMessage
{
    public Exception? Cause { get; } = cause;

    internal override bool WaitsForChildren => true;
}

/// <summary>Suspends an actor.</summary>
internal sealed class Suspend : SystemMessage
{
    internal override bool WaitsForChildren => true;
}

/// <summary>Resumes an actor.</summary>
internal sealed class Resume(Exception? causedByFailure) : SystemMessage
{
    public Exception? CausedByFailure { get; } = causedByFailure;

    internal override bool WaitsForChildren => true;
}

/// <summary>Stops an actor.</summary>
internal sealed class Terminate : SystemMessage
{
}

/// <summary>Stops a child of the receiver.</summary>
internal sealed class StopChild(IActorRef child) : SystemMessage
{
    public IActorRef Child { get; } = child;
}

/// <summary>Begins a watch.</summary>
public sealed class Watch : SystemMessage
{
    /// <summary>Makes the message.</summary>
    public Watch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        Watchee = watchee;
        Watcher = watcher;
    }

    /// <summary>Who is watched.</summary>
    public IInternalActorRef Watchee { get; }

    /// <summary>Who watches.</summary>
    public IInternalActorRef Watcher { get; }
}

/// <summary>Ends a watch.</summary>
public sealed class Unwatch : SystemMessage
{
    /// <summary>Makes the message.</summary>
    public Unwatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        Watchee = watchee;
        Watcher = watcher;
    }

    /// <summary>Who was watched.</summary>
    public IInternalActorRef Watchee { get; }

    /// <summary>Who watched.</summary>
    public IInternalActorRef Watcher { get; }
}

/// <summary>Tells a watcher or a parent that an actor is gone.</summary>
public sealed class DeathWatchNotification : SystemMessage
{
    /// <summary>Makes the message.</summary>
    public DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        Actor = actor;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    /// <summary>Who is gone.</summary>
    public IActorRef Actor { get; }

    /// <summary>False when it may never have been.</summary>
    public bool ExistenceConfirmed { get; }

    /// <summary>True when its node is gone.</summary>
    public bool AddressTerminated { get; }
}

/// <summary>Tells a parent that its child failed.</summary>
internal sealed class Failed(IInternalActorRef child, Exception cause, long uid) : SystemMessage
{
    public IInternalActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;

    public long Uid { get; } = uid;

    internal override bool WaitsForChildren => true;

    internal override bool WaitsForRecovery => true;
}

/// <summary>A continuation of an asynchronous handler.</summary>
internal sealed class ActorTask(ActorTaskScheduler scheduler, Task task) : SystemMessage
{
    public ActorTaskScheduler Scheduler { get; } = scheduler;

    public Task Task { get; } = task;
}

/// <summary>An asynchronous handler has ended.</summary>
internal sealed class ActorTaskEnded(ActorBase actor, Exception? failure) : SystemMessage
{
    public ActorBase Actor { get; } = actor;

    public Exception? Failure { get; } = failure;
}
