using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Clock;

/// <summary>What the market clock tells the actors that decide or pay.</summary>
public static class ClockCommands
{
    /// <summary>
    /// Advance to a step: the venue tells execution, execution the portfolio, once its facts are booked.
    /// </summary>
    public sealed record Advance(MarketStep Step);

    /// <summary>
    /// Say <see cref="ClockReplies.Ready"/> as soon as recovery, subscriptions and reconciliation are done.
    /// </summary>
    public sealed record Prepare
    {
        /// <summary>The one instance.</summary>
        public static Prepare Instance { get; } = new();
    }

    /// <summary>A scanner is to decide when it has the views of these coins at the watermark.</summary>
    public sealed record AwaitCoins(Watermark Watermark, ImmutableArray<InstrumentId> Coins);

    /// <summary>All signals of the watermark have been sent on this channel.</summary>
    /// <param name="Scanner">Who raised them.</param>
    /// <param name="Watermark">The watermark at which they were raised.</param>
    /// <param name="SignalIds">Their ids: whoever misses one waits until the step is run again.</param>
    public sealed record SignalsComplete(string Scanner, Watermark Watermark, ImmutableArray<string> SignalIds);

    /// <summary>A trader has sent all its decisions up to the watermark.</summary>
    /// <param name="Trader">Who decided.</param>
    /// <param name="Watermark">The watermark at which it did.</param>
    /// <param name="ClientOrderIds">
    /// Orders that it has no answer for: risk judges them together, or waits until the step is run again.
    /// </param>
    public sealed record DecisionsComplete(
        string Trader, Watermark Watermark, ImmutableArray<string> ClientOrderIds);

    /// <summary>Risk has sent all its answers up to the watermark.</summary>
    public sealed record ApprovalsComplete(Watermark Watermark);
}

/// <summary>What they answer.</summary>
public static class ClockReplies
{
    /// <summary>The named actor can take its first step.</summary>
    /// <param name="Actor">Persistence id of the actor.</param>
    public sealed record Ready(string Actor);

    /// <summary>The named actor has done, durably, all that the watermark asks of it.</summary>
    /// <param name="Actor">Persistence id of the actor.</param>
    /// <param name="Watermark">The watermark it has reached.</param>
    public sealed record Acknowledged(string Actor, Watermark Watermark);
}

/// <summary>What a feed journals, so that it can go on where it was.</summary>
public static class FeedEvents
{
    /// <summary>So many data messages of each topic have been accepted by their owners.</summary>
    /// <param name="Feed">The feed's name.</param>
    /// <param name="Topics">By topic, all counts since the feed's first start.</param>
    public sealed record CursorAdvanced(string Feed, ImmutableSortedDictionary<string, TopicCount> Topics);
}

/// <summary>How many data messages of one topic arrived, and what became of them.</summary>
/// <param name="Consumed">Parsed and accepted by its owner.</param>
/// <param name="Conflated">Folded into a newer one before its owner saw it.</param>
public sealed record TopicCount(long Consumed, long Conflated)
{
    /// <summary>No message yet.</summary>
    public static TopicCount Zero { get; } = new(0, 0);

    /// <summary>Messages that are done with, either way.</summary>
    public long Total => Consumed + Conflated;
}

/// <summary>Names an instrument: what shard extractor, tagger and serializer route by.</summary>
public interface IWithCoin
{
    /// <summary>The instrument.</summary>
    InstrumentId Coin { get; }
}
