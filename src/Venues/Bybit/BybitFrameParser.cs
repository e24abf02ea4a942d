using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit;

/// <summary>
/// Reads the public frames of one category. What the venue sends in its plain form is read in one pass
/// (<see cref="BybitFrameDecoder"/>); all else, and every mistake, by the general reader: two passes over the UTF-8
/// bytes and no tree, the first finds the envelope's fields in whatever order they stand and proves that the frame is
/// JSON, the second reads the data. Where both can read a frame they read the same. Thread-safe.
/// </summary>
/// <remarks>Cost: linear in the frame; allocates the messages and little else.</remarks>
internal sealed class BybitFrameParser
{
    private readonly BybitTopics _topics;
    private readonly PlainReader<BybitFrameDecoder> _plain;

    public BybitFrameParser(BybitTopics topics)
    {
        _topics = topics;
        _plain = new PlainReader<BybitFrameDecoder>(() => new BybitFrameDecoder(topics));
    }

    /// <summary>Reads a frame; what is wrong with it is in the answer, never thrown.</summary>
    public FeedFrame Parse(ReadOnlySpan<byte> frame) => ParsePlain(frame) ?? ParseGeneral(frame);

    /// <summary>Reads a frame into a sink; what is wrong with it is said there, never thrown.</summary>
    public void Read(ReadOnlySpan<byte> frame, IFrameSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (!_plain.TryRead(frame, sink))
        {
            sink.Take(ParseGeneral(frame));
        }
    }

    /// <summary>Reads a data frame in the form that the venue sends; null when it has another.</summary>
    internal FeedFrame? ParsePlain(ReadOnlySpan<byte> frame) => _plain.Parse(frame);

    /// <summary>Reads any frame.</summary>
    internal FeedFrame ParseGeneral(ReadOnlySpan<byte> frame)
    {
        var topic = "";
        try
        {
            var envelope = BybitEnvelope.Read(frame);
            if (envelope.Topic.IsEmpty)
            {
                return Control(envelope);
            }

            var known = _topics.Read(envelope.Topic);
            if (known is null)
            {
                return Bad(FrameKind.Unknown, "", $"topic '{BybitJson.Shown(envelope.Topic)}' is not understood");
            }

            topic = known.Name;
            return Data(frame, envelope, known);
        }
        catch (VenueFormatException wrong)
        {
            return Bad(FrameKind.Malformed, topic, wrong.Message);
        }
        catch (JsonException broken)
        {
            return Bad(FrameKind.Malformed, topic, $"broken JSON at byte {broken.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            // The reader's word for an escape that is no character, such as half of a surrogate pair.
            return Bad(FrameKind.Malformed, topic, "a text holds an escape that is no character");
        }
    }

    private static FeedFrame Data(ReadOnlySpan<byte> frame, BybitEnvelope envelope, BybitTopic topic)
    {
        if (envelope.Data.Length == 0)
        {
            throw new VenueFormatException("data is missing");
        }

        var time = BybitJson.Required(envelope.Time, "ts");
        var isSnapshot = envelope.Type switch
        {
            BybitFrameType.Snapshot => true,
            BybitFrameType.Delta => false,
            _ => throw new VenueFormatException("type is missing"),
        };
        var (start, length) = envelope.Data;
        var reader = new Utf8JsonReader(frame.Slice(start, length));
        reader.Read();
        var items = topic.Kind switch
        {
            BybitTopicKind.Ticker => BybitFrameData.Ticker(ref reader, topic.Coin, time, isSnapshot),
            BybitTopicKind.Book => BybitFrameData.Book(ref reader, topic.Coin, time, isSnapshot),
            BybitTopicKind.Trades => BybitFrameData.Trades(ref reader, topic.Coin),
            BybitTopicKind.Kline => BybitFrameData.Klines(ref reader, topic),
            BybitTopicKind.Liquidations => BybitFrameData.Liquidations(ref reader, topic.Coin),
            _ => throw new UnreachableException($"topic kind {topic.Kind} has no reader."),
        };
        var kind = envelope.IsSynthesised ? FrameKind.Resync : FrameKind.Data;
        return new FeedFrame(kind, topic.Name, items, time, "");
    }

    private static FeedFrame Control(BybitEnvelope envelope)
    {
        if (envelope.Op.SequenceEqual("tape.end"u8))
        {
            return new FeedFrame(FrameKind.EndOfTape, "", [], envelope.Time, "");
        }

        var known = envelope.Success is not null || envelope.Op.SequenceEqual("pong"u8);
        if (!known)
        {
            return Bad(FrameKind.Unknown, "", $"neither topic nor answer: op '{BybitJson.Shown(envelope.Op)}'");
        }

        var detail = envelope.Success == false ? BybitJson.Shown(envelope.Message) : "";
        return new FeedFrame(FrameKind.Control, "", [], envelope.Time, detail);
    }

    private static FeedFrame Bad(FrameKind kind, string topic, string detail) =>
        new(kind, topic, ImmutableArray<IWithCoin>.Empty, null, detail);
}
