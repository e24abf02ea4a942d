using System.Text;
using System.Text.Json.Nodes;

namespace WhaleStack.Simulator.Binance.Rest;

/// <summary>What the venue says to a request: a body, or why not.</summary>
/// <param name="Body">The answer; null when refused.</param>
/// <param name="Failure">The refusal; null when answered.</param>
public sealed record Reply(JsonNode? Body, Failure? Failure)
{
    /// <summary>Answered.</summary>
    public static implicit operator Reply(JsonNode body) => FromJsonNode(body);

    /// <summary>Refused.</summary>
    public static implicit operator Reply(Failure failure) => FromFailure(failure);

    /// <summary>Answered.</summary>
    public static Reply FromJsonNode(JsonNode body) => new(body, null);

    /// <summary>Refused.</summary>
    public static Reply FromFailure(Failure failure) => new(null, failure);

    /// <summary>Done, in the words that some endpoints have for it.</summary>
    public static Reply Done(string message = "success") => new JsonObject { ["code"] = 200, ["msg"] = message };

    /// <summary>A list.</summary>
    public static Reply List(IEnumerable<JsonNode> rows) => new JsonArray([.. rows]);

    /// <summary>As a node of an answer to several requests.</summary>
    public JsonNode ToNode() => Body?.DeepClone() ?? new JsonObject
    {
        ["code"] = Failure!.Code, ["msg"] = Failure.Message,
    };

    /// <summary>As UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToNode().ToJsonString());
}
