namespace WhaleStack.Domain.Ports;

/// <summary>A way to people: a file, a chat, a mail.</summary>
public interface IBroadcastChannel
{
    /// <summary>Name of the channel, such as <c>file</c>; part of its actor's persistence id.</summary>
    string Name { get; }

    /// <summary>
    /// Sends one message. Sending the same id again has no further effect where the channel can know it.
    /// </summary>
    /// <exception cref="IOException">It could not be sent; it will be tried again.</exception>
    Task SendAsync(string messageId, string text, CancellationToken cancellation);
}
