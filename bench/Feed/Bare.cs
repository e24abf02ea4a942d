using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace WhaleStack.Bench.Feed;

/// <summary>The yardstick: a bare socket, and a reader that passes over each frame and does nothing with it.</summary>
internal static class Bare
{
    /// <summary>Frames a second.</summary>
    public static async Task<double> RunAsync(Uri address, int count)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{address}{count}/0/linear"), CancellationToken.None);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("""{"req_id":"s1","op":"subscribe","args":[]}"""),
            WebSocketMessageType.Text,
            true,
            CancellationToken.None);
        var buffer = new byte[256 * 1024];
        var start = 0L;
        for (var i = 0; i <= count; i++)
        {
            var length = await ReadAsync(socket, buffer);
            start = i == 0 ? Stopwatch.GetTimestamp() : start;
            Pass(buffer.AsSpan(0, length));
        }

        var rate = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return rate;
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

    private static void Pass(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        while (reader.Read())
        {
        }
    }
}
