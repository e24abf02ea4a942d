using System.Text.Json;
using System.Text.Json.Serialization;
using WhaleStack.Domain.Publishing;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Storage.Publishing;

/// <summary>The JSON in which messages are read outside: snake case, every field there, null where it has no
/// value.</summary>
public static class PublishedJson
{
    /// <summary>A message as JSON, in one line.</summary>
    /// <exception cref="ArgumentException">The message is of an unknown kind, or holds a number that is not
    /// finite.</exception>
    public static string Write(IPublishedMessage message) => message switch
    {
        SignalMessage signal => JsonSerializer.Serialize(signal, PublishedJsonContext.Default.SignalMessage),
        ClusterMessage cluster => JsonSerializer.Serialize(cluster, PublishedJsonContext.Default.ClusterMessage),
        SnapshotMessage snapshot => JsonSerializer.Serialize(snapshot, PublishedJsonContext.Default.SnapshotMessage),
        RankMessage rank => JsonSerializer.Serialize(rank, PublishedJsonContext.Default.RankMessage),
        _ => throw new ArgumentException($"message of kind '{message?.GetType().Name}' is unknown.", nameof(message)),
    };
}

/// <summary>Metadata of the messages, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcTimeJsonConverter)],
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SignalMessage))]
[JsonSerializable(typeof(ClusterMessage))]
[JsonSerializable(typeof(SnapshotMessage))]
[JsonSerializable(typeof(RankMessage))]
internal sealed partial class PublishedJsonContext : JsonSerializerContext
{
}
