using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>What <c>akka.cluster.pub-sub</c> in the configuration says. Immutable.</summary>
public sealed class DistributedPubSubSettings : INoSerializationVerificationNeeded
{
    /// <summary>Creates the settings.</summary>
    /// <param name="role">The role of the nodes that take part; null or empty means every node.</param>
    /// <param name="routingLogic">How one of several is chosen; not by consistent hashing.</param>
    /// <param name="gossipInterval">How often nodes tell each other what they know.</param>
    /// <param name="removedTimeToLive">How long it is kept in mind that something was removed.</param>
    /// <param name="maxDeltaElements">How much they tell each other at once.</param>
    /// <param name="sendToDeadLettersWhenNoSubscribers">Whether messages that nobody wants become dead letters.</param>
    /// <exception cref="ArgumentException">The routing logic is consistent hashing.</exception>
    public DistributedPubSubSettings(
        string? role,
        RoutingLogic routingLogic,
        TimeSpan gossipInterval,
        TimeSpan removedTimeToLive,
        int maxDeltaElements,
        bool sendToDeadLettersWhenNoSubscribers)
    {
        if (routingLogic is ConsistentHashingRoutingLogic)
        {
            // Subscribers on other nodes come and go: what hashes to whom would not hold.
            throw new ArgumentException(
                "'ConsistentHashingRoutingLogic' can't be used by the pub-sub mediator", nameof(routingLogic));
        }

        Role = string.IsNullOrEmpty(role) ? null : role;
        RoutingLogic = routingLogic;
        GossipInterval = gossipInterval;
        RemovedTimeToLive = removedTimeToLive;
        MaxDeltaElements = maxDeltaElements;
        SendToDeadLettersWhenNoSubscribers = sendToDeadLettersWhenNoSubscribers;
    }

    /// <summary>The role of the nodes that take part; null means every node.</summary>
    public string? Role { get; }

    /// <summary>How one of several is chosen.</summary>
    public RoutingLogic RoutingLogic { get; }

    /// <summary>How often nodes tell each other what they know.</summary>
    public TimeSpan GossipInterval { get; }

    /// <summary>How long it is kept in mind that something was removed.</summary>
    public TimeSpan RemovedTimeToLive { get; }

    /// <summary>How much nodes tell each other at once.</summary>
    public int MaxDeltaElements { get; }

    /// <summary>Whether messages that nobody wants become dead letters.</summary>
    public bool SendToDeadLettersWhenNoSubscribers { get; }

    /// <summary>The settings of the system.</summary>
    public static DistributedPubSubSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(DistributedPubSub.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.pub-sub"));
    }

    /// <summary>The settings of the section.</summary>
    /// <exception cref="ConfigurationException">The section is missing.</exception>
    /// <exception cref="ArgumentException">The routing logic is unknown, or cannot be used here.</exception>
    public static DistributedPubSubSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
        {
            throw ConfigurationException.NullOrEmptyConfig<DistributedPubSubSettings>("akka.cluster.pub-sub");
        }

        RoutingLogic routing = config.GetString("routing-logic", "random") switch
        {
            "random" => new RandomChoice(),
            "round-robin" => new RoundRobinRoutingLogic(),
            "broadcast" => new BroadcastRoutingLogic(),
            "consistent-hashing" =>
                throw new ArgumentException("Consistent hashing routing logic cannot be used by the pub-sub mediator"),
            var other => throw new ArgumentException(
                $"Unknown routing logic is tried to be applied to the pub-sub mediator: {other}"),
        };
        return new DistributedPubSubSettings(
            config.GetString("role"),
            routing,
            config.GetTimeSpan("gossip-interval"),
            config.GetTimeSpan("removed-time-to-live"),
            config.GetInt("max-delta-elements"),
            config.GetBoolean("send-to-dead-letters-when-no-subscribers", true));
    }

    /// <summary>The same with another role.</summary>
    public DistributedPubSubSettings WithRole(string? role) => Copy(role: role ?? string.Empty);

    /// <summary>The same with another choice among several.</summary>
    /// <exception cref="ArgumentException">The routing logic is consistent hashing.</exception>
    public DistributedPubSubSettings WithRoutingLogic(RoutingLogic routingLogic) => Copy(routing: routingLogic);

    /// <summary>The same with another <see cref="GossipInterval"/>.</summary>
    public DistributedPubSubSettings WithGossipInterval(TimeSpan gossipInterval) => Copy(gossip: gossipInterval);

    /// <summary>The same with another <see cref="RemovedTimeToLive"/>.</summary>
    public DistributedPubSubSettings WithRemovedTimeToLive(TimeSpan removedTtl) => Copy(removed: removedTtl);

    /// <summary>The same with another <see cref="MaxDeltaElements"/>.</summary>
    public DistributedPubSubSettings WithMaxDeltaElements(int maxDeltaElements) => Copy(delta: maxDeltaElements);

    /// <summary>The same, saying whether messages that nobody wants become dead letters.</summary>
    public DistributedPubSubSettings WithSendToDeadLettersWhenNoSubscribers(bool sendToDeadLetterWhenNoSubscribers) =>
        Copy(dead: sendToDeadLetterWhenNoSubscribers);

    private DistributedPubSubSettings Copy(
        string? role = null,
        RoutingLogic? routing = null,
        TimeSpan? gossip = null,
        TimeSpan? removed = null,
        int? delta = null,
        bool? dead = null) => new(
        role ?? Role,
        routing ?? RoutingLogic,
        gossip ?? GossipInterval,
        removed ?? RemovedTimeToLive,
        delta ?? MaxDeltaElements,
        dead ?? SendToDeadLettersWhenNoSubscribers);
}
