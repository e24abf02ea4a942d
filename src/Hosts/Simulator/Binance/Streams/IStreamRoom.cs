using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>What can be heard on one of the venue's socket paths.</summary>
public interface IStreamRoom
{
    /// <summary>Begins a stream; one that is not here is taken and says nothing, as at the venue.</summary>
    void Add(string stream, Outbox outbox);

    /// <summary>Ends a stream.</summary>
    void Remove(string stream, Outbox outbox);

    /// <summary>The name under which a frame goes out where streams are combined.</summary>
    /// <param name="topic">The topic of the frame.</param>
    string NameOf(string topic);

    /// <summary>What must go on beside the connection.</summary>
    Task WatchAsync(Outbox outbox, CancellationToken cancellation);
}
