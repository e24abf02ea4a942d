using System.Text.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>A REST answer that was granted.</summary>
/// <param name="Request">What was asked, for messages.</param>
/// <param name="Body">All bytes.</param>
/// <param name="Time">The venue's clock when it answered.</param>
/// <param name="Code">0, or why it was refused.</param>
/// <param name="Message">The venue's words.</param>
internal sealed record BybitAnswer(
    string Request, ReadOnlyMemory<byte> Body, DateTimeOffset Time, int Code, string Message)
{
    /// <summary>The bytes of <c>result</c>.</summary>
    public ReadOnlyMemory<byte> Result { get; private init; }

    /// <summary>Reads an answer's envelope and proves that all of it is JSON.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="BybitFormatException">A field of the envelope is missing or mistyped.</exception>
    public static BybitAnswer Read(string request, ReadOnlyMemory<byte> body)
    {
        long? code = null;
        DateTimeOffset? time = null;
        var message = "";
        var result = ReadOnlyMemory<byte>.Empty;
        var reader = new Utf8JsonReader(body.Span);
        reader.Read();
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "answer");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("retCode"u8))
            {
                reader.Read();
                code = BybitJson.Long(ref reader, "retCode");
            }
            else if (reader.ValueTextEquals("retMsg"u8))
            {
                reader.Read();
                message = BybitJson.Text(ref reader, "retMsg");
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                reader.Read();
                time = BybitJson.Time(ref reader, "time");
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                result = body[start..(int)reader.BytesConsumed];
            }
            else
            {
                BybitFrameData.SkipValue(ref reader);
            }
        }

        while (reader.Read())
        {
        }

        var checkedCode = (int)Math.Clamp(BybitJson.Required(code, "retCode"), int.MinValue, int.MaxValue);
        var at = BybitJson.Required(time, "time");
        return new BybitAnswer(request, body, at, checkedCode, message) { Result = result };
    }
}
