using WhaleStack.Domain.Publishing;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ports;

/// <summary>
/// Tells the outside world of signals and market snapshots, and keeps the last message of each instrument and channel.
/// </summary>
/// <remarks>
/// Implementations are thread-safe, hold a bounded number of messages and never make the caller wait: a snapshot that
/// cannot be sent yet gives way to a newer one of its instrument, a signal waits until the limit is reached, then the
/// oldest is dropped. Both are counted. Disposing sends what waits, within a named time, and closes the connection.
/// </remarks>
public interface ISignalPublisher : IAsyncDisposable
{
    /// <summary>Whether messages reach the outside at present.</summary>
    PublisherStatus Status { get; }

    /// <summary>
    /// Calls <paramref name="onChange"/> with the present status and at each change, in order, until disposed.
    /// </summary>
    IDisposable Watch(Action<PublisherStatus> onChange);

    /// <summary>Takes a message to be sent. Returns at once, whatever the state of the outside.</summary>
    void Publish(Publication publication);

    /// <summary>The last message of an instrument on a channel, as it was published.</summary>
    /// <param name="channel">Name of the channel, such as <c>market_snapshots</c>.</param>
    /// <param name="coin">Which instrument.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>JSON; null when there is none or it has expired.</returns>
    /// <exception cref="IOException">The outside is away or did not answer in time.</exception>
    Task<string?> ReadLastAsync(string channel, InstrumentId coin, CancellationToken cancellation);
}

/// <summary>Whether messages reach the outside.</summary>
public enum PublisherState
{
    /// <summary>There is no outside: last values are kept in this process alone.</summary>
    InProcess = 1,

    /// <summary>Messages are sent as they come.</summary>
    Connected = 2,

    /// <summary>The server cannot be used: messages wait, bounded, and it is tried again.</summary>
    Away = 3,
}

/// <summary>The state of a publisher.</summary>
/// <param name="State">Which.</param>
/// <param name="Detail">Where it is connected to or why it is not, in one line without secrets.</param>
public sealed record PublisherStatus(PublisherState State, string Detail);
