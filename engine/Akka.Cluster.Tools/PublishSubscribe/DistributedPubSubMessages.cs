using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>A message that travels from mediator to mediator.</summary>
public interface IDistributedPubSubMessage
{
}

/// <summary>Makes an actor known by its path, for <see cref="Send"/> and <see cref="SendToAll"/>.</summary>
public sealed record Put
{
    /// <summary>Creates the command.</summary>
    public Put(IActorRef @ref) => Ref = @ref;

    /// <summary>The actor.</summary>
    public IActorRef Ref { get; }
}

/// <summary>Takes back a <see cref="Put"/>.</summary>
public sealed record Remove
{
    /// <summary>Creates the command.</summary>
    public Remove(string path) => Path = path;

    /// <summary>The path of the actor, without address.</summary>
    public string Path { get; }
}

/// <summary>Lets an actor hear a topic, alone or as one of a group that shares the messages.</summary>
public sealed record Subscribe
{
    /// <summary>Creates the command.</summary>
    public Subscribe(string topic, IActorRef @ref, string? group = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        Topic = topic;
        Ref = @ref;
        Group = string.IsNullOrEmpty(group) ? null : group;
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The group, or null.</summary>
    public string? Group { get; }

    /// <summary>The actor.</summary>
    public IActorRef Ref { get; }
}

/// <summary>Takes back a <see cref="Subscribe"/>.</summary>
public sealed record Unsubscribe
{
    /// <summary>Creates the command.</summary>
    public Unsubscribe(string topic, IActorRef @ref, string? group = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        Topic = topic;
        Ref = @ref;
        Group = string.IsNullOrEmpty(group) ? null : group;
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The group, or null.</summary>
    public string? Group { get; }

    /// <summary>The actor.</summary>
    public IActorRef Ref { get; }
}

/// <summary>The subscription holds from now on.</summary>
public sealed record SubscribeAck : IDeadLetterSuppression
{
    /// <summary>Creates the reply.</summary>
    public SubscribeAck(Subscribe subscribe) => Subscribe = subscribe;

    /// <summary>What was asked for.</summary>
    public Subscribe Subscribe { get; }
}

/// <summary>The subscription holds no longer.</summary>
public sealed record UnsubscribeAck
{
    /// <summary>Creates the reply.</summary>
    public UnsubscribeAck(Unsubscribe unsubscribe) => Unsubscribe = unsubscribe;

    /// <summary>What was asked for.</summary>
    public Unsubscribe Unsubscribe { get; }
}

/// <summary>Brings a message to those who hear the topic.</summary>
/// <remarks>
/// Without <see cref="SendOneMessageToEachGroup"/> only subscribers without group get it, all of them; with it, one of
/// each group, and nobody else.
/// </remarks>
public sealed record Publish : IDistributedPubSubMessage, IWrappedMessage
{
    /// <summary>Creates the command.</summary>
    public Publish(string topic, object message, bool sendOneMessageToEachGroup = false)
    {
        Topic = topic;
        Message = message;
        SendOneMessageToEachGroup = sendOneMessageToEachGroup;
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>What to bring.</summary>
    public object Message { get; }

    /// <summary>Whether it is for groups: one of each.</summary>
    public bool SendOneMessageToEachGroup { get; }
}

/// <summary>Brings a message to one actor of this path, on whatever node.</summary>
public sealed record Send : IDistributedPubSubMessage, IWrappedMessage
{
    /// <summary>Creates the command.</summary>
    public Send(string path, object message, bool localAffinity = false)
    {
        Path = path;
        Message = message;
        LocalAffinity = localAffinity;
    }

    /// <summary>The path of the actor, without address.</summary>
    public string Path { get; }

    /// <summary>What to bring.</summary>
    public object Message { get; }

    /// <summary>Whether an actor on this node goes before others.</summary>
    public bool LocalAffinity { get; }
}

/// <summary>Brings a message to the actors of this path on every node.</summary>
public sealed record SendToAll : IDistributedPubSubMessage, IWrappedMessage
{
    /// <summary>Creates the command.</summary>
    public SendToAll(string path, object message, bool excludeSelf = false)
    {
        Path = path;
        Message = message;
        ExcludeSelf = excludeSelf;
    }

    /// <summary>The path of the actors, without address.</summary>
    public string Path { get; }

    /// <summary>What to bring.</summary>
    public object Message { get; }

    /// <summary>Whether the actor on this node is left out.</summary>
    public bool ExcludeSelf { get; }
}

/// <summary>Asks for the topics that somebody hears; the answer is <see cref="CurrentTopics"/>.</summary>
public sealed class GetTopics
{
    private GetTopics()
    {
    }

    /// <summary>The only instance.</summary>
    public static GetTopics Instance { get; } = new();
}

/// <summary>The topics that somebody hears.</summary>
public sealed class CurrentTopics : IEquatable<CurrentTopics>
{
    /// <summary>Creates the reply.</summary>
    public CurrentTopics(IImmutableSet<string> topics) => Topics = topics;

    /// <summary>The topics.</summary>
    public IImmutableSet<string> Topics { get; }

    /// <inheritdoc/>
    public bool Equals(CurrentTopics? other) => other is not null && Topics.SetEquals(other.Topics);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CurrentTopics);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Topics.Aggregate(0, (hash, topic) => hash ^ StringComparer.Ordinal.GetHashCode(topic));
}
