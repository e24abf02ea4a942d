using System.Text.Json;

namespace WhaleStack.Simulator.Streams;

/// <summary>What a client sends on a stream.</summary>
/// <param name="Operation">Such as <c>subscribe</c>.</param>
/// <param name="RequestId">The client's id, or empty.</param>
/// <param name="Arguments">Topics.</param>
public sealed record StreamRequest(string Operation, string RequestId, IReadOnlyList<string> Arguments)
{
    /// <summary>Reads a frame.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A field has the wrong type.</exception>
    /// <exception cref="KeyNotFoundException">There is no <c>op</c>.</exception>
    public static StreamRequest Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new StreamRequest(
            root.GetProperty("op").GetString() ?? string.Empty,
            root.TryGetProperty("req_id", out var id) ? id.GetString() ?? string.Empty : string.Empty,
            root.TryGetProperty("args", out var args)
                ? [.. args.EnumerateArray().Select(a => a.GetString() ?? string.Empty)]
                : []);
    }
}
