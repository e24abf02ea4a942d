using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>Makes a frame of messages of whatever it was given last.</summary>
internal sealed class RememberingSink : IFrameSink
{
    public FeedFrame? Last { get; private set; }

    public bool WasRows { get; private set; }

    public void Take(FeedFrame frame) => (Last, WasRows) = (frame, false);

    public void TakeTrades(string topic, InstrumentId coin, DateTimeOffset eventTime, ReadOnlySpan<Trade> trades)
    {
        var message = new CoinCommands.ApplyTrades(coin, [.. trades]);
        (Last, WasRows) = (new FeedFrame(FrameKind.Data, topic, [message], eventTime, ""), true);
    }

    public void TakeBook(string topic, InstrumentId coin, in BookRows book)
    {
        var message = new CoinCommands.ApplyBook(coin, book.ToUpdate());
        (Last, WasRows) = (new FeedFrame(FrameKind.Data, topic, [message], book.VenueTime, ""), true);
    }
}
