using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ports;

/// <summary>
/// Takes the contents of frames as they are read. What comes in the largest numbers comes as rows that are good for the
/// length of the call; all else as messages.
/// </summary>
public interface IFrameSink
{
    /// <summary>A frame as messages.</summary>
    void Take(FeedFrame frame);

    /// <summary>A frame that holds trades of one instrument, oldest first.</summary>
    /// <param name="topic">The topic, as in the summary.</param>
    /// <param name="coin">Which instrument.</param>
    /// <param name="eventTime">The venue's time of the frame.</param>
    /// <param name="trades">The trades; at least one.</param>
    void TakeTrades(string topic, InstrumentId coin, DateTimeOffset eventTime, ReadOnlySpan<Trade> trades);

    /// <summary>A frame that holds a change to an instrument's order book.</summary>
    /// <param name="topic">The topic, as in the summary.</param>
    /// <param name="coin">Which instrument.</param>
    /// <param name="book">The change; its time is the frame's.</param>
    void TakeBook(string topic, InstrumentId coin, in BookRows book);
}
