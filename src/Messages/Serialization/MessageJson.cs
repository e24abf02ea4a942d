using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WhaleStack.Messages.Serialization;

/// <summary>Messages as UTF-8 JSON, and back.</summary>
/// <remarks>
/// The format (docs/decisions/0003-journal-format.md): names in camelCase; decimals as JSON numbers with every digit
/// they hold, so that <c>numeric</c> reads them exactly; enums by name; times ISO-8601 in UTC; null written out.
/// Reading: a field that is not known is passed over, since events only grow; a missing field without a default, a
/// null where none may be, a field given twice, a number for an enum or a wrong type is an error that names it.
/// </remarks>
public static class MessageJson
{
    private static readonly JournalJsonContext Context = new(NewOptions());

    /// <summary>The message as JSON.</summary>
    /// <exception cref="ArgumentException">The message is no event of ours, or holds a value that JSON has not
    /// (NaN).</exception>
    public static byte[] Serialize(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var manifest = MessageManifests.NameOf(message.GetType());
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(message, Context.GetTypeInfo(message.GetType())!);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new ArgumentException(
                $"message '{manifest}' cannot be written: {error.Message}", nameof(message), error);
        }
    }

    /// <summary>The message that was stored under a manifest.</summary>
    /// <exception cref="MessageFormatException">Manifest unknown, or the bytes are not that message.</exception>
    public static object Deserialize(string manifest, ReadOnlySpan<byte> json)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (!MessageManifests.TryFind(manifest, out var found))
        {
            throw new MessageFormatException(manifest, "this version knows no such manifest.");
        }

        try
        {
            return JsonSerializer.Deserialize(json, Context.GetTypeInfo(found!.Type)!)
                ?? throw new MessageFormatException(manifest, "it is null.");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException
            or InvalidOperationException)
        {
            throw new MessageFormatException(manifest, error.Message, error);
        }
    }

    private static JsonSerializerOptions NewOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false),
            new UtcTimeJsonConverter(),
        },
    };
}
