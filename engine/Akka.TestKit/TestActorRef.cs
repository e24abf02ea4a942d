using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

/// <summary>An actor that runs on the thread of the test, which can reach into it.</summary>
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    private readonly InternalTestActorRef _ref;

    /// <summary>Makes the actor.</summary>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        _ref = InternalTestActorRef.Create(system, actorProps, supervisor, name);
    }

    /// <summary>The reference behind this one.</summary>
    public IActorRef Ref => _ref;

    /// <summary>The instance of the actor.</summary>
    public TActor UnderlyingActor => (TActor)_ref.UnderlyingActor;

    /// <inheritdoc/>
    public ActorPath Path => _ref.Path;

    IInternalActorRef IInternalActorRef.Parent => _ref.Parent;

    IActorRefProvider IInternalActorRef.Provider => _ref.Provider;

    bool IInternalActorRef.IsTerminated => _ref.IsTerminated;

    bool IActorRefScope.IsLocal => true;

    /// <summary>The reference behind this one.</summary>
    protected InternalTestActorRef InternalRef => _ref;

    /// <summary>Compares by actor.</summary>
    public static bool operator ==(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef?.Equals(actorRef) ?? actorRef is null;

    /// <summary>Compares by actor.</summary>
    public static bool operator !=(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        !(testActorRef == actorRef);

    /// <summary>Compares by actor.</summary>
    public static bool operator ==(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) =>
        testActorRef == actorRef;

    /// <summary>Compares by actor.</summary>
    public static bool operator !=(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) =>
        !(testActorRef == actorRef);

    /// <summary>The reference behind another.</summary>
    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef._ref;

    /// <summary>Has the behaviour handle a message now; what it throws comes out here.</summary>
    public void Receive(object message, IActorRef? sender = null) => _ref.Receive(message, sender);

    /// <summary>Has the behaviour handle a message now; what it throws fails the task.</summary>
    public Task ReceiveAsync(object message, IActorRef? sender = null)
    {
        try
        {
            Receive(message, sender);
            return Task.CompletedTask;
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    /// <summary>Has the actor watch another.</summary>
    public void Watch(IActorRef subject) => _ref.Cell.Watch(subject);

    /// <summary>Has the actor end a watch.</summary>
    public void Unwatch(IActorRef subject) => _ref.Cell.Unwatch(subject);

    /// <summary>Sends a message in the name of the running actor.</summary>
    public void Tell(object message) => ((IActorRef)_ref).Tell(message);

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender) => _ref.Tell(message, sender);

    /// <summary>Passes a message on and keeps its sender.</summary>
    public void Forward(object message) => ((IActorRef)_ref).Forward(message);

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => _ref.Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => _ref.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _ref.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(object? obj) => _ref.CompareTo(obj);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => _ref.CompareTo(other);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _ref.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => _ref.Resume(causedByFailure);

    void IInternalActorRef.Start() => _ref.Start();

    void IInternalActorRef.Stop() => _ref.Stop();

    void IInternalActorRef.Restart(Exception cause) => _ref.Restart(cause);

    void IInternalActorRef.Suspend() => _ref.Suspend();

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => _ref.SendSystemMessage(message);

    /// <summary>Sends a system message; it has no sender.</summary>
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => _ref.SendSystemMessage(message);

    /// <inheritdoc/>
    public override string ToString() => _ref.ToString()!;
}

/// <summary>An actor that runs on the thread of the test, which can reach into it.</summary>
public class TestActorRef<TActor> : TestActorRefBase<TActor>
    where TActor : ActorBase
{
    /// <summary>Makes the actor.</summary>
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
        : base(system, actorProps, supervisor, name)
    {
    }
}

/// <summary>The reference behind a <see cref="TestActorRef{TActor}"/>.</summary>
public class InternalTestActorRef : LocalActorRef
{
    private InternalTestActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        IInternalActorRef supervisor,
        ActorPath path)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
    }

    /// <summary>The instance of the actor.</summary>
    public ActorBase UnderlyingActor
    {
        get
        {
            if (IsTerminated)
            {
                throw new IllegalActorStateException("underlying actor is terminated");
            }

            SpinWait.SpinUntil(() => Cell.Actor is not null || IsTerminated, TimeSpan.FromSeconds(5));
            return Cell.Actor ?? throw new ActorInitializationException(this, "the actor has no instance");
        }
    }

    internal static InternalTestActorRef Create(
        ActorSystem actorSystem, Props props, IActorRef? supervisor, string? name)
    {
        var system = (ActorSystemImpl)actorSystem;
        if (props.Deploy.Dispatcher == Deploy.NoDispatcherGiven)
        {
            props = props.WithDispatcher(CallingThreadDispatcher.Id);
        }

        var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
        var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
        var parent = (LocalActorRef)(supervisor ?? system.Guardian);
        return parent.Cell.MakeChild(
            name, path => new InternalTestActorRef(system, props, dispatcher, mailbox, parent, path));
    }

    internal void Receive(object message, IActorRef? sender) => Cell.UseThreadContext(
        () => Cell.ReceiveMessageForTest(new Envelope(message, sender, Cell.System)));
}
