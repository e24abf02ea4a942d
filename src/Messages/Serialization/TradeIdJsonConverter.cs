using System.Text.Json;
using System.Text.Json.Serialization;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Serialization;

/// <summary>Writes a <see cref="TradeId"/> as its text.</summary>
public sealed class TradeIdJsonConverter : JsonConverter<TradeId>
{
    /// <inheritdoc/>
    public override TradeId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? TradeId.Parse(reader.GetString()!)
            : throw new JsonException("a trade id must be a text.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TradeId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
