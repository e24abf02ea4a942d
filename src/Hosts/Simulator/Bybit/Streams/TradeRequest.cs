using System.Text.Json;
using System.Text.Json.Nodes;
using WhaleStack.Simulator.Bybit.Rest;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>What a client sends on the order-entry stream.</summary>
/// <param name="Operation">Such as <c>order.create</c>; empty when unreadable.</param>
/// <param name="RequestId">The client's id, or empty.</param>
/// <param name="AuthArguments">Arguments that are texts or numbers.</param>
/// <param name="Fields">The first argument that is an object; null for none.</param>
/// <param name="Timestamp">The header's timestamp, or empty.</param>
/// <param name="ReceiveWindow">The header's receive window, or empty.</param>
public sealed record TradeRequest(
    string Operation,
    string RequestId,
    IReadOnlyList<string> AuthArguments,
    RequestFields? Fields,
    string Timestamp,
    string ReceiveWindow)
{
    /// <summary>Reads a frame; one that cannot be read has no operation.</summary>
    public static TradeRequest Read(string text)
    {
        JsonObject? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: RequestFields.Unambiguous) as JsonObject;
        }
        catch (JsonException)
        {
            root = null;
        }

        var arguments = root?["args"] as JsonArray ?? [];
        var header = root?["header"] as JsonObject;
        return new TradeRequest(
            Text(root?["op"]),
            Text(root?["reqId"] ?? root?["req_id"]),
            [.. arguments.OfType<JsonValue>().Select(Text)],
            arguments.OfType<JsonObject>().FirstOrDefault() is { } fields ? new RequestFields(fields) : null,
            Text(header?["X-BAPI-TIMESTAMP"]),
            Text(header?["X-BAPI-RECV-WINDOW"]));
    }

    private static string Text(JsonNode? node) => node is JsonValue ? node.ToString() : string.Empty;
}
