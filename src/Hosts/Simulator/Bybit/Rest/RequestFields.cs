using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>The parameters of a request, from a query or a JSON body; the first mistake is kept.</summary>
public sealed class RequestFields
{
    /// <summary>JSON in which no name stands twice.</summary>
    public static readonly JsonDocumentOptions Unambiguous = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _fields;

    /// <summary>Makes it of a JSON object.</summary>
    public RequestFields(JsonObject fields) => _fields = fields;

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Mistake { get; private set; }

    /// <summary>Of a query.</summary>
    public static RequestFields Of(IQueryCollection query)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in query)
        {
            fields[name] = value.ToString();
        }

        return new RequestFields(fields);
    }

    /// <summary>Of a JSON body; null when it is no object.</summary>
    public static RequestFields? TryParse(string body)
    {
        try
        {
            var node = JsonNode.Parse(body, documentOptions: Unambiguous);
            return node is JsonObject fields ? new RequestFields(fields) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same with one more parameter.</summary>
    public RequestFields With(string name, string value)
    {
        var fields = (JsonObject)_fields.DeepClone();
        fields[name] = value;
        return new RequestFields(fields);
    }

    /// <summary>Notes a mistake, unless there is one already.</summary>
    public void Fail(string message) => Mistake ??= message;

    /// <summary>Whether a parameter is given and not empty.</summary>
    public bool Has(string name) => Text(name).Length > 0;

    /// <summary>A text, or a number or flag as text; empty when absent.</summary>
    public string Text(string name) => _fields[name] is JsonValue value
        ? value.TryGetValue(out string? text) ? text : value.ToJsonString()
        : string.Empty;

    /// <summary>A text that must be one of some.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="otherwise">What is taken when it is absent; null when it must be given.</param>
    /// <param name="values">What it may be.</param>
    public string OneOf(string name, string? otherwise, params string[] values)
    {
        var text = Text(name);
        if (text.Length == 0 && otherwise is not null)
        {
            return otherwise;
        }

        if (!values.Contains(text, StringComparer.Ordinal))
        {
            Fail($"params error: {name} '{text}' invalid, expected {string.Join(" or ", values)}");
        }

        return text;
    }

    /// <summary>A decimal number of at least 0, written as a string; null when absent or empty.</summary>
    public decimal? Decimal(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        if (_fields[name]!.GetValueKind() == JsonValueKind.String
            && decimal.TryParse(
                Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Fail($"params error: {name} '{Text(name)}' invalid, expected a number as a string");
        return null;
    }

    /// <summary>A price of at least 0 where 0 means none.</summary>
    public decimal? Price(string name) => Decimal(name) is { } value and > 0m ? value : null;

    /// <summary>A whole number in a range, or the default when absent.</summary>
    public long Whole(string name, long otherwise, long min, long max)
    {
        if (!Has(name))
        {
            return otherwise;
        }

        if (long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= min
            && value <= max)
        {
            return value;
        }

        Fail($"params error: {name} '{Text(name)}' invalid, expected {min} to {max}");
        return otherwise;
    }

    /// <summary>A flag; false when absent.</summary>
    public bool Flag(string name) => OneOf(name, "false", "true", "false") == "true";

    /// <summary>How many items a list has; 0 when there is none.</summary>
    public int CountOf(string name) => _fields[name] is JsonArray list ? list.Count : 0;

    /// <summary>The objects of a list; empty when absent.</summary>
    public IReadOnlyList<RequestFields> List(string name)
    {
        if (_fields[name] is JsonArray list && list.All(item => item is JsonObject))
        {
            return [.. list.Select(item => new RequestFields((JsonObject)item!))];
        }

        Fail($"params error: {name} must be a list");
        return [];
    }
}
