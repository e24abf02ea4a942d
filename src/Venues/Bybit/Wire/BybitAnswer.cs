using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>A REST answer.</summary>
/// <param name="Request">What was asked, for messages.</param>
/// <param name="Body">All bytes.</param>
/// <param name="AnsweredAt">The venue's clock when it answered; a few answers leave it out.</param>
/// <param name="Code">0, or why it was refused.</param>
/// <param name="Message">The venue's words.</param>
internal sealed record BybitAnswer(
    string Request, ReadOnlyMemory<byte> Body, DateTimeOffset? AnsweredAt, int Code, string Message)
{
    /// <summary>The venue's clock when it answered; public answers are held to have it.</summary>
    public DateTimeOffset Time => BybitJson.Required(AnsweredAt, "time");

    /// <summary>The bytes of <c>result</c>.</summary>
    public ReadOnlyMemory<byte> Result { get; private init; }

    /// <summary>The bytes of <c>retExtInfo</c>, where batches say what became of each order; empty without.</summary>
    public ReadOnlyMemory<byte> ExtraInfo { get; private init; }

    /// <summary>Reads an answer's envelope and proves that all of it is JSON.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="VenueFormatException">A field of the envelope is missing or mistyped.</exception>
    public static BybitAnswer Read(string request, ReadOnlyMemory<byte> body)
    {
        long? code = null;
        DateTimeOffset? time = null;
        var message = "";
        var result = ReadOnlyMemory<byte>.Empty;
        var extra = ReadOnlyMemory<byte>.Empty;
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
                result = Value(ref reader, body);
            }
            else if (reader.ValueTextEquals("retExtInfo"u8))
            {
                extra = Value(ref reader, body);
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
        return new BybitAnswer(request, body, time, checkedCode, message) { Result = result, ExtraInfo = extra };
    }

    /// <summary>The fields of <c>result</c>; none of them where it is missing.</summary>
    /// <exception cref="VenueFormatException">It is no object.</exception>
    public VenueRow ResultRow(Span<int> room) => Result.IsEmpty
        ? VenueRow.Empty("result")
        : VenueRow.Of(Result.Span, "result", room);

    /// <summary>The fields of <c>retExtInfo</c>; none of them where it is missing or no object.</summary>
    public VenueRow ExtraRow(Span<int> room) => ExtraInfo.IsEmpty || ExtraInfo.Span[0] != '{'
        ? VenueRow.Empty("retExtInfo")
        : VenueRow.Of(ExtraInfo.Span, "retExtInfo", room);

    private static ReadOnlyMemory<byte> Value(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body[start..(int)reader.BytesConsumed];
    }
}
