using WhaleStack.Actors.Clock;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// What of a feed's batches the clock is told: closed candles at once, and how far event time has come whenever it
/// passes a full <see cref="Grain"/>. Live steps end on such times, so that none is late for it.
/// </summary>
/// <remarks>Mutable; owned by the delivering stage of one stream.</remarks>
public sealed class ClockNews(string feed)
{
    /// <summary>How finely the clock knows a feed's event time.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(100);

    private long _grains = -1;

    /// <summary>What the clock must hear of this batch; null for nothing.</summary>
    public ClockMessages.LiveFacts? Of(FeedBatch batch)
    {
        var grains = batch.EventTime is { } time ? time.UtcTicks / Grain.Ticks : -1;
        var candles = batch.Candles;
        if (grains <= _grains && candles.IsEmpty && !batch.IsEnd)
        {
            return null;
        }

        _grains = Math.Max(_grains, grains);
        return new ClockMessages.LiveFacts(feed, candles, [], batch.EventTime);
    }
}
