using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>A stream that says at each of its times how things stand, changed or not.</summary>
public sealed class StateChannel : ITopicChannel
{
    private readonly Func<IExchange, DateTimeOffset, JsonObject> _state;

    /// <summary>Makes it.</summary>
    /// <param name="interval">Time from frame to frame.</param>
    /// <param name="state">What it says.</param>
    public StateChannel(TimeSpan interval, Func<IExchange, DateTimeOffset, JsonObject> state)
    {
        Interval = interval;
        _state = state;
    }

    /// <inheritdoc/>
    public TimeSpan Interval { get; }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now) =>
        [MarketChannels.Bytes(_state(exchange, now))];

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset()
    {
        // It remembers nothing.
    }
}
