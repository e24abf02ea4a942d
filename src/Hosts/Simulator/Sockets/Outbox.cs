using System.Threading.Channels;

namespace WhaleStack.Simulator.Sockets;

/// <summary>Frames that wait for one connection; with more than <see cref="FramesMax"/> it is cut.</summary>
public sealed class Outbox
{
    /// <summary>Frames that may wait.</summary>
    public const int FramesMax = 20_000;

    private readonly Channel<Parcel> _parcels = Channel.CreateBounded<Parcel>(
        new BoundedChannelOptions(FramesMax) { SingleReader = true });

    private readonly Func<string, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? _wrap;

    /// <summary>Makes it.</summary>
    /// <param name="wrap">Makes what is sent of a topic and its frame; null for the frame as it is.</param>
    public Outbox(Func<string, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? wrap = null) => _wrap = wrap;

    /// <summary>Puts a frame at the end; never waits.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="frame">UTF-8 JSON.</param>
    /// <param name="dueAt">Not to be sent earlier.</param>
    public void Post(string topic, ReadOnlyMemory<byte> frame, DateTimeOffset dueAt = default)
    {
        var sent = _wrap?.Invoke(topic, frame) ?? frame;
        if (!_parcels.Writer.TryWrite(new Parcel(topic, sent, dueAt)))
        {
            _parcels.Writer.TryComplete();
        }
    }

    /// <summary>Sends until cancelled, or until more waited than may.</summary>
    public async Task PumpAsync(SocketLine line, TimeProvider clock, CancellationToken cancellation)
    {
        await foreach (var parcel in _parcels.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            var wait = parcel.DueAt - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
            }

            await line.PublishAsync(parcel.Topic, parcel.Frame, cancellation).ConfigureAwait(false);
        }

        line.Abort();
    }

    private readonly record struct Parcel(string Topic, ReadOnlyMemory<byte> Frame, DateTimeOffset DueAt);
}
