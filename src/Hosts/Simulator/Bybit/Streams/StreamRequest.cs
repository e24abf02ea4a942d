using System.Text.Json;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>What a client sends on a stream.</summary>
/// <param name="Operation">Such as <c>subscribe</c>.</param>
/// <param name="RequestId">The client's id, or empty.</param>
/// <param name="Arguments">Topics, or what an auth is made of.</param>
public sealed record StreamRequest(string Operation, string RequestId, IReadOnlyList<string> Arguments)
{
    /// <summary>Reads a frame; null, with the reason, when it is none.</summary>
    public static StreamRequest? TryParse(string text, out string? mistake)
    {
        try
        {
            mistake = null;
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return new StreamRequest(
                root.GetProperty("op").GetString() ?? string.Empty,
                root.TryGetProperty("req_id", out var id) ? TextOf(id) : string.Empty,
                root.TryGetProperty("args", out var args)
                    ? [.. args.EnumerateArray().Select(a => TextOf(a))]
                    : []);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            mistake = error.Message;
            return null;
        }
    }

    // Topics are texts; the expiry of an auth is a number, and some clients number their requests.
    private static string TextOf(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Number ? argument.GetRawText() : argument.GetString() ?? string.Empty;
}
