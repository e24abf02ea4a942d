using System.Text.Json;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Writes what a public stream answers to a request.</summary>
public static class StreamAck
{
    /// <summary>The answer as UTF-8.</summary>
    public static byte[] Write(StreamRequest request, string connectionId, string message, bool success)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("success", success);
            writer.WriteString("ret_msg", message);
            writer.WriteString("conn_id", connectionId);
            writer.WriteString("req_id", request.RequestId);
            writer.WriteString("op", request.Operation);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
