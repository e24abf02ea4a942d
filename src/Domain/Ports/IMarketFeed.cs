using System.Collections.Immutable;
using System.Threading.Channels;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ports;

/// <summary>
/// Reads the frames of a venue's public data. The port hides the venue's words: what comes out are our messages.
/// </summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IFrameReader
{
    /// <summary>Name of the feed, such as <c>bybit-linear</c>; part of its actor's persistence id.</summary>
    string Name { get; }

    /// <summary>Topics that a subscription to these instruments asks for, as they appear in the summary.</summary>
    ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins);

    /// <summary>
    /// Reads a frame. Never throws on bad content: that is a <see cref="FrameKind.Malformed"/> frame.
    /// </summary>
    FeedFrame Parse(RawFrame frame);

    /// <summary>
    /// Reads a frame into a sink: the same as <see cref="Parse"/>, without a message for what can be given as rows.
    /// </summary>
    void Read(RawFrame frame, IFrameSink sink) => sink.Take(Parse(frame));
}

/// <summary>One live connection to a venue's public data, and how its frames are read.</summary>
/// <remarks>Implementations are thread-safe; each call of <see cref="ReceiveAsync"/> is one connection.</remarks>
public interface IMarketFeed : IFrameReader
{
    /// <summary>
    /// How long a subscribed topic may say nothing before something is wrong with it; null where silence is no sign:
    /// forced closes, a replay.
    /// </summary>
    TimeSpan? SilenceMaxOf(string topic) => null;

    /// <summary>Whether a connection listens to <see cref="FeedRequest.Resubscriptions"/>.</summary>
    bool CanResubscribe => false;

    /// <summary>
    /// Connects, subscribes and yields frames as they arrive, until the token is cancelled or the venue closes. Reads
    /// no faster than it is enumerated; heart-beats run by themselves. Goes on without topics that the venue does not
    /// have (<see cref="FeedRequest.Refused"/>), as long as it has any. A frame's payload is good until the next one is
    /// asked for: the next may lie in the same memory.
    /// </summary>
    /// <exception cref="FeedException">Connection, subscription or protocol failed; the message says which and
    /// why.</exception>
    IAsyncEnumerable<RawFrame> ReceiveAsync(FeedRequest request, CancellationToken cancellation);
}

/// <summary>What to subscribe to, and from where to go on.</summary>
/// <param name="Coins">Instruments.</param>
/// <param name="Cursor">By topic, how many data messages were already taken; a replaying venue goes on behind them
/// with a synthesised snapshot, a live venue ignores it.</param>
public sealed record FeedRequest(
    ImmutableArray<InstrumentId> Coins, ImmutableSortedDictionary<string, TopicCount> Cursor)
{
    /// <summary>
    /// Topics, as in the summary, to be subscribed to again while the connection lives: silent ones, and books that
    /// missed an update. Null when there will be none; ignored by feeds that cannot.
    /// </summary>
    public ChannelReader<string>? Resubscriptions { get; init; }

    /// <summary>
    /// Told of each topic that the venue does not have, while the connection goes on without it: an unknown or delisted
    /// instrument. Called from any thread, so it must be quick; a topic may be told again by the next connection.
    /// </summary>
    public Action<TopicRefusal>? Refused { get; init; }
}

/// <summary>A topic that the venue refused to send.</summary>
/// <param name="Topic">The topic, as in the summary.</param>
/// <param name="Reason">The venue's words, in one line.</param>
public sealed record TopicRefusal(string Topic, string Reason);

/// <summary>One message as it came from the wire.</summary>
/// <param name="Payload">The bytes.</param>
/// <param name="ReceivedAt">When, by the clock the feed was given.</param>
public readonly record struct RawFrame(ReadOnlyMemory<byte> Payload, DateTimeOffset ReceivedAt);

/// <summary>What kind of message a frame is.</summary>
public enum FrameKind
{
    /// <summary>Market data of a subscribed topic.</summary>
    Data = 1,

    /// <summary>Acknowledgement, pong, authentication.</summary>
    Control = 2,

    /// <summary>A topic that was not subscribed or is not understood.</summary>
    Unknown = 3,

    /// <summary>Not what the venue documents: broken JSON, a missing field, a wrong type.</summary>
    Malformed = 4,

    /// <summary>A snapshot made for a resumed replay: it sets state but is not one of the topic's messages.</summary>
    Resync = 5,

    /// <summary>The replaying venue has nothing more to send.</summary>
    EndOfTape = 6,
}

/// <summary>A frame as our messages.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Topic">The topic, as in the summary; empty for control frames.</param>
/// <param name="Items">Messages for coins, in order.</param>
/// <param name="EventTime">The venue's time of the frame; null when it carries none.</param>
/// <param name="Detail">For malformed and unknown frames: what is wrong, in one line without secrets.</param>
public sealed record FeedFrame(
    FrameKind Kind,
    string Topic,
    ImmutableArray<IWithCoin> Items,
    DateTimeOffset? EventTime,
    string Detail);

/// <summary>A feed could not go on.</summary>
public sealed class FeedException : Exception
{
    /// <summary>Makes one.</summary>
    public FeedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
