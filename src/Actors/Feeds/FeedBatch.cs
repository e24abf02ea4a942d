using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// Frames gathered while the coins were busy. Statistics of one instrument are folded into one (newest wins, the
/// fold is counted); candles, trades, liquidations and book changes are all kept, in order.
/// </summary>
/// <remarks>Mutable; owned by the stream stage that gathers, then by the one that delivers.</remarks>
public sealed class FeedBatch : IFrameSink
{
    private readonly MarketPages _pages;
    private readonly Dictionary<string, TopicTally> _topics = new(StringComparer.Ordinal);
    private readonly List<CoinPart> _parts = [];
    private List<InstrumentCandle>? _candles;

    /// <summary>An empty batch.</summary>
    /// <param name="pages">Memory for what is packed.</param>
    public FeedBatch(MarketPages pages) => _pages = pages;

    /// <summary>Newest event time of the frames.</summary>
    public DateTimeOffset? EventTime { get; private set; }

    /// <summary>Frames that were not what the venue documents.</summary>
    public int Malformed { get; private set; }

    /// <summary>Frames of a topic nobody asked for.</summary>
    public int Unknown { get; private set; }

    /// <summary>Detail of the last malformed or unknown frame; null when there was none.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Whether the tape has ended.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Topics that were heard of, in the order in which they were.</summary>
    public IReadOnlyCollection<TopicTally> Topics => _topics.Values;

    /// <summary>Candles that closed, in order.</summary>
    public ImmutableArray<InstrumentCandle> Candles => _candles is null ? [] : [.. _candles];

    /// <summary>By instrument, in their order, what it is to be told.</summary>
    internal IReadOnlyList<CoinPart> Parts
    {
        get
        {
            _parts.Sort(static (x, y) => x.Coin.CompareTo(y.Coin));
            return _parts;
        }
    }

    /// <inheritdoc/>
    public void Take(FeedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Hear(frame.EventTime);
        switch (frame.Kind)
        {
            case FrameKind.Data:
                Add(TallyOf(frame.Topic), frame.Items);
                break;
            case FrameKind.Resync:
                Add(topic: null, frame.Items);
                break;
            case FrameKind.Malformed:
                Malformed++;
                Complaint = frame.Detail;
                break;
            case FrameKind.Unknown:
                Unknown++;
                Complaint = frame.Detail;
                break;
            case FrameKind.EndOfTape:
                IsEnd = true;
                break;
            case FrameKind.Control:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(frame), frame.Kind, "Unknown frame kind.");
        }
    }

    /// <inheritdoc/>
    public void TakeTrades(string topic, InstrumentId coin, DateTimeOffset eventTime, ReadOnlySpan<Trade> trades)
    {
        Hear(eventTime);
        var tally = TallyOf(topic);
        var part = PartOf(tally, coin);
        part.Count(tally);
        part.Items.Add(trades);
    }

    /// <inheritdoc/>
    public void TakeBook(string topic, InstrumentId coin, in BookRows book)
    {
        Hear(book.VenueTime);
        var tally = TallyOf(topic);
        var part = PartOf(tally, coin);
        part.Count(tally, isBook: true);
        part.Items.Add(book);
    }

    /// <summary>Gives the memory of the items back; nobody may read them any more.</summary>
    internal void Release()
    {
        foreach (var part in _parts)
        {
            _pages.Close(part.Items);
        }
    }

    private void Hear(DateTimeOffset? eventTime) =>
        EventTime = eventTime is { } time && (EventTime is null || time > EventTime) ? time : EventTime;

    private void Add(TopicTally? topic, ImmutableArray<IWithCoin> items)
    {
        var counted = topic;
        foreach (var item in items)
        {
            PartOf(topic, item.Coin).Add(counted, item);
            counted = null; // A frame counts once, however many items it holds.
            if (item is CoinCommands.ApplyCandle closed)
            {
                (_candles ??= []).Add(new InstrumentCandle(closed.Coin, closed.Candle));
            }
        }
    }

    private TopicTally TallyOf(string topic)
    {
        if (!_topics.TryGetValue(topic, out var tally))
        {
            _topics[topic] = tally = new TopicTally(topic);
        }

        return tally;
    }

    private CoinPart PartOf(TopicTally? topic, InstrumentId coin)
    {
        if (topic?.Part is { } last && last.Coin == coin)
        {
            return last;
        }

        var part = _parts.Find(known => known.Coin == coin);
        if (part is null)
        {
            part = new CoinPart(coin, _pages.Open(coin));
            _parts.Add(part);
        }

        if (topic is not null)
        {
            topic.Part = part;
        }

        return part;
    }
}
