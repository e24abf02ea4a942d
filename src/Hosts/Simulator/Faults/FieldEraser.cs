using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WhaleStack.Simulator.Faults;

/// <summary>Leaves fields out of JSON, however deep they stand.</summary>
public static class FieldEraser
{
    /// <summary>The same JSON without the fields; what is no JSON object stays as it is.</summary>
    public static byte[] Erase(ReadOnlyMemory<byte> json, ImmutableArray<string> fields)
    {
        try
        {
            if (JsonNode.Parse(json.Span) is { } node)
            {
                Erase(node, fields);
                return Encoding.UTF8.GetBytes(node.ToJsonString());
            }
        }
        catch (JsonException)
        {
            // It is no JSON: there is nothing to leave out.
        }

        return json.ToArray();
    }

    private static void Erase(JsonNode node, ImmutableArray<string> fields)
    {
        if (node is JsonObject group)
        {
            foreach (var field in fields)
            {
                group.Remove(field);
            }

            foreach (var value in group.Select(entry => entry.Value).OfType<JsonNode>())
            {
                Erase(value, fields);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var value in list.OfType<JsonNode>())
            {
                Erase(value, fields);
            }
        }
    }
}
