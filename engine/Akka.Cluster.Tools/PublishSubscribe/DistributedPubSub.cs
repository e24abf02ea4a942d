using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Publishing to topics, and sending by path, to actors on whatever node; all by way of the <see cref="Mediator"/>.
/// </summary>
public sealed class DistributedPubSub : IExtension
{
    private readonly Cluster _cluster;

    /// <summary>Starts the mediator, if this node has the role.</summary>
    public DistributedPubSub(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        _cluster = Cluster.Get(system);
        var settings = DistributedPubSubSettings.Create(system);
        Mediator = IsTerminated || (settings.Role is { } role && !_cluster.SelfRoles.Contains(role))
            ? system.DeadLetters
            : Start(system, settings);
    }

    /// <summary>Whether this node takes no part: the cluster is gone.</summary>
    public bool IsTerminated => _cluster.IsTerminated;

    /// <summary>The actor to send commands to; on a node without the role the dead letters.</summary>
    public IActorRef Mediator { get; }

    /// <summary>The publish-subscribe of the system.</summary>
    public static DistributedPubSub Get(ActorSystem system) =>
        system.WithExtension<DistributedPubSub, DistributedPubSubExtensionProvider>();

    /// <summary>The defaults of this package.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource<DistributedPubSub>("Akka.Cluster.Tools.reference.conf");

    private static IActorRef Start(ExtendedActorSystem system, DistributedPubSubSettings settings)
    {
        var config = system.Settings.Config.GetConfig("akka.cluster.pub-sub");
        var dispatcher = config.GetString("use-dispatcher") is { Length: > 0 } chosen
            ? chosen
            : "akka.actor.internal-dispatcher";
        var name = config.GetString("name", "distributedPubSubMediator");
        return system.SystemActorOf(DistributedPubSubMediator.Props(settings).WithDispatcher(dispatcher), name);
    }
}

/// <summary>Makes the <see cref="DistributedPubSub"/> of a system.</summary>
public sealed class DistributedPubSubExtensionProvider : ExtensionIdProvider<DistributedPubSub>
{
    /// <inheritdoc/>
    public override DistributedPubSub CreateExtension(ExtendedActorSystem system) => new(system);
}
