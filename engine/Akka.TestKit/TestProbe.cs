using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

/// <summary>An actor that a test looks through: it receives, and the test expects and replies.</summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    /// <summary>Makes a probe.</summary>
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, testProbeName)
    {
    }

    /// <summary>The reference of the probe.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>The sender of the message received last.</summary>
    public IActorRef Sender => LastSender;

    ActorPath IActorRef.Path => TestActor.Path;

    IInternalActorRef IInternalActorRef.Parent => Inner.Parent;

    IActorRefProvider IInternalActorRef.Provider => Inner.Provider;

    bool IInternalActorRef.IsTerminated => Inner.IsTerminated;

    bool IActorRefScope.IsLocal => Inner.IsLocal;

    private IInternalActorRef Inner => (IInternalActorRef)TestActor;

    /// <summary>Sends as the probe.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Passes the message received last on, with its sender.</summary>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage, Sender);

    /// <summary>Passes a message on as from the sender of the one received last.</summary>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Answers the message received last.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Makes a child of the probe.</summary>
    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), cancellationToken);

    /// <summary>Makes a child of the probe.</summary>
    public IActorRef ChildActorOf<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, cancellationToken);

    /// <summary>Makes a child of the probe.</summary>
    public IActorRef ChildActorOf<T>(
        SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the probe.</summary>
    public IActorRef ChildActorOf<T>(
        string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the probe.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), cancellationToken);

    /// <summary>Makes a child of the probe.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, cancellationToken);

    /// <summary>Makes a child of the probe.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(
        SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the probe.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(
        string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => TestActor.CompareTo(obj is TestProbe probe ? probe.TestActor : obj);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IActorRef other && TestActor.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Inner.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => Inner.Resume(causedByFailure);

    void IInternalActorRef.Start() => Inner.Start();

    void IInternalActorRef.Stop() => Inner.Stop();

    void IInternalActorRef.Restart(Exception cause) => Inner.Restart(cause);

    void IInternalActorRef.Suspend() => Inner.Suspend();

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => Inner.SendSystemMessage(message);

    /// <summary>Sends a system message; it has no sender.</summary>
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => Inner.SendSystemMessage(message);

    /// <inheritdoc/>
    public override string ToString() => TestActor.ToString()!;
}
