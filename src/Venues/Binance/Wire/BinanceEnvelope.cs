using System.Buffers.Text;
using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>The outer fields of a websocket frame, data or answer; it points into the frame's bytes.</summary>
internal ref struct BinanceEnvelope
{
    /// <summary>The stream's name; empty for answers.</summary>
    public ReadOnlySpan<byte> Stream { get; private set; }

    /// <summary>The bytes of <c>data</c>.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Whether it answers a request of ours.</summary>
    public bool IsAnswer { get; private set; }

    /// <summary>Our number of the request that it answers; null where it has none.</summary>
    public long? Id { get; private set; }

    /// <summary>What was refused; empty when nothing was.</summary>
    public string Refusal { get; private set; }

    /// <summary>The code of what was refused; null where it has none.</summary>
    public long? RefusalCode { get; private set; }

    /// <summary>Reads the outer fields and walks over all the rest.</summary>
    /// <exception cref="JsonException">The frame is not JSON.</exception>
    /// <exception cref="VenueFormatException">An outer field has the wrong type, or is missing.</exception>
    public static BinanceEnvelope Read(ReadOnlySpan<byte> frame)
    {
        var envelope = new BinanceEnvelope { Refusal = "" };
        var reader = new Utf8JsonReader(frame);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new VenueFormatException("frame is no object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            envelope.ReadField(ref reader, frame);
        }

        // Anything behind the closing brace is an error of the reader's.
        while (reader.Read())
        {
        }

        return envelope.Stream.IsEmpty || !envelope.Data.IsEmpty
            ? envelope
            : throw new VenueFormatException("data is missing");
    }

    private void ReadField(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> frame)
    {
        var isStream = reader.ValueTextEquals("stream"u8);
        var isData = reader.ValueTextEquals("data"u8);
        var isId = reader.ValueTextEquals("id"u8);

        // An error comes as an object of its own, or as code and words beside the number.
        var isError = reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("code"u8)
            || reader.ValueTextEquals("msg"u8);
        IsAnswer |= isError || reader.ValueTextEquals("result"u8);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (isStream && (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped))
        {
            throw new VenueFormatException("stream is no plain text");
        }

        reader.Skip();
        var value = frame[start..(int)reader.BytesConsumed];
        Stream = isStream ? value[1..^1] : Stream;
        Data = isData ? value : Data;
        Refusal = isError ? $"{Refusal} {BinanceFields.Shown(value)}".TrimStart() : Refusal;
        RefusalCode = isError ? CodeIn(value) ?? RefusalCode : RefusalCode;
        Id = isId && Utf8Parser.TryParse(value, out long id, out var used) && used == value.Length ? id : Id;
    }

    // A number, or an object that has one.
    private static long? CodeIn(ReadOnlySpan<byte> error)
    {
        var reader = new Utf8JsonReader(error);
        reader.Read();
        var isCode = reader.TokenType == JsonTokenType.Number;
        while (!isCode && reader.Read())
        {
            isCode = reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName
                && reader.ValueTextEquals("code"u8) && reader.Read();
        }

        return isCode && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var code) ? code : null;
    }
}
