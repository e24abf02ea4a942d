using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WhaleStack.Messages.Serialization;

/// <summary>
/// Writes a time as ISO-8601 in UTC, such as <c>2026-03-05T01:00:00Z</c> with up to seven decimals of a second; reads
/// any ISO-8601 time that names its offset, and turns it into UTC.
/// </summary>
public sealed class UtcTimeJsonConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private const int TextLengthMax = 40;

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is no time, or names no offset.</exception>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (text is { Length: <= TextLengthMax }
            && NamesOffset(text)
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        throw new JsonException(
            $"'{text ?? reader.TokenType.ToString()}' is not a time such as 2026-03-05T01:00:00Z.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[TextLengthMax];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    private static bool NamesOffset(string text)
    {
        var clock = text.IndexOf('T', StringComparison.Ordinal);
        return clock > 0 && text.AsSpan(clock).IndexOfAny('Z', '+', '-') > 0;
    }
}
