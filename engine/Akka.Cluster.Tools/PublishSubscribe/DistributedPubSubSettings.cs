using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>What <c>akka.cluster.pub-sub</c> in the configuration says.</summary>
public sealed class DistributedPubSubSettings : INoSerializationVerificationNeeded
{
    private DistributedPubSubSettings(string? role, Choice routing, bool sendToDeadLetters)
    {
        Role = string.IsNullOrEmpty(role) ? null : role;
        Routing = routing;
        SendToDeadLettersWhenNoSubscribers = sendToDeadLetters;
    }

    /// <summary>How one of several is chosen.</summary>
    internal enum Choice
    {
        Random,
        RoundRobin,
        Broadcast,
    }

    /// <summary>The role of the nodes that take part; null means every node.</summary>
    public string? Role { get; }

    /// <summary>Whether messages that nobody wants become dead letters.</summary>
    public bool SendToDeadLettersWhenNoSubscribers { get; }

    internal Choice Routing { get; }

    /// <summary>The settings of the system.</summary>
    public static DistributedPubSubSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(DistributedPubSub.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.pub-sub"));
    }

    /// <summary>The settings of the section.</summary>
    public static DistributedPubSubSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
        {
            throw ConfigurationException.NullOrEmptyConfig<DistributedPubSubSettings>("akka.cluster.pub-sub");
        }

        var routing = config.GetString("routing-logic", "random") switch
        {
            "random" => Choice.Random,
            "round-robin" => Choice.RoundRobin,
            "broadcast" => Choice.Broadcast,
            "consistent-hashing" =>
                throw new ArgumentException("Consistent hashing routing logic cannot be used by the pub-sub mediator"),
            var other => throw new ArgumentException(
                $"Unknown routing logic is tried to be applied to the pub-sub mediator: {other}"),
        };
        return new DistributedPubSubSettings(
            config.GetString("role"), routing, config.GetBoolean("send-to-dead-letters-when-no-subscribers", true));
    }

    /// <summary>The same with another role.</summary>
    public DistributedPubSubSettings WithRole(string? role) => new(role, Routing, SendToDeadLettersWhenNoSubscribers);

    /// <summary>The same, saying whether messages that nobody wants become dead letters.</summary>
    public DistributedPubSubSettings WithSendToDeadLettersWhenNoSubscribers(bool sendToDeadLetterWhenNoSubscribers) =>
        new(Role, Routing, sendToDeadLetterWhenNoSubscribers);
}
