using System.Text;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>The same stream of all symbols in one: their frames one after the other, or all in one list.</summary>
public sealed class ManyChannel : ITopicChannel
{
    private readonly IReadOnlyList<ITopicChannel> _channels;
    private readonly bool _asArray;

    /// <summary>Makes it.</summary>
    /// <param name="channels">One a symbol, all with the same interval.</param>
    /// <param name="asArray">One frame with a list, or a frame a symbol.</param>
    public ManyChannel(IReadOnlyList<ITopicChannel> channels, bool asArray)
    {
        _channels = channels;
        _asArray = asArray;
    }

    /// <inheritdoc/>
    public TimeSpan Interval => _channels.Count > 0 ? _channels[0].Interval : TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var frames = _channels.SelectMany(channel => channel.Next(exchange, now)).ToList();
        return !_asArray || frames.Count == 0
            ? frames
            : [Encoding.UTF8.GetBytes($"[{string.Join(',', frames.Select(Encoding.UTF8.GetString))}]")];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (var channel in _channels)
        {
            channel.Reset();
        }
    }
}
