namespace WhaleStack.Domain.Publishing;

/// <summary>What may happen to a message that cannot be sent yet.</summary>
public enum PublicationKind
{
    /// <summary>A fact of its own: it waits for its turn.</summary>
    Signal = 1,

    /// <summary>A state: a newer one of the same instrument takes its place.</summary>
    Snapshot = 2,
}

/// <summary>A message on its way to the outside.</summary>
/// <param name="Kind">What may happen to it while it waits.</param>
/// <param name="Message">What is said.</param>
public sealed record Publication(PublicationKind Kind, IPublishedMessage Message)
{
    /// <summary>The channel: one a signal type, named by its plural, such as <c>liquidation_clusters</c>.</summary>
    public string Channel => ChannelOf(Message.SignalType);

    /// <summary>What the message is about, such as <c>bybit:BTCUSDT</c>.</summary>
    public string Subject => $"{Message.Exchange}:{Message.Symbol}";

    /// <summary>The channel of a signal type.</summary>
    /// <exception cref="ArgumentException">The type is empty.</exception>
    public static string ChannelOf(string signalType)
    {
        ArgumentException.ThrowIfNullOrEmpty(signalType);
        return signalType + "s";
    }
}
