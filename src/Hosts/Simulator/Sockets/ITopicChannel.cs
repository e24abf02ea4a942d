using WhaleStack.Domain.Matching;

namespace WhaleStack.Simulator.Sockets;

/// <summary>What one public topic says. Guarded by its hub.</summary>
public interface ITopicChannel
{
    /// <summary>How often it may speak.</summary>
    TimeSpan Interval { get; }

    /// <summary>What it has to say now, frame by frame; empty when nothing.</summary>
    IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now);

    /// <summary>What somebody who comes now must know first: the state as last told; null when nothing.</summary>
    byte[]? Snapshot();

    /// <summary>The first listener has come: begin anew, with what happens from now on.</summary>
    void Reset();
}
