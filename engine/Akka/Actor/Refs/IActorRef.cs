namespace Akka.Actor;

/// <summary>Something that can be told a message.</summary>
public interface ICanTell
{
    /// <summary>Sends a message and does not wait.</summary>
    void Tell(object message, IActorRef? sender);
}

/// <summary>A handle on an actor: it can be sent messages, compared and passed around, and nothing more.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    /// <summary>The name of the actor, its uid included.</summary>
    ActorPath Path { get; }
}

/// <summary>Says whether the actor lives in this process.</summary>
public interface IActorRefScope
{
    /// <summary>True when the actor lives in this process.</summary>
    bool IsLocal { get; }
}

/// <summary>A reference whose actor is always in this process.</summary>
public interface ILocalRef : IActorRefScope
{
}

/// <summary>A reference that is set to its actor after it was made.</summary>
public interface IRepointableRef : IActorRefScope
{
    /// <summary>True once messages reach the actor.</summary>
    bool IsStarted { get; }
}

/// <summary>What the runtime itself needs from every reference.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    /// <summary>The parent, or <see cref="Nobody"/>.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>The provider that made the reference.</summary>
    IActorRefProvider Provider { get; }

    /// <summary>True once the actor is gone for good.</summary>
    bool IsTerminated { get; }

    /// <summary>Follows names downwards; <c>..</c> goes up. Returns <see cref="Nobody"/> where there is none.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    /// <summary>Lets the actor go on after a failure, or after a suspension when the cause is null.</summary>
    void Resume(Exception? causedByFailure = null);

    /// <summary>Starts the actor.</summary>
    void Start();

    /// <summary>Stops the actor after the message it works on.</summary>
    void Stop();

    /// <summary>Replaces the instance of the actor.</summary>
    void Restart(Exception cause);

    /// <summary>Lets the actor handle no user message until resumed.</summary>
    void Suspend();

    /// <summary>Sends a message that goes before every user message.</summary>
    void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message);
}
