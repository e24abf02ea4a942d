using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>What a client says on a socket.</summary>
/// <param name="Method">Such as SUBSCRIBE.</param>
/// <param name="Streams">The streams it is about.</param>
/// <param name="Id">What the answer must carry; null for none.</param>
public sealed record StreamCall(string Method, IReadOnlyList<string> Streams, JsonNode? Id)
{
    private const int InvalidRequest = 2;
    private const int InvalidJson = 3;

    /// <summary>Reads a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="refusal">The answer when it cannot be read.</param>
    /// <returns>The call; null when it cannot be read.</returns>
    public static StreamCall? TryParse(string text, out byte[]? refusal)
    {
        try
        {
            var node = JsonNode.Parse(text);
            refusal = null;
            if (node is JsonObject call && call["method"] is JsonValue method
                && method.TryGetValue(out string? name)
                && Names(call["params"]) is { } streams)
            {
                return new StreamCall(name, streams, call["id"]?.DeepClone());
            }

            refusal = Refusal(InvalidRequest, "Invalid request: method, params and id are wanted", null);
        }
        catch (JsonException)
        {
            refusal = Refusal(InvalidJson, "Invalid JSON: the message cannot be read", null);
        }

        return null;
    }

    /// <summary>The answer with a result.</summary>
    public byte[] Result(JsonNode? result) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["result"] = result, ["id"] = Id?.DeepClone() }.ToJsonString());

    /// <summary>The answer to a method that there is not.</summary>
    public byte[] Unknown() => Refusal(InvalidRequest, $"Invalid request: unknown variant {Method}", Id);

    /// <summary>The answer to one stream too many.</summary>
    public byte[] TooMany(int max) => Refusal(InvalidRequest, $"Invalid request: more than {max} streams", Id);

    private static byte[] Refusal(int code, string message, JsonNode? id) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = code, ["msg"] = message }, ["id"] = id?.DeepClone(),
    }.ToJsonString());

    private static IReadOnlyList<string>? Names(JsonNode? parameters) => parameters switch
    {
        null => [],
        JsonArray list when list.All(item => item is JsonValue value && value.TryGetValue(out string? _)) =>
            [.. list.Select(item => item!.GetValue<string>())],
        JsonArray list when list.All(item => item is JsonValue) => [],
        _ => null,
    };
}
