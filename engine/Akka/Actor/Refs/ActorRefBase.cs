using System.Globalization;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>
/// What all references share: equality by path and uid, order by path, and the check on null messages.
/// </summary>
public abstract class ActorRefBase : IActorRef
{
    /// <inheritdoc/>
    public abstract ActorPath Path { get; }

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null.");
        }

        TellInternal(message, sender!);
    }

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Path is { Uid: not ActorPath.UndefinedUid } path
        ? path.Uid.GetHashCode()
        : Path.Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj is null or IActorRef
        ? CompareTo((IActorRef?)obj)
        : throw new ArgumentException("Object must be of type IActorRef.", nameof(obj));

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    /// <inheritdoc/>
    public override string ToString() => Path.Uid == ActorPath.UndefinedUid
        ? $"[{Path}]"
        : string.Create(CultureInfo.InvariantCulture, $"[{Path}#{Path.Uid}]");

    /// <summary>Delivers a message that is known not to be null.</summary>
    protected abstract void TellInternal(object message, IActorRef sender);
}

/// <summary>A reference made by the runtime.</summary>
public abstract class InternalActorRefBase : ActorRefBase, IInternalActorRef
{
    /// <inheritdoc/>
    public abstract IInternalActorRef Parent { get; }

    /// <inheritdoc/>
    public abstract IActorRefProvider Provider { get; }

    /// <inheritdoc/>
    public abstract bool IsTerminated { get; }

    /// <inheritdoc/>
    public abstract bool IsLocal { get; }

    /// <inheritdoc/>
    public abstract IActorRef GetChild(IReadOnlyList<string> name);

    /// <inheritdoc/>
    public abstract void Resume(Exception? causedByFailure = null);

    /// <inheritdoc/>
    public abstract void Start();

    /// <inheritdoc/>
    public abstract void Stop();

    /// <inheritdoc/>
    public abstract void Restart(Exception cause);

    /// <inheritdoc/>
    public abstract void Suspend();

    /// <inheritdoc/>
    public abstract void SendSystemMessage(ISystemMessage message);
}

/// <summary>
/// A reference without an actor behind it: no children, no life cycle; unhandled messages are ignored.
/// </summary>
public abstract class MinimalActorRef : InternalActorRefBase, ILocalRef
{
    /// <inheritdoc/>
    public override IInternalActorRef Parent => Nobody.Instance;

    /// <inheritdoc/>
    public override bool IsLocal => true;

    /// <inheritdoc/>
    public override bool IsTerminated => false;

    /// <inheritdoc/>
    public override IActorRef GetChild(IReadOnlyList<string> name) =>
        name.All(string.IsNullOrEmpty) ? this : Nobody.Instance;

    /// <inheritdoc/>
    public override void Resume(Exception? causedByFailure = null)
    {
    }

    /// <inheritdoc/>
    public override void Start()
    {
    }

    /// <inheritdoc/>
    public override void Stop()
    {
    }

    /// <inheritdoc/>
    public override void Restart(Exception cause)
    {
    }

    /// <inheritdoc/>
    public override void Suspend()
    {
    }

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message)
    {
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
    }
}

/// <summary>The reference that stands for no actor.</summary>
public sealed class Nobody : MinimalActorRef
{
    /// <summary>The only instance.</summary>
    public static readonly Nobody Instance = new();

    private readonly RootActorPath _path = new(new Address("akka", "all-systems"), "/Nobody");

    private Nobody()
    {
    }

    /// <inheritdoc/>
    public override ActorPath Path => _path;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody does not provide");
}
