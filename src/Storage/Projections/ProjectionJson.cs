using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WhaleStack.Domain.Projections;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Storage.Projections;

/// <summary>The JSON of columns and of what folds remember: names in snake case, decimals with every digit.</summary>
internal static class ProjectionJson
{
    private static readonly ProjectionJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false),
            new UtcTimeJsonConverter(),
            new InstrumentIdJsonConverter(),
        },
    });

    /// <summary>A value of a column as text.</summary>
    public static string Text(object value) => value is ReadOnlyMemory<byte> json
        ? Encoding.UTF8.GetString(json.Span)
        : JsonSerializer.Serialize(value, Context.GetTypeInfo(value.GetType())!);

    /// <summary>What <see cref="Text"/> was made of.</summary>
    /// <exception cref="StorageException">It is not that.</exception>
    public static object Value(string text, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Context.GetTypeInfo(type)!)!;
        }
        catch (JsonException error)
        {
            throw new StorageException(
                $"what a projection remembered is damaged: {error.Message} Make its tables anew.", error);
        }
    }
}

/// <summary>Everything that projections write as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SignalParameters))]
[JsonSerializable(typeof(ImmutableArray<PositionLine>))]
[JsonSerializable(typeof(RoundTrips))]
[JsonSerializable(typeof(PnlState))]
[JsonSerializable(typeof(TraderHoldings))]
internal sealed partial class ProjectionJsonContext : JsonSerializerContext;
