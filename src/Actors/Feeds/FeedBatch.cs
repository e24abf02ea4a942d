using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// Frames gathered while the coins were busy. Statistics of one instrument are folded into one (newest wins, the
/// fold is counted); candles, trades, liquidations and book changes are all kept, in order.
/// </summary>
/// <remarks>Mutable; owned by the stream stage that gathers, then by the one that delivers.</remarks>
public sealed class FeedBatch
{
    private readonly SortedDictionary<InstrumentId, List<(string Topic, IWithCoin Item)>> _items = [];
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _conflated = new(StringComparer.Ordinal);

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

    /// <summary>
    /// By instrument, what it is to be told; the first item of a frame that counts carries its topic.
    /// </summary>
    public IReadOnlyDictionary<InstrumentId, List<(string Topic, IWithCoin Item)>> Items => _items;

    /// <summary>Topics that were heard of.</summary>
    public IReadOnlySet<string> Topics => _topics;

    /// <summary>By topic, how many frames were folded into a newer one.</summary>
    public IReadOnlyDictionary<string, long> Conflated => _conflated;

    /// <summary>A batch of one frame.</summary>
    public static FeedBatch Of(FeedFrame frame) => new FeedBatch().Add(frame);

    /// <summary>Adds a frame and returns this batch.</summary>
    public FeedBatch Add(FeedFrame frame)
    {
        EventTime = frame.EventTime is { } time && (EventTime is null || time > EventTime) ? time : EventTime;
        switch (frame.Kind)
        {
            case FrameKind.Data:
                _topics.Add(frame.Topic);
                AddItems(frame.Topic, frame.Items);
                break;
            case FrameKind.Resync:
                AddItems(string.Empty, frame.Items);
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

        return this;
    }

    private void AddItems(string topic, ImmutableArray<IWithCoin> items)
    {
        var counted = topic;
        foreach (var item in items)
        {
            if (!_items.TryGetValue(item.Coin, out var list))
            {
                _items[item.Coin] = list = [];
            }

            if (!TryConflate(list, counted, item))
            {
                list.Add((counted, item));
            }

            counted = string.Empty; // A frame counts once, however many items it holds.
        }
    }

    private bool TryConflate(List<(string Topic, IWithCoin Item)> list, string topic, IWithCoin item)
    {
        if (item is not CoinCommands.ApplyTicker later || topic.Length == 0)
        {
            return false;
        }

        var index = list.FindLastIndex(e => e.Topic == topic && e.Item is CoinCommands.ApplyTicker);
        if (index < 0)
        {
            return false;
        }

        var earlier = (CoinCommands.ApplyTicker)list[index].Item;
        list[index] = (topic, later with { Ticker = earlier.Ticker.MergedWith(later.Ticker) });
        _conflated[topic] = _conflated.GetValueOrDefault(topic) + 1;
        return true;
    }
}
