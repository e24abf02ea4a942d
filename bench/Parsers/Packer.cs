using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Bench.Parsers;

/// <summary>
/// Packs frames as a feed does, so many to a batch, and gives the memory back when a batch is full, as a feed does when
/// its coins have answered.
/// </summary>
internal sealed class Packer : IFrameSink
{
    private const int FramesPerBatch = 64;
    private readonly MarketPages _pages = new();
    private readonly Dictionary<InstrumentId, MarketItems> _items = [];
    private int _frames;

    public void Take(FeedFrame frame)
    {
        foreach (var message in frame.Items)
        {
            ItemsOf(message.Coin).Add(message);
        }

        Next(frame.Items.Length);
    }

    public void TakeTrades(string topic, InstrumentId coin, DateTimeOffset eventTime, ReadOnlySpan<Trade> trades)
    {
        ItemsOf(coin).Add(trades);
        Next(trades.Length);
    }

    public void TakeBook(string topic, InstrumentId coin, in BookRows book)
    {
        ItemsOf(coin).Add(book);
        Next(1);
    }

    /// <summary>The coins have answered.</summary>
    public void Answered()
    {
        foreach (var items in _items.Values)
        {
            _pages.Close(items);
        }

        _items.Clear();
        _frames = 0;
    }

    private void Next(int rows)
    {
        if (rows == 0)
        {
            throw new InvalidOperationException("a recorded frame held nothing.");
        }

        if (++_frames == FramesPerBatch)
        {
            Answered();
        }
    }

    private MarketItems ItemsOf(InstrumentId coin)
    {
        if (!_items.TryGetValue(coin, out var items))
        {
            _items[coin] = items = _pages.Open(coin);
        }

        return items;
    }
}
