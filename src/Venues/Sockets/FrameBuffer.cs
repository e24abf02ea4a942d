using System.Net.WebSockets;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Sockets;

/// <summary>Puts the pieces of a websocket message together, up to a limit. One reader at a time.</summary>
internal sealed class FrameBuffer
{
    private const int StartBytes = 16 * 1024;
    private readonly int _bytesMax;
    private byte[] _bytes = new byte[StartBytes];

    /// <summary>Makes one.</summary>
    /// <param name="bytesMax">Largest message accepted, in bytes.</param>
    public FrameBuffer(int bytesMax) => _bytesMax = bytesMax;

    /// <summary>Reads one whole message, into memory that the next one uses again.</summary>
    /// <exception cref="FeedException">The peer closed, or the message is too large.</exception>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadFrameAsync(
        WebSocket socket, string name, CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_bytes.AsMemory(length), cancellation).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                var why = $"{socket.CloseStatus} {socket.CloseStatusDescription}".TrimEnd();
                throw new FeedException($"{name}: the venue closed the connection: {why}.");
            }

            length += part.Count;
            if (length > _bytesMax)
            {
                throw new FeedException($"{name}: a frame of more than {_bytesMax} bytes.");
            }

            if (part.EndOfMessage)
            {
                return _bytes.AsMemory(0, length);
            }

            if (length == _bytes.Length)
            {
                // One byte over the limit, so that a message of exactly the limit can still be told from a larger one.
                Array.Resize(ref _bytes, (int)Math.Min((long)_bytes.Length * 2, _bytesMax + 1L));
            }
        }
    }
}
