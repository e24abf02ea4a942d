using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What <see cref="ClusterSingleton.Init"/> needs to know about a singleton. Immutable.</summary>
public class SingletonActor
{
    private SingletonActor(
        string name, Props props, Option<object> stopMessage, Option<ClusterSingletonSettings> settings)
    {
        Name = name;
        Props = props;
        StopMessage = stopMessage;
        Settings = settings;
    }

    /// <summary>The name of the singleton, the same on all nodes.</summary>
    public string Name { get; }

    /// <summary>How to make the singleton.</summary>
    public Props Props { get; }

    /// <summary>What the singleton is told when it must stop; none means <see cref="PoisonPill"/>.</summary>
    public Option<object> StopMessage { get; }

    /// <summary>The settings; none means those of the system.</summary>
    public Option<ClusterSingletonSettings> Settings { get; }

    /// <summary>A singleton of this name.</summary>
    public static SingletonActor Create(Props props, string name)
    {
        ArgumentNullException.ThrowIfNull(props);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new SingletonActor(name, props, Option<object>.None, Option<ClusterSingletonSettings>.None);
    }

    /// <summary>The same, made in another way.</summary>
    public SingletonActor WithProps(Props props) => new(Name, props, StopMessage, Settings);

    /// <summary>The same, stopped with this message, upon which the singleton must stop itself.</summary>
    public SingletonActor WithStopMessage(object stopMessage) =>
        new(Name, Props, Option<object>.Create(stopMessage), Settings);

    /// <summary>The same with these settings.</summary>
    public SingletonActor WithSettings(ClusterSingletonSettings settings) =>
        new(Name, Props, StopMessage, Option<ClusterSingletonSettings>.Create(settings));
}
