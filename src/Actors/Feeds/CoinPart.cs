using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>What one instrument is to be told of a batch, and by which topic each item is counted.</summary>
/// <remarks>Mutable; owned by its batch.</remarks>
internal sealed class CoinPart
{
    // Null for items that do not count: those behind the first of a frame, and those of a synthesised frame.
    private readonly List<TopicTally?> _topics = [];

    public CoinPart(InstrumentId coin, MarketItems items) => (Coin, Items) = (coin, items);

    /// <summary>Which instrument.</summary>
    public InstrumentId Coin { get; }

    /// <summary>What it is to be told.</summary>
    public MarketItems Items { get; }

    /// <summary>The next item that is put into <see cref="Items"/> counts for this topic.</summary>
    public void Count(TopicTally? topic, bool isBook = false)
    {
        topic?.Count(isBook);
        _topics.Add(topic);
    }

    /// <summary>Adds a message; the newest statistics of a topic are laid over those that wait.</summary>
    public void Add(TopicTally? topic, IWithCoin message)
    {
        if (message is CoinCommands.ApplyTicker later && topic is not null && LastTicker(topic) is var index and >= 0)
        {
            var earlier = (CoinCommands.ApplyTicker)Items[index];
            Items.Replace(index, later with { Ticker = earlier.Ticker.MergedWith(later.Ticker) });
            topic.Fold();
            return;
        }

        Count(topic, message is CoinCommands.ApplyBook);
        Items.Add(message);
    }

    /// <summary>The instrument has refused items.</summary>
    public void Refuse(ReadOnlySpan<int> positions)
    {
        foreach (var position in positions)
        {
            _topics[position]?.Refuse();
        }
    }

    private int LastTicker(TopicTally topic)
    {
        var index = _topics.LastIndexOf(topic);
        while (index > 0 && !IsTicker(index))
        {
            index = _topics.LastIndexOf(topic, index - 1);
        }

        return index >= 0 && IsTicker(index) ? index : -1;
    }

    private bool IsTicker(int index) =>
        Items.KindOf(index) == MarketItemKind.Message && Items[index] is CoinCommands.ApplyTicker;
}
