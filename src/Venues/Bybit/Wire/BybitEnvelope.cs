using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>How a frame's data relates to what came before.</summary>
internal enum BybitFrameType
{
    None = 0,
    Snapshot = 1,
    Delta = 2,
}

/// <summary>The outer fields of a websocket frame, data or answer; it points into the frame's bytes.</summary>
internal ref struct BybitEnvelope
{
    /// <summary>The wire topic; empty for answers.</summary>
    public ReadOnlySpan<byte> Topic { get; private set; }

    /// <summary>The operation that an answer answers; a pong on the public socket carries "ping".</summary>
    public ReadOnlySpan<byte> Op { get; private set; }

    /// <summary>Our id of the request that is answered.</summary>
    public ReadOnlySpan<byte> RequestId { get; private set; }

    /// <summary>The venue's words about a request.</summary>
    public ReadOnlySpan<byte> Message { get; private set; }

    /// <summary>Whether a request was granted; null in data.</summary>
    public bool? Success { get; private set; }

    /// <summary>Snapshot or delta.</summary>
    public BybitFrameType Type { get; private set; }

    /// <summary>The venue's time.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>Made for a resumed replay.</summary>
    public bool IsSynthesised { get; private set; }

    /// <summary>Where the data stands in the frame, in bytes; length 0 when there is none.</summary>
    public (int Start, int Length) Data { get; private set; }

    /// <summary>Reads the outer fields and walks over all the rest.</summary>
    /// <exception cref="JsonException">The frame is not JSON.</exception>
    /// <exception cref="VenueFormatException">An outer field has the wrong type.</exception>
    public static BybitEnvelope Read(ReadOnlySpan<byte> frame)
    {
        var envelope = default(BybitEnvelope);
        var reader = new Utf8JsonReader(frame);
        reader.Read();
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "frame");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            envelope.ReadField(ref reader);
        }

        // Anything behind the closing brace is an error of the reader's.
        while (reader.Read())
        {
        }

        return envelope;
    }

    private void ReadField(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("topic"u8))
        {
            Topic = Value(ref reader, "topic");
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Data = (start, (int)reader.BytesConsumed - start);
        }
        else if (reader.ValueTextEquals("ts"u8))
        {
            reader.Read();
            Time = BybitJson.Time(ref reader, "ts");
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            reader.Read();
            Type = ReadType(ref reader);
        }
        else
        {
            ReadAnswerField(ref reader);
        }
    }

    private void ReadAnswerField(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("op"u8))
        {
            Op = Value(ref reader, "op");
        }
        else if (reader.ValueTextEquals("success"u8))
        {
            reader.Read();
            Success = BybitJson.Bool(ref reader, "success");
        }
        else if (reader.ValueTextEquals("req_id"u8))
        {
            RequestId = Value(ref reader, "req_id");
        }
        else if (reader.ValueTextEquals("ret_msg"u8))
        {
            Message = Value(ref reader, "ret_msg");
        }
        else if (reader.ValueTextEquals("synth"u8))
        {
            reader.Read();
            IsSynthesised = BybitJson.Bool(ref reader, "synth");
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static BybitFrameType ReadType(ref Utf8JsonReader reader) =>
        BybitJson.TextIs(ref reader, "delta"u8, "type") ? BybitFrameType.Delta
        : reader.ValueTextEquals("snapshot"u8) ? BybitFrameType.Snapshot
        : throw new VenueFormatException($"type '{BybitJson.Shown(reader.ValueSpan)}' is neither snapshot nor delta");

    private static ReadOnlySpan<byte> Value(scoped ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return BybitJson.Utf8(ref reader, field);
    }
}
