using Akka.Actor;
using Akka.Configuration;

namespace Akka.DependencyInjection;

/// <summary>The resolver of a system, given to it by a <see cref="DependencyResolverSetup"/>.</summary>
/// <remarks>
/// An actor can outlive any scope, and a restart asks for its services again: a service that must be disposed of is
/// better taken from a scope that the actor begins and ends itself.
/// </remarks>
public sealed class DependencyResolver : IExtension
{
    /// <summary>Holds the resolver.</summary>
    public DependencyResolver(IDependencyResolver resolver)
    {
        Resolver = resolver;
    }

    /// <summary>The resolver of the whole system.</summary>
    public IDependencyResolver Resolver { get; }

    /// <summary>The resolver of a system.</summary>
    /// <exception cref="ConfigurationException">The system was made without a resolver.</exception>
    public static DependencyResolver For(ActorSystem actorSystem) =>
        actorSystem.WithExtension<DependencyResolver, DependencyResolverExtension>();

    /// <summary>The recipe of an actor whose constructor's arguments are all services.</summary>
    public Props Props<T>()
        where T : ActorBase => Resolver.Props<T>();

    /// <summary>
    /// The recipe of an actor: the given arguments, and services for all others. They are found anew for each instance,
    /// so also for a restart.
    /// </summary>
    public Props Props<T>(params object[] args)
        where T : ActorBase => Resolver.Props<T>(args);

    /// <summary>The recipe of an actor whose constructor's arguments are all services.</summary>
    public Props Props(Type type) => Resolver.Props(type);

    /// <summary>The recipe of an actor: the given arguments, and services for all others.</summary>
    public Props Props(Type type, params object[] args) => Resolver.Props(type, args);
}

/// <summary>Makes the <see cref="DependencyResolver"/> of a system.</summary>
public sealed class DependencyResolverExtension : ExtensionIdProvider<DependencyResolver>
{
    /// <inheritdoc/>
    /// <exception cref="ConfigurationException">The system was made without a resolver.</exception>
    public override DependencyResolver CreateExtension(ExtendedActorSystem system)
    {
        var setup = system.Settings.Setup.Get<DependencyResolverSetup>();
        return setup.HasValue
            ? new DependencyResolver(setup.Value.DependencyResolver)
            : throw new ConfigurationException(
                $"The system [{system.Name}] was made without a {nameof(DependencyResolverSetup)}; give it one to use "
                + "dependency injection.");
    }
}
