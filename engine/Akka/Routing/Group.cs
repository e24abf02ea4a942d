using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>
/// A router whose routees were made elsewhere: it sends to their paths, does not watch them and does not end with them.
/// </summary>
public abstract class Group : RouterConfig, IEquatable<Group>
{
    /// <summary>The paths of the routees.</summary>
    protected readonly string[] InternalPaths;

    /// <summary>Holds the paths; null as dispatcher is the default one.</summary>
    protected Group(IEnumerable<string> paths, string? routerDispatcher)
        : base(routerDispatcher)
    {
        InternalPaths = [.. paths];
    }

    /// <inheritdoc/>
    public override ActorBase CreateRouterActor() => new RouterActor();

    /// <summary>The paths of the routees in that system.</summary>
    public abstract IEnumerable<string> GetPaths(ActorSystem system);

    /// <summary>The recipe of the router.</summary>
    public Props Props() => Actor.Props.Empty.WithRouter(this);

    /// <inheritdoc/>
    public override void VerifyConfig(ActorPath path)
    {
        foreach (var routee in InternalPaths)
        {
            if (string.IsNullOrWhiteSpace(routee))
            {
                throw new ConfigurationException($"The router [{path}] has an empty path in [routees.paths].");
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(Group? other) => base.Equals(other) && InternalPaths.SequenceEqual(other.InternalPaths);

    /// <inheritdoc/>
    public override bool Equals(RouterConfig? other) => Equals(other as Group);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Group);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), InternalPaths.Length);

    /// <summary>The routee of a path; a relative one begins at the router.</summary>
    internal static Routee RouteeFor(string path, IActorContext context) =>
        new ActorSelectionRoutee(context.ActorSelection(path));
}
