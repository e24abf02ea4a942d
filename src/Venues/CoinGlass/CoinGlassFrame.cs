using System.Text;
using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>The outer fields of a websocket frame: a push has a channel and rows, all else is an answer.</summary>
internal ref struct CoinGlassFrame
{
    /// <summary>The channel of a push; empty for answers.</summary>
    public string Channel { get; private set; }

    /// <summary>The bytes of <c>data</c>.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Whether it is an answer in a form that is known: it has a code, success or an event.</summary>
    public bool IsAnswer { get; private set; }

    /// <summary>Code of an answer; null when it has none.</summary>
    public string? Code { get; private set; }

    /// <summary>Words of an answer; empty when it has none.</summary>
    public string Message { get; private set; }

    private bool? Success { get; set; }

    /// <summary>Whether it is an answer that says no.</summary>
    public readonly bool IsRefusal =>
        Channel.Length == 0 && (Success == false || (Code is not null && Code is not ("0" or "200")));

    /// <summary>Reads the outer fields and walks over all the rest.</summary>
    /// <exception cref="JsonException">The frame is not JSON.</exception>
    /// <exception cref="VenueFormatException">An outer field has the wrong type.</exception>
    public static CoinGlassFrame Read(ReadOnlySpan<byte> bytes)
    {
        var frame = new CoinGlassFrame { Channel = "", Message = "" };
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new VenueFormatException("frame is no object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            frame.ReadField(ref reader, bytes);
        }

        // Anything behind the closing brace is an error of the reader's.
        while (reader.Read())
        {
        }

        return frame;
    }

    private void ReadField(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        if (reader.ValueTextEquals("channel"u8))
        {
            Channel = Text(ref reader, "channel");
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Data = bytes[start..(int)reader.BytesConsumed];
        }
        else if (reader.ValueTextEquals("code"u8))
        {
            (Code, IsAnswer) = (Text(ref reader, "code"), true);
        }
        else if (reader.ValueTextEquals("msg"u8) || reader.ValueTextEquals("message"u8))
        {
            Message = Text(ref reader, "msg");
        }
        else if (reader.ValueTextEquals("success"u8))
        {
            reader.Read();
            (Success, IsAnswer) = (reader.TokenType == JsonTokenType.True, true);
        }
        else
        {
            IsAnswer |= reader.ValueTextEquals("event"u8) || reader.ValueTextEquals("method"u8);
            reader.Read();
            reader.Skip();
        }
    }

    // Codes are texts here and numbers there.
    private static string Text(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            JsonTokenType.Null => "",
            _ => throw new VenueFormatException($"{field} is {reader.TokenType}, must be a text"),
        };
    }
}
