using System.Linq.Expressions;
using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Util;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Makes an actor under the user guardian.</summary>
    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);

    /// <summary>Makes an actor under the user guardian.</summary>
    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    /// <summary>Makes an actor under the user guardian.</summary>
    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>());

    /// <summary>Makes an actor under the user guardian.</summary>
    public IActorRef ActorOf<TActor>(string name)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    /// <summary>Makes an actor under the user guardian.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory));

    /// <summary>Makes an actor under the user guardian.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    /// <summary>Makes an actor that a delegate describes, which sees the actor's context.</summary>
    public IActorRef ActorOf(Action<IActorDsl, IActorContext> configure, string? name = null) =>
        Sys.ActorOf(configure, name);

    /// <summary>Makes an actor that a delegate describes.</summary>
    public IActorRef ActorOf(Action<IActorDsl> configure, string? name = null) => Sys.ActorOf(configure, name);

    /// <summary>Makes an actor that a test can reach into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    /// <summary>Makes an actor that a test can reach into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    /// <summary>Makes an actor that a test can reach into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Expression<Func<TActor>> factory, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    /// <summary>Makes an actor that a test can reach into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    /// <summary>Makes an actor that a test can reach into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef supervisor, string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), supervisor, name);

    /// <summary>Makes an actor that a test can reach into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), null, name);

    /// <summary>Makes a child of the test actor, which supervises it with a strategy of its own.</summary>
    public IActorRef ChildActorOf(
        Props props,
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default) =>
        SpawnChild(props, name, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the test actor, which supervises it with a strategy of its own.</summary>
    public IActorRef ChildActorOf(
        Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        SpawnChild(props, Option<string>.None, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the test actor; a failure stops it.</summary>
    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        SpawnChild(props, name, Option<SupervisorStrategy>.None, cancellationToken);

    /// <summary>Makes a child of the test actor; a failure stops it.</summary>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        SpawnChild(props, Option<string>.None, Option<SupervisorStrategy>.None, cancellationToken);

    /// <summary>Makes a child of the test actor, which supervises it with a strategy of its own.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props,
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default) =>
        SpawnChildAsync(props, name, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the test actor, which supervises it with a strategy of its own.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        SpawnChildAsync(props, Option<string>.None, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the test actor; a failure stops it.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props, string name, CancellationToken cancellationToken = default) =>
        SpawnChildAsync(props, name, Option<SupervisorStrategy>.None, cancellationToken);

    /// <summary>Makes a child of the test actor; a failure stops it.</summary>
    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        SpawnChildAsync(props, Option<string>.None, Option<SupervisorStrategy>.None, cancellationToken);

    private IActorRef SpawnChild(
        Props props, Option<string> name, Option<SupervisorStrategy> strategy, CancellationToken token)
    {
        TestActor.Tell(new TestKit.TestActor.Spawn(props, name, strategy), ActorRefs.NoSender);
        return ExpectMsg<IActorRef>(cancellationToken: token);
    }

    private async Task<IActorRef> SpawnChildAsync(
        Props props, Option<string> name, Option<SupervisorStrategy> strategy, CancellationToken token)
    {
        TestActor.Tell(new TestKit.TestActor.Spawn(props, name, strategy), ActorRefs.NoSender);
        return await ExpectMsgAsync<IActorRef>(cancellationToken: token);
    }
}
