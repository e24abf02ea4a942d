using System.Text.Json;
using System.Text.Json.Serialization;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Serialization;

/// <summary>Writes an <see cref="InstrumentId"/> as its text, also where it is a dictionary's key.</summary>
public sealed class InstrumentIdJsonConverter : JsonConverter<InstrumentId>
{
    /// <inheritdoc/>
    public override InstrumentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        InstrumentId.TryParse(reader.GetString(), out var id)
            ? id
            : throw new JsonException($"'{reader.GetString()}' is not an instrument id (venue:SYMBOL).");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, InstrumentId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override InstrumentId ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, InstrumentId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
