namespace WhaleStack.Messages.Broadcast;

/// <summary>What a broadcaster journals: its outbox.</summary>
public static class BroadcastEvents
{
    /// <summary>A message is to be sent.</summary>
    /// <param name="MessageId">Unique; the same fact has the same id.</param>
    /// <param name="Text">What people will read.</param>
    /// <param name="Time">Event time of the fact.</param>
    public sealed record MessageQueued(string MessageId, string Text, DateTimeOffset Time);

    /// <summary>The channel has taken it.</summary>
    public sealed record MessageSent(string MessageId);
}
