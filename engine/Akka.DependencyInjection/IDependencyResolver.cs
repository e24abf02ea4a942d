using Akka.Actor;

namespace Akka.DependencyInjection;

/// <summary>Finds services and makes actors that need some; it hides which container is behind it.</summary>
public interface IDependencyResolver
{
    /// <summary>Begins a scope; whoever begins it disposes of it.</summary>
    IResolverScope CreateScope();

    /// <summary>The service of a type; null where there is none.</summary>
    T? GetService<T>();

    /// <summary>The service of a type; null where there is none.</summary>
    object? GetService(Type type);

    /// <summary>The recipe of an actor whose constructor's arguments are all services.</summary>
    Props Props(Type type);

    /// <summary>The recipe of an actor: the given arguments, and services for all others.</summary>
    Props Props<T>(params object[] args)
        where T : ActorBase;

    /// <summary>The recipe of an actor: the given arguments, and services for all others.</summary>
    Props Props(Type type, params object[] args);
}

/// <summary>A scope: its services live until it is disposed of. The engine disposes of none by itself.</summary>
public interface IResolverScope : IDisposable
{
    /// <summary>Finds the services of the scope.</summary>
    IDependencyResolver Resolver { get; }
}
