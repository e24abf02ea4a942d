using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Feeds;

/// <summary>What a feed tells about its connection and its topics.</summary>
public static class FeedHealth
{
    /// <summary>Data flows on a new connection.</summary>
    /// <param name="Feed">The feed's name.</param>
    public sealed record Connected(string Feed);

    /// <summary>The connection is gone and will be made anew.</summary>
    /// <param name="Feed">The feed's name.</param>
    /// <param name="Reason">Why, in one line.</param>
    public sealed record Lost(string Feed, string Reason);

    /// <summary>A topic has said nothing for longer than it may, though the connection lives.</summary>
    /// <param name="Feed">The feed's name.</param>
    /// <param name="Topic">The topic, as in the summary.</param>
    /// <param name="Silence">How long it has been silent.</param>
    /// <param name="IsAskedAgain">Whether it is being subscribed to again.</param>
    public sealed record TopicSilent(string Feed, string Topic, TimeSpan Silence, bool IsAskedAgain);

    /// <summary>A silent topic speaks again.</summary>
    /// <param name="Feed">The feed's name.</param>
    /// <param name="Topic">The topic.</param>
    /// <param name="Silence">How long it was silent.</param>
    public sealed record TopicBack(string Feed, string Topic, TimeSpan Silence);

    /// <summary>The venue does not have a topic; the connection goes on without it.</summary>
    /// <param name="Feed">The feed's name.</param>
    /// <param name="Topic">The topic.</param>
    /// <param name="Reason">The venue's words, in one line.</param>
    public sealed record TopicRefused(string Feed, string Topic, string Reason);

    /// <summary>An order book missed an update; its topic is being subscribed to again.</summary>
    /// <param name="Feed">The feed's name.</param>
    /// <param name="Topic">The topic.</param>
    /// <param name="Coin">Whose book.</param>
    public sealed record BookGapFound(string Feed, string Topic, InstrumentId Coin);
}
