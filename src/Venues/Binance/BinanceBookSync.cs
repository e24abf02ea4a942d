using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using WhaleStack.Domain;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Wire;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// Puts the books' REST snapshots where they belong among the changes: changes are held back until a snapshot comes
/// that lies within one of them or behind all, and follow it. Source: Binance's documentation, local order book.
/// </summary>
/// <remarks>
/// A book is Unknown (the next change asks for a snapshot) -> Waiting -> Known, and Unknown again when it is forgotten.
/// Not thread-safe but for <see cref="Forget"/> and <see cref="Refuse"/>: one reader owns it. Holds at most
/// <see cref="HeldMax"/> changes a book; beyond it the oldest go, and the snapshot proves too old.
/// </remarks>
internal sealed class BinanceBookSync
{
    /// <summary>Most changes of one book that are held back: minutes of them at the fastest pace.</summary>
    public const int HeldMax = 2_000;

    private readonly BinanceTopics _topics;
    private readonly ChannelWriter<InstrumentId> _wanted;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<InstrumentId, Book> _books = new();
    private readonly Queue<RawFrame> _released = new();

    /// <summary>Makes one.</summary>
    /// <param name="topics">Names of streams.</param>
    /// <param name="wanted">Takes the instruments whose snapshots are wanted, each at most once at a time.</param>
    /// <param name="time">Clock by which books are silent.</param>
    public BinanceBookSync(BinanceTopics topics, ChannelWriter<InstrumentId> wanted, TimeProvider time)
    {
        _topics = topics;
        _wanted = wanted;
        _time = time;
    }

    /// <summary>A book missed a change: it is to begin anew. Thread-safe.</summary>
    /// <param name="coin">Whose.</param>
    /// <param name="silenceMax">Silence that is no sign; null for any.</param>
    /// <returns>Whether changes of it come, so that it will.</returns>
    public bool Forget(InstrumentId coin, TimeSpan? silenceMax)
    {
        if (!_books.TryGetValue(coin, out var book))
        {
            return false;
        }

        book.IsForgotten = true;
        return !(_time.GetElapsedTime(book.HeardAt) >= silenceMax);
    }

    /// <summary>
    /// A book's snapshot cannot be had, since the venue does not have the instrument: its changes are dropped until it
    /// is forgotten. Thread-safe.
    /// </summary>
    public void Refuse(InstrumentId coin)
    {
        if (_books.TryGetValue(coin, out var book))
        {
            book.IsRefused = true;
        }
    }

    /// <summary>
    /// Takes a frame: true when it is to be passed on as it is. Afterwards <see cref="TryNext"/> gives what is due.
    /// </summary>
    public bool TryPass(RawFrame frame)
    {
        if (TopicOf(frame.Payload.Span) is not { } topic)
        {
            return true;
        }

        switch (topic.Kind)
        {
            case BinanceTopicKind.BookChanges:
                return TryPassChanges(frame, topic.Coin);
            case BinanceTopicKind.BookSnapshot:
                TakeSnapshot(frame, topic.Coin);
                return false;
            default:
                return true;
        }
    }

    /// <summary>The next frame that is due.</summary>
    public bool TryNext(out RawFrame frame) => _released.TryDequeue(out frame);

    private bool TryPassChanges(RawFrame frame, InstrumentId coin)
    {
        if (!_books.TryGetValue(coin, out var book))
        {
            _books[coin] = book = new Book();
        }

        book.HeardAt = _time.GetTimestamp();
        if (book.IsForgotten)
        {
            book.Restart();
        }

        if (book.IsRefused)
        {
            return false;
        }

        if (book.IsKnown || !TryReadChange(frame, out var change))
        {
            return true; // What cannot be read is for whoever parses the frames.
        }

        if (book.Held.Count == HeldMax)
        {
            book.Held.Dequeue();
        }

        book.Held.Enqueue(change);
        if (!book.IsWaiting)
        {
            book.IsWaiting = true;
            Invariant.Hold(_wanted.TryWrite(coin), "A snapshot is wanted once a book.");
        }

        return false;
    }

    private void TakeSnapshot(RawFrame frame, InstrumentId coin)
    {
        var book = _books[coin];
        book.IsWaiting = false;
        var id = BinanceFields.Read(BinanceEnvelope.Read(frame.Payload.Span).Data).Long('u');
        while (book.Held.TryPeek(out var old) && old.Last < id)
        {
            book.Held.Dequeue();
        }

        // From before the first change that was seen: what lies between is missing, and the next change asks again.
        if (book.Held.TryPeek(out var first) && first.First > id && first.Previous != id)
        {
            return;
        }

        _released.Enqueue(frame);
        while (book.Held.TryDequeue(out var change))
        {
            _released.Enqueue(change.Frame);
        }

        book.IsKnown = true;
    }

    // Most frames are of other streams: their names are not looked up.
    private BinanceTopic? TopicOf(ReadOnlySpan<byte> frame)
    {
        var name = BinanceTopics.NameIn(frame);
        return name.IndexOf("@depth"u8) < 0 ? null : _topics.Read(name);
    }

    private static bool TryReadChange(RawFrame frame, out Change change)
    {
        try
        {
            var data = BinanceFields.Read(BinanceEnvelope.Read(frame.Payload.Span).Data);
            change = new Change(
                frame, data.Long('U'), data.Long('u'), data.Long(BinanceFields.Slots.PreviousUpdate));
            return true;
        }
        catch (Exception bad) when (bad is JsonException or VenueFormatException or InvalidOperationException)
        {
            change = default;
            return false;
        }
    }

    private readonly record struct Change(RawFrame Frame, long First, long Last, long Previous);

    private sealed class Book
    {
        private volatile bool _isForgotten;
        private volatile bool _isRefused;
        private long _heardAt;

        public bool IsForgotten
        {
            get => _isForgotten;
            set => _isForgotten = value;
        }

        public bool IsRefused
        {
            get => _isRefused;
            set => _isRefused = value;
        }

        public long HeardAt
        {
            get => Volatile.Read(ref _heardAt);
            set => Volatile.Write(ref _heardAt, value);
        }

        public bool IsKnown { get; set; }

        public bool IsWaiting { get; set; }

        public Queue<Change> Held { get; } = new();

        // A snapshot that is under way still serves; one that was refused is asked for again.
        public void Restart()
        {
            IsForgotten = false;
            IsKnown = false;
            IsWaiting &= !IsRefused;
            IsRefused = false;
        }
    }
}
