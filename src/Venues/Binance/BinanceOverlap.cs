using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Wire;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// Makes one line of two sets of sockets that carry the same streams while the second takes over from the first: every
/// frame once, in its stream's order. A stream's frames are told apart by a number that rises (the id of a trade, the
/// counter of a book, else the time of the frame).
/// </summary>
/// <remarks>
/// Idle -> Watching (what the first brings is remembered) -> both, until the takeover -> the second alone, each stream
/// until it has brought something new -> Idle. Frames of the second are held until the first has reached them, so that
/// nothing is missing between; from then on whichever comes first counts. A change of a book that does not begin where
/// the last one ended, because the two gather changes differently, makes the book begin anew, on the second alone.
/// Not thread-safe. Holds at most <see cref="HeldMax"/> frames a stream; beyond it they are not waited for any longer.
/// </remarks>
internal sealed class BinanceOverlap
{
    /// <summary>Most frames of one stream that are held: minutes of them at the fastest pace.</summary>
    public const int HeldMax = 2_000;

    private readonly BinanceTopics _topics;
    private readonly Action<InstrumentId> _forget;
    private readonly Dictionary<BinanceTopic, Stream> _streams = [];
    private readonly Queue<RawFrame> _due = new();

    /// <summary>Makes one that is idle.</summary>
    /// <param name="topics">Names of streams.</param>
    /// <param name="forget">Told of each book that is to begin anew, before the change that makes it.</param>
    public BinanceOverlap(BinanceTopics topics, Action<InstrumentId> forget)
    {
        _topics = topics;
        _forget = forget;
    }

    /// <summary>Whether frames are to go through it.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Whether the second set has taken over.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Begins to remember what comes.</summary>
    public void Watch()
    {
        _streams.Clear();
        IsTaken = false;
        IsActive = true;
    }

    /// <summary>Takes a frame; afterwards <see cref="TryNext"/> gives what is due.</summary>
    /// <param name="frame">The frame; its bytes are kept.</param>
    /// <param name="isNext">Whether it is of the set that is to take over, or has.</param>
    public void Take(RawFrame frame, bool isNext)
    {
        if (_topics.OfFrame(frame.Payload.Span) is not { } topic)
        {
            _due.Enqueue(frame); // An answer to a request, or nothing that is understood.
        }
        else if (TryReadMark(topic, frame, out var mark))
        {
            Take(topic, mark, isNext);
        }
        else if (!isNext || IsTaken)
        {
            _due.Enqueue(frame); // What cannot be read is for whoever parses the frames, once.
        }
    }

    /// <summary>The next frame that is due.</summary>
    public bool TryNext(out RawFrame frame) => _due.TryDequeue(out frame);

    /// <summary>The second set takes over; nothing of the first follows.</summary>
    public void TakeOver()
    {
        IsTaken = true;
        foreach (var (topic, stream) in _streams)
        {
            Release(topic, stream);
        }

        foreach (var topic in _streams.Where(entry => entry.Value.Last is null).Select(entry => entry.Key).ToList())
        {
            _streams.Remove(topic);
        }

        IsActive = _streams.Count > 0;
    }

    /// <summary>The second set is gone; nothing of it follows, and the first goes on.</summary>
    public void GiveUp()
    {
        foreach (var (topic, stream) in _streams)
        {
            stream.Held.Clear();
            stream.IsJoined = false;
            if (stream.IsNextOnly)
            {
                stream.IsNextOnly = false;
                stream.Last = null;
                _forget(topic.Coin);
            }
        }
    }

    private void Take(BinanceTopic topic, in Mark mark, bool isNext)
    {
        if (!_streams.TryGetValue(topic, out var stream))
        {
            if (IsTaken)
            {
                _due.Enqueue(mark.Frame); // Its stream has nothing left that could come twice.
                return;
            }

            _streams[topic] = stream = new Stream();
        }

        if (mark.Number <= stream.Last)
        {
            Repeat(stream, mark, isNext);
        }
        else if (isNext && !stream.IsJoined && !IsTaken)
        {
            Hold(topic, stream, mark);
        }
        else
        {
            Pass(topic, stream, mark, isNext);
        }

        if (!isNext && stream.Held.TryPeek(out var first) && first.Number <= stream.Last)
        {
            Release(topic, stream);
        }

        if (IsTaken && mark.Number >= stream.Last)
        {
            _streams.Remove(topic);
            IsActive = _streams.Count > 0;
        }
    }

    private void Repeat(Stream stream, in Mark mark, bool isNext)
    {
        stream.IsJoined |= isNext;
        if (!isNext && !stream.HasBoth)
        {
            _due.Enqueue(mark.Frame); // The venue repeats itself: not ours to judge.
        }
    }

    private void Hold(BinanceTopic topic, Stream stream, in Mark mark)
    {
        stream.Held.Enqueue(mark);
        if (stream.Held.Count == HeldMax)
        {
            Release(topic, stream);
        }
    }

    private void Release(BinanceTopic topic, Stream stream)
    {
        stream.IsJoined = true;
        while (stream.Held.TryDequeue(out var held))
        {
            if (!(held.Number <= stream.Last))
            {
                Pass(topic, stream, held, isNext: true);
            }
        }
    }

    private void Pass(BinanceTopic topic, Stream stream, in Mark mark, bool isNext)
    {
        // A hole in what one set brings is the venue's, and found by whoever keeps the book.
        var isBroken = mark.Previous is { } previous && stream.Last is { } last && previous != last
            && !stream.IsNextOnly && (isNext || stream.HasBoth);
        if (isBroken)
        {
            stream.IsNextOnly = true;
            _forget(topic.Coin);
        }

        if (isNext || !stream.IsNextOnly)
        {
            stream.HasBoth |= isNext;
            stream.Last = mark.Number;
            _due.Enqueue(mark.Frame);
        }
    }

    private static bool TryReadMark(BinanceTopic topic, RawFrame frame, out Mark mark)
    {
        try
        {
            var data = BinanceFields.Read(BinanceEnvelope.Read(frame.Payload.Span).Data);
            mark = topic.Kind switch
            {
                BinanceTopicKind.BookChanges =>
                    new Mark(frame, data.Long('u'), data.Long(BinanceFields.Slots.PreviousUpdate)),
                BinanceTopicKind.BookTop => new Mark(frame, data.Long('u'), null),
                BinanceTopicKind.AggregateTrades => new Mark(frame, data.Long('a'), null),
                BinanceTopicKind.Trades => new Mark(frame, data.Long('t'), null),
                _ => new Mark(frame, data.Long('E'), null),
            };
            return true;
        }
        catch (Exception bad) when (bad is JsonException or VenueFormatException or InvalidOperationException)
        {
            mark = default;
            return false;
        }
    }

    /// <summary>A frame and where it stands in its stream.</summary>
    /// <param name="Frame">The frame.</param>
    /// <param name="Number">Rises with each frame of the stream.</param>
    /// <param name="Previous">The number of the one before, where a frame says it.</param>
    private readonly record struct Mark(RawFrame Frame, long Number, long? Previous);

    private sealed class Stream
    {
        /// <summary>Number of the last frame that was passed on.</summary>
        public long? Last { get; set; }

        /// <summary>Whether the second set has been seen to bring what the first had, so that nothing is
        /// missing between.</summary>
        public bool IsJoined { get; set; }

        /// <summary>Whether something of a second set was passed on, which the first may bring too.</summary>
        public bool HasBoth { get; set; }

        /// <summary>Whether the first set counts no more.</summary>
        public bool IsNextOnly { get; set; }

        /// <summary>Of the second set, until the first has reached them.</summary>
        public Queue<Mark> Held { get; } = new();
    }
}
