using WhaleStack.Messages.Clock;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// How far the past has been worked through in this process; outlives the actor that works. One writer at a time.
/// </summary>
public sealed class HistoryProgress
{
    /// <summary>The last step that was done; null before the first.</summary>
    public Watermark? LastDone { get; private set; }

    /// <summary>Steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>A step was done.</summary>
    public void Advance(Watermark watermark)
    {
        LastDone = watermark;
        Steps++;
    }
}
