using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;

namespace WhaleStack.Venues.Replay;

/// <summary>What becomes of a recorded frame.</summary>
internal enum ReplayFate
{
    /// <summary>It is handed out at its time.</summary>
    Play = 1,

    /// <summary>It was taken before, and is handed out at once to set state again.</summary>
    Restore = 2,

    /// <summary>It is left out.</summary>
    Skip = 3,
}

/// <summary>Decides and counts, frame by frame, in one connection of a replay. One reader at a time.</summary>
internal sealed class ReplaySession
{
    private readonly ImmutableHashSet<string> _subscribed;
    private readonly Dictionary<string, long> _left;
    private readonly Dictionary<string, (long UpdateId, bool IsFresh)> _books = new(StringComparer.Ordinal);
    private readonly Dictionary<FrameKind, long> _kinds = [];
    private readonly Dictionary<string, long> _topics = new(StringComparer.Ordinal);
    private long _frames;
    private long _unsubscribed;
    private long _behindCursor;
    private long _bookGaps;
    private long _heldBack;

    public ReplaySession(IEnumerable<string> topics, FeedRequest request)
    {
        _subscribed = topics.ToImmutableHashSet(StringComparer.Ordinal);
        _left = request.Cursor.ToDictionary(e => e.Key, e => e.Value.Total, StringComparer.Ordinal);
    }

    /// <summary>The counts so far.</summary>
    public ReplayCounts Counts => new(
        _frames,
        _kinds.ToImmutableSortedDictionary(),
        _topics.ToImmutableSortedDictionary(StringComparer.Ordinal),
        _unsubscribed,
        _behindCursor,
        _bookGaps,
        _heldBack);

    /// <summary>Takes the next frame.</summary>
    public ReplayFate Take(FeedFrame frame)
    {
        _frames++;
        _kinds[frame.Kind] = _kinds.GetValueOrDefault(frame.Kind) + 1;
        if (frame.Kind != FrameKind.Data)
        {
            return ReplayFate.Play;
        }

        if (!_subscribed.Contains(frame.Topic))
        {
            _unsubscribed++;
            return ReplayFate.Skip;
        }

        if (IsBehindGap(frame))
        {
            _heldBack++;
            return ReplayFate.Skip;
        }

        // As the reader counts: a frame that holds nothing is none of the topic's messages.
        if (!frame.Items.IsEmpty && _left.TryGetValue(frame.Topic, out var left) && left > 0)
        {
            _left[frame.Topic] = left - 1;
            _behindCursor++;
            return IsState(frame) ? ReplayFate.Restore : ReplayFate.Skip;
        }

        _topics[frame.Topic] = _topics.GetValueOrDefault(frame.Topic) + 1;
        return ReplayFate.Play;
    }

    // A recording may have holes, and playing one again would not fill it: the book waits for its next snapshot.
    private bool IsBehindGap(FeedFrame frame)
    {
        foreach (var book in frame.Items.OfType<CoinCommands.ApplyBook>())
        {
            var update = book.Update;
            var isKnown = _books.TryGetValue(book.Coin.Symbol, out var last);
            if (!update.IsSnapshot && isKnown && last.IsFresh && update.IsIn(last.UpdateId))
            {
                return false;
            }

            if (!update.IsSnapshot && (!isKnown || !update.Follows(last.UpdateId, last.IsFresh)))
            {
                _bookGaps += isKnown ? 1 : 0;
                _books.Remove(book.Coin.Symbol);
                return true;
            }

            _books[book.Coin.Symbol] = (update.UpdateId, update.IsSnapshot);
        }

        return false;
    }

    private static bool IsState(FeedFrame frame) =>
        frame.Items.Any(item => item is CoinCommands.ApplyBook or CoinCommands.ApplyTicker);
}
