namespace WhaleStack.Actors.Feeds;

/// <summary>What one batch holds of one topic.</summary>
/// <param name="topic">The topic, as in the summary.</param>
/// <remarks>Mutable; owned by its batch.</remarks>
public sealed class TopicTally(string topic)
{
    private int _delivered;
    private int _refused;

    /// <summary>The topic, as in the summary.</summary>
    public string Topic { get; } = topic;

    /// <summary>Messages that their owner accepted; known when the batch has been delivered.</summary>
    public long Consumed => _delivered - _refused;

    /// <summary>Messages folded into a newer one.</summary>
    public long Conflated { get; private set; }

    /// <summary>Whether it brought changes to an order book.</summary>
    public bool HasBooks { get; private set; }

    /// <summary>The instrument that it brought something of last; its part of the batch.</summary>
    internal CoinPart? Part { get; set; }

    internal void Count(bool isBook)
    {
        _delivered++;
        HasBooks |= isBook;
    }

    internal void Refuse() => _refused++;

    internal void Fold() => Conflated++;
}
