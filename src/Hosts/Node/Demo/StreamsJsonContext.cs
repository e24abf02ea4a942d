using System.Text.Json.Serialization;

namespace WhaleStack.Node.Demo;

/// <summary>JSON of the simulator's count of its streams.</summary>
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class StreamsJsonContext : JsonSerializerContext;
