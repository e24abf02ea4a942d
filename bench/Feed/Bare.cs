using System.Buffers.Text;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace WhaleStack.Bench.Feed;

/// <summary>
/// The yardstick: a bare socket, and a reader that passes over each frame and does nothing with it but look for the
/// stamp of a trade. What it takes for that is the floor that this machine and this venue set.
/// </summary>
internal static class Bare
{
    private const int StampDigits = 19;

    /// <summary>Reads so many frames.</summary>
    /// <param name="address">The venue.</param>
    /// <param name="count">Frames.</param>
    /// <param name="rate">Frames a second; 0 for flat out.</param>
    public static async Task<Tally> RunAsync(Uri address, int count, int rate)
    {
        var tally = new Tally(count);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{address}{count}/{rate}/linear"), CancellationToken.None);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("""{"req_id":"s1","op":"subscribe","args":[]}"""),
            WebSocketMessageType.Text,
            true,
            CancellationToken.None);
        var buffer = new byte[256 * 1024];
        for (var i = 0; i <= count; i++)
        {
            var length = await ReadAsync(socket, buffer);
            Pass(buffer.AsSpan(0, length), tally);
            if (i == 0 || i == count)
            {
                tally.Counted(i);
            }
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return tally;
    }

    private static async ValueTask<int> ReadAsync(ClientWebSocket socket, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += part.Count;
            if (part.EndOfMessage)
            {
                return length;
            }
        }
    }

    private static void Pass(ReadOnlySpan<byte> frame, Tally tally)
    {
        var reader = new Utf8JsonReader(frame);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueSpan is { Length: StampDigits } text
                && Utf8Parser.TryParse(text, out long stamp, out _) && stamp > Frames.StampBase)
            {
                tally.Arrived(Stopwatch.GetElapsedTime(stamp - Frames.StampBase));
            }
        }
    }
}
