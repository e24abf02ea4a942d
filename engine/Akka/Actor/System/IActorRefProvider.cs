namespace Akka.Actor;

/// <summary>Makes references and finds them.</summary>
public interface IActorRefProvider
{
    /// <summary>The actor at the top.</summary>
    IInternalActorRef RootGuardian { get; }

    /// <summary>The parent of the actors that the application makes.</summary>
    LocalActorRef Guardian { get; }

    /// <summary>The parent of the actors of the system and its extensions.</summary>
    LocalActorRef SystemGuardian { get; }

    /// <summary>Where messages without a receiver go.</summary>
    IActorRef DeadLetters { get; }

    /// <summary>A reference that swallows what it is told.</summary>
    IActorRef IgnoreRef { get; }

    /// <summary>The path of the root.</summary>
    ActorPath RootPath { get; }

    /// <summary>The settings.</summary>
    Settings Settings { get; }

    /// <summary>The deployments that the configuration gives.</summary>
    Deployer Deployer { get; }

    /// <summary>The parent of the references made for a moment.</summary>
    IInternalActorRef TempContainer { get; }

    /// <summary>Completes when the root guardian is gone.</summary>
    Task TerminationTask { get; }

    /// <summary>The address of this system.</summary>
    Address DefaultAddress { get; }

    /// <summary>Starts the guardians.</summary>
    void Init(ActorSystemImpl system);

    /// <summary>The root guardian of an address, or the dead letters.</summary>
    IActorRef RootGuardianAt(Address address);

    /// <summary>Makes an actor's reference; the actor does not run before it is started.</summary>
    IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy? deploy,
        bool lookupDeploy,
        bool async);

    /// <summary>The reference of a path; where there is no actor, one that leads to the dead letters.</summary>
    IActorRef ResolveActorRef(string path);

    /// <summary>The reference of a path; where there is no actor, one that leads to the dead letters.</summary>
    IActorRef ResolveActorRef(ActorPath actorPath);

    /// <summary>A new path for a reference made for a moment.</summary>
    ActorPath TempPath();

    /// <summary>Makes a reference found by its path.</summary>
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    /// <summary>Ends that.</summary>
    void UnregisterTempActor(ActorPath path);

    /// <summary>The address by which another system reaches this one, or null.</summary>
    Address? GetExternalAddressFor(Address address);
}

/// <summary>What the core needs of every provider.</summary>
public abstract class ActorRefProviderBase
{
    internal abstract Event.EventStream Events { get; }
}
