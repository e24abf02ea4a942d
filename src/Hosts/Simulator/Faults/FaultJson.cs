using System.Text.Json;
using System.Text.Json.Serialization;

namespace WhaleStack.Simulator.Faults;

/// <summary>Faults as JSON: names in camel case, kinds in kebab case, unknown names refused.</summary>
public static class FaultJson
{
    /// <summary>How they are read and written.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };
}
