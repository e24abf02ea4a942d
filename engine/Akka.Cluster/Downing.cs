using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster;

/// <summary>Decides about members that do not answer. One per system, named in the configuration.</summary>
/// <remarks>
/// The class needs a constructor with an <see cref="ActorSystem"/> and a <see cref="Cluster"/>, or with an
/// <see cref="ActorSystem"/> alone.
/// </remarks>
public interface IDowningProvider
{
    /// <summary>How long resources of a member that was taken out stay untouched.</summary>
    TimeSpan DownRemovalMargin { get; }

    /// <summary>The actor that decides, started as a child of the cluster's own actor; null means none.</summary>
    Props? DowningActorProps { get; }
}

/// <summary>Nobody is declared dead but by hand, with <see cref="Cluster.Down"/>.</summary>
public sealed class NoDowning : IDowningProvider
{
    /// <summary>Creates the provider.</summary>
    public NoDowning(ActorSystem system, Cluster cluster)
    {
        ArgumentNullException.ThrowIfNull(system);
        DownRemovalMargin =
            ClusterSettings.TimeSpanOrOff(system.Settings.Config, "akka.cluster.down-removal-margin")
            ?? TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public TimeSpan DownRemovalMargin { get; }

    /// <inheritdoc/>
    public Props? DowningActorProps => null;
}

/// <summary>Makes the provider that the settings name.</summary>
internal static class DowningProviders
{
    /// <exception cref="ConfigurationException">The type is no provider or cannot be created.</exception>
    public static IDowningProvider Load(Type type, ExtendedActorSystem system, Cluster cluster)
    {
        try
        {
            var provider = type.GetConstructor([typeof(ActorSystem), typeof(Cluster)]) is not null
                ? Activator.CreateInstance(type, system, cluster)
                : Activator.CreateInstance(type, system);
            return (IDowningProvider)provider!;
        }
        catch (Exception error) when (error is MissingMethodException or InvalidCastException)
        {
            throw new ConfigurationException($"Downing provider [{type.FullName}] could not be created", error);
        }
    }
}
