using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// The streams that the venue does not have: each is told, and when no other is left the feed ends. Thread-safe.
/// </summary>
internal sealed class BinanceRefusals
{
    private readonly string _name;
    private readonly ImmutableArray<BinanceTopic> _streams;
    private readonly Action<TopicRefusal>? _tell;
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Makes one.</summary>
    /// <param name="name">The feed's.</param>
    /// <param name="streams">What is subscribed to.</param>
    /// <param name="tell">Told of each; null when nobody listens.</param>
    public BinanceRefusals(string name, ImmutableArray<BinanceTopic> streams, Action<TopicRefusal>? tell)
    {
        _name = name;
        _streams = streams;
        _tell = tell;
    }

    /// <summary>All streams were subscribed to anew, but for these.</summary>
    /// <exception cref="FeedException">None is left.</exception>
    public void Begin(IReadOnlyList<TopicRefusal> refused)
    {
        lock (_gate)
        {
            _refused.Clear();
        }

        foreach (var refusal in refused)
        {
            Tell(refusal);
        }
    }

    /// <summary>One stream was asked for again.</summary>
    /// <param name="topic">The stream.</param>
    /// <param name="words">The venue's words if it does not have it; empty when it has.</param>
    /// <exception cref="FeedException">None is left.</exception>
    public void Asked(BinanceTopic topic, string words)
    {
        if (words.Length > 0)
        {
            Tell(new TopicRefusal(topic.Name, words));
            return;
        }

        lock (_gate)
        {
            _refused.Remove(topic.Name);
        }
    }

    /// <summary>The snapshot of a book was refused: its changes are worth nothing.</summary>
    /// <exception cref="FeedException">No stream is left.</exception>
    public void AskedForBook(InstrumentId coin, string words)
    {
        var book = _streams.First(topic => topic.Kind == BinanceTopicKind.BookChanges && topic.Coin == coin);
        Tell(new TopicRefusal(book.Name, words));
    }

    private void Tell(TopicRefusal refusal)
    {
        bool isLast;
        lock (_gate)
        {
            _refused.Add(refusal.Topic);
            isLast = _refused.Count == _streams.Length;
        }

        _tell?.Invoke(refusal);
        if (isLast)
        {
            throw new FeedException(
                $"{_name}: the venue refused every stream, the last was {refusal.Topic}: {refusal.Reason}");
        }
    }
}
