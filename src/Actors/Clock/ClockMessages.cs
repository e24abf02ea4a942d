using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;

namespace WhaleStack.Actors.Clock;

/// <summary>What the sources of market facts and the market clock tell each other within a node.</summary>
public static class ClockMessages
{
    /// <summary>
    /// Run a step of the past; answered by <see cref="StepDone"/> when every actor has acknowledged it.
    /// </summary>
    /// <param name="Step">The step.</param>
    /// <param name="Silent">True when it only rebuilds the coins: nobody decides.</param>
    public sealed record RunStep(MarketStep Step, bool Silent);

    /// <summary>The step is done.</summary>
    public sealed record StepDone(Watermark Watermark);

    /// <summary>What a feed saw: closed candles, settlements, and how far its event time has come.</summary>
    public sealed record LiveFacts(
        string Feed,
        ImmutableArray<InstrumentCandle> Candles,
        ImmutableArray<InstrumentFunding> Fundings,
        DateTimeOffset? EventTime);

    /// <summary>The feed has nothing more to send.</summary>
    public sealed record FeedEnded(string Feed);
}

/// <summary>What the clock publishes on <see cref="Topics.Clock"/>.</summary>
public static class ClockEvents
{
    /// <summary>All actors are ready; steps up to this one only rebuild.</summary>
    public sealed record Started(Watermark? ResumeAt);

    /// <summary>A step is done.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Silent">Whether it only rebuilt.</param>
    /// <param name="Refused">Facts that a coin refused.</param>
    public sealed record StepCompleted(MarketStep Step, bool Silent, int Refused);

    /// <summary>The past is worked through.</summary>
    public sealed record HistoryCompleted(DateTimeOffset? LastTime, long Steps);

    /// <summary>A feed accepted messages.</summary>
    public sealed record FeedProgressed(string Feed, ImmutableSortedDictionary<string, TopicCount> Topics);

    /// <summary>A feed has come to the end of its tape.</summary>
    public sealed record FeedCompleted(string Feed);
}
