using System.Diagnostics.CodeAnalysis;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// A tree of actors and what they share: dispatchers, scheduler, event stream, extensions and settings.
/// </summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly long _startTicks = System.Diagnostics.Stopwatch.GetTimestamp();
    private readonly DateTime _startTime = DateTime.UtcNow;
    private bool _disposed;

    /// <summary>The settings.</summary>
    public abstract Settings Settings { get; }

    /// <summary>The name.</summary>
    public abstract string Name { get; }

    /// <summary>The dispatchers.</summary>
    public abstract Dispatchers Dispatchers { get; }

    /// <summary>The event stream.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Where messages without a receiver go.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>A reference that swallows what it is told.</summary>
    public abstract IActorRef IgnoreRef { get; }

    /// <summary>The log of the system.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>The mailboxes.</summary>
    public abstract Mailboxes Mailboxes { get; }

    /// <summary>Knows which serializer is for which type.</summary>
    public abstract Serialization.Serialization Serialization { get; }

    /// <summary>The scheduler and the clocks.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>Completes when the system has ended.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>When the system was started, as a time since the Unix epoch.</summary>
    public TimeSpan StartTime => _startTime - DateTime.UnixEpoch;

    /// <summary>How long the system has been running.</summary>
    public TimeSpan Uptime => System.Diagnostics.Stopwatch.GetElapsedTime(_startTicks);

    /// <summary>Starts a system with the default configuration.</summary>
    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    /// <summary>Starts a system.</summary>
    public static ActorSystem Create(string name, Config config) =>
        Create(name, BootstrapSetup.Create().WithConfig(config));

    /// <summary>Starts a system.</summary>
    public static ActorSystem Create(string name, BootstrapSetup setup) =>
        Create(name, ActorSystemSetup.Create(setup));

    /// <summary>Starts a system.</summary>
    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue && bootstrap.Value.Config.HasValue
            ? bootstrap.Value.Config.Value
            : ConfigurationFactory.Load();
        var system = new ActorSystemImpl(name, config, setup);
        system.Start();
        return system;
    }

    /// <summary>The extension of an id, made now if it is not there.</summary>
    public abstract object GetExtension(IExtensionId extensionId);

    /// <summary>The extension of a type; throws when it is not registered.</summary>
    public abstract T GetExtension<T>()
        where T : class, IExtension;

    /// <summary>True when there is an extension of a type.</summary>
    public abstract bool HasExtension(Type type);

    /// <summary>True when there is an extension of a type.</summary>
    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    /// <summary>The extension of a type, if there is one.</summary>
    public abstract bool TryGetExtension(Type extensionType, [MaybeNullWhen(false)] out object extension);

    /// <summary>The extension of a type, if there is one.</summary>
    public abstract bool TryGetExtension<T>([MaybeNullWhen(false)] out T extension)
        where T : class, IExtension;

    /// <summary>The extension of an id, made now if it is not there.</summary>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>Has code run when the system has ended, the last registered first.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Ends the system: runs the coordinated shutdown and stops all actors.</summary>
    public abstract Task Terminate();

    /// <summary>Stops an actor.</summary>
    public abstract void Stop(IActorRef actor);

    /// <inheritdoc/>
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Terminate().Wait(TimeSpan.FromSeconds(10));
            GC.SuppressFinalize(this);
        }
    }
}

/// <summary>What extensions see of a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    /// <summary>Makes references and finds them.</summary>
    public abstract IActorRefProvider Provider { get; }

    /// <summary>The parent of the actors that the application makes.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>Where paths begin.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>The parent of the actors of the system and its extensions.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Makes an actor below the system guardian.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    /// <summary>Makes an actor below the system guardian.</summary>
    public abstract IActorRef SystemActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new();

    /// <summary>Ends the system without the coordinated shutdown.</summary>
    public abstract void Abort();

    /// <summary>The tree of actors as text.</summary>
    public abstract string PrintTree();
}
