using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Wire;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// Reads frames of Binance's USD-M combined streams: <c>{"stream":"btcusdt@aggTrade","data":{...}}</c>. What the venue
/// sends in its plain form is read in one pass (<see cref="BinanceFrameDecoder"/>); all else, and every mistake, by the
/// general reader: two passes over the UTF-8 bytes and no tree, the first finds stream and data and proves that the
/// frame is JSON. Where both can read a frame they read the same. Thread-safe.
/// </summary>
/// <remarks>
/// Streams: aggTrade, trade, depth, bookTicker, markPrice, forceOrder, kline; and the book's REST snapshot under the
/// name of a stream of our own. Source of the wire format: Binance's documentation of USD-M futures.
/// </remarks>
public sealed class BinanceFrameParser : IFrameReader
{
    private readonly BinanceTopics _topics = new();
    private readonly ImmutableArray<string> _streams;
    private readonly PlainReader<BinanceFrameDecoder> _plain;

    /// <summary>Makes one.</summary>
    /// <param name="streams">Streams of an instrument, such as <c>aggTrade</c> or <c>kline_1m</c>.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public BinanceFrameParser(params ImmutableArray<string> streams)
    {
        if (streams.IsDefaultOrEmpty)
        {
            throw new ArgumentException("streams is empty: there is nothing to read.", nameof(streams));
        }

        _streams = streams;
        _plain = new PlainReader<BinanceFrameDecoder>(() => new BinanceFrameDecoder(_topics));
    }

    /// <inheritdoc/>
    public string Name => "binance-usdm";

    /// <inheritdoc/>
    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) =>
        [.. coins.Distinct().SelectMany(coin => _streams.Select(stream => BinanceTopics.Named(coin, stream)))];

    /// <inheritdoc/>
    public FeedFrame Parse(RawFrame frame) => ParsePlain(frame.Payload.Span) ?? ParseGeneral(frame.Payload.Span);

    /// <inheritdoc/>
    public void Read(RawFrame frame, IFrameSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (!_plain.TryRead(frame.Payload.Span, sink))
        {
            sink.Take(ParseGeneral(frame.Payload.Span));
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
            var envelope = BinanceEnvelope.Read(frame);
            if (envelope.Stream.IsEmpty)
            {
                return envelope.IsAnswer
                    ? new FeedFrame(FrameKind.Control, "", [], null, envelope.Refusal)
                    : Bad(FrameKind.Unknown, "", "neither stream nor answer");
            }

            if (_topics.Read(envelope.Stream) is not { } known)
            {
                return Bad(FrameKind.Unknown, "", $"stream '{BinanceFields.Shown(envelope.Stream)}' is not understood");
            }

            topic = known.Name;
            return Data(BinanceFields.Read(envelope.Data), known);
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

    private static FeedFrame Data(in BinanceFields data, BinanceTopic topic)
    {
        // All-market streams carry both families of futures; the field may be left out.
        if (data.Has(BinanceFields.Slots.Family) && data.Long(BinanceFields.Slots.Family) != 1)
        {
            return Bad(FrameKind.Unknown, topic.Name, "coin-margined futures are not followed");
        }

        var item = topic.Kind switch
        {
            BinanceTopicKind.AggregateTrades or BinanceTopicKind.Trades => BinanceFrameData.Trade(data, topic),
            BinanceTopicKind.BookChanges => BinanceFrameData.BookChanges(data, topic),
            BinanceTopicKind.BookSnapshot => BinanceFrameData.BookSnapshot(data, topic),
            BinanceTopicKind.BookTop => BinanceFrameData.BookTop(data, topic),
            BinanceTopicKind.MarkPrice => BinanceFrameData.MarkPrice(data, topic),
            BinanceTopicKind.Liquidations => BinanceFrameData.Liquidation(data, topic),
            BinanceTopicKind.Kline => BinanceFrameData.Kline(data, topic),
            _ => throw new UnreachableException($"topic kind {topic.Kind} has no reader."),
        };
        return new FeedFrame(FrameKind.Data, topic.Name, [item], data.Time('E'), "");
    }

    private static FeedFrame Bad(FrameKind kind, string topic, string detail) =>
        new(kind, topic, ImmutableArray<IWithCoin>.Empty, null, detail);
}
