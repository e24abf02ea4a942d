using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference with a cell behind it.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    /// <summary>The children.</summary>
    public abstract IEnumerable<IActorRef> Children { get; }

    /// <summary>The child of that name, or <see cref="Nobody"/>.</summary>
    public abstract IInternalActorRef GetSingleChild(string name);
}

/// <summary>The reference to an actor in this process.</summary>
public class LocalActorRef : ActorRefWithCell, ILocalRef
{
    private readonly ActorCell _cell;
    private readonly ActorPath _path;

    /// <summary>Called by the provider.</summary>
    public LocalActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        IInternalActorRef supervisor,
        ActorPath path)
    {
        MailboxType = mailboxType;
        _path = path;
        _cell = NewActorCell(system, this, props, dispatcher, supervisor);
        _cell.Init(sendSupervise: true, mailboxType);
    }

    /// <summary>The inside of the actor.</summary>
    public ActorCell Cell => _cell;

    /// <inheritdoc/>
    public override ActorPath Path => _path;

    /// <inheritdoc/>
    public override IInternalActorRef Parent => _cell.Parent;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;

    /// <inheritdoc/>
    public override IEnumerable<IActorRef> Children => _cell.GetChildren();

    /// <inheritdoc/>
    public override bool IsLocal => true;

    /// <inheritdoc/>
    public override bool IsTerminated => _cell.IsTerminated;

    /// <summary>The system.</summary>
    protected ActorSystem System => _cell.System;

    /// <summary>What the actor was made from; once it is gone, a recipe that refuses.</summary>
    protected Props Props => _cell.Props;

    /// <summary>What runs the actor.</summary>
    protected MessageDispatcher Dispatcher => _cell.Dispatcher;

    /// <summary>What made the actor's mailbox.</summary>
    protected MailboxType MailboxType { get; }

    /// <summary>The parent.</summary>
    protected IInternalActorRef Supervisor => _cell.Parent;

    /// <inheritdoc/>
    public override void Start() => _cell.Start();

    /// <inheritdoc/>
    public override void Stop() => _cell.Stop();

    /// <inheritdoc/>
    public override void Suspend() => _cell.Suspend();

    /// <inheritdoc/>
    public override void Resume(Exception? causedByFailure = null) => _cell.Resume(causedByFailure);

    /// <inheritdoc/>
    public override void Restart(Exception cause) => _cell.Restart(cause);

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    /// <inheritdoc/>
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            if (current is not ActorRefWithCell local)
            {
                return current.GetChild(name.Skip(i).ToArray());
            }

            current = name[i] switch
            {
                ".." => local.Parent,
                "" or "." => local,
                var child => local.GetSingleChild(child),
            };
            if (current.IsNobody())
            {
                return current;
            }
        }

        return current;
    }

    /// <summary>Makes the inside of the actor.</summary>
    protected virtual ActorCell NewActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef supervisor) => new(system, self, props, dispatcher, supervisor);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender) => _cell.SendMessage(sender, message);
}
