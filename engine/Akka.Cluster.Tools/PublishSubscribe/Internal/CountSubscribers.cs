namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>Asks how many actors hear the topic, in groups or not; the answer is a number.</summary>
public sealed class CountSubscribers
{
    /// <summary>Creates the query.</summary>
    public CountSubscribers(string topic) => Topic = topic;

    /// <summary>The topic.</summary>
    public string Topic { get; }
}
