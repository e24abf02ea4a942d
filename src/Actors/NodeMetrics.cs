using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Actors;

/// <summary>The actors' counters, on the meter <c>WhaleStack</c>. Thread-safe.</summary>
public static class NodeMetrics
{
    private static readonly Meter Meter = new("WhaleStack");

    private static readonly ConcurrentDictionary<(string System, string PersistenceId), byte> Seen = new();

    /// <summary>Events that the journal has acknowledged.</summary>
    public static Counter<long> JournalEvents { get; } = Meter.CreateCounter<long>("whalestack_journal_events_total");

    /// <summary>Writes that the journal refused or could not make.</summary>
    public static Counter<long> JournalFailures { get; } =
        Meter.CreateCounter<long>("whalestack_journal_failures_total");

    /// <summary>Market messages accepted by a coin.</summary>
    public static Counter<long> MarketEvents { get; } = Meter.CreateCounter<long>("whalestack_market_events_total");

    /// <summary>Market messages that a coin refused as impossible.</summary>
    public static Counter<long> MarketRefused { get; } = Meter.CreateCounter<long>("whalestack_market_refused_total");

    /// <summary>Frames that were not what the venue documents.</summary>
    public static Counter<long> FramesMalformed { get; } =
        Meter.CreateCounter<long>("whalestack_frames_malformed_total");

    /// <summary>Frames of a topic nobody asked for.</summary>
    public static Counter<long> FramesUnknown { get; } = Meter.CreateCounter<long>("whalestack_frames_unknown_total");

    /// <summary>Messages folded into a newer one.</summary>
    public static Counter<long> FramesConflated { get; } =
        Meter.CreateCounter<long>("whalestack_frames_conflated_total");

    /// <summary>Connections that failed, by feed.</summary>
    public static Counter<long> FeedFailures { get; } = Meter.CreateCounter<long>("whalestack_feed_failures_total");

    /// <summary>Topics that fell silent on a live connection, by feed.</summary>
    public static Counter<long> TopicSilences { get; } = Meter.CreateCounter<long>("whalestack_topic_silences_total");

    /// <summary>Topics that are silent at present, by feed.</summary>
    public static Gauge<long> TopicsSilent { get; } = Meter.CreateGauge<long>("whalestack_topics_silent");

    /// <summary>Topics that a venue refused while the connection went on without them, by feed.</summary>
    public static Counter<long> TopicsRefused { get; } = Meter.CreateCounter<long>("whalestack_topics_refused_total");

    /// <summary>Order books that missed an update, by feed.</summary>
    public static Counter<long> BookGaps { get; } = Meter.CreateCounter<long>("whalestack_book_gaps_total");

    /// <summary>Topics subscribed to again on a live connection, by feed.</summary>
    public static Counter<long> Resubscriptions { get; } =
        Meter.CreateCounter<long>("whalestack_resubscriptions_total");

    /// <summary>Venues of a composite instrument that fell silent.</summary>
    public static Counter<long> CompositeSilences { get; } =
        Meter.CreateCounter<long>("whalestack_composite_silences_total");

    /// <summary>Observations of a venue that a composite instrument did not answer in time.</summary>
    public static Counter<long> CompositeUnanswered { get; } =
        Meter.CreateCounter<long>("whalestack_composite_unanswered_total");

    /// <summary>Trades and forced closes that a composite instrument had no room for.</summary>
    public static Counter<long> CompositeDropped { get; } =
        Meter.CreateCounter<long>("whalestack_composite_dropped_total");

    /// <summary>Rankings made without coins that did not answer in time.</summary>
    public static Counter<long> RankingsPartial { get; } =
        Meter.CreateCounter<long>("whalestack_rankings_partial_total");

    /// <summary>Actors started again by their supervisor after a failure.</summary>
    public static Counter<long> Restarts { get; } = Meter.CreateCounter<long>("whalestack_actor_restarts_total");

    /// <summary>Orders asked for or sent again because their fate was in doubt.</summary>
    public static Counter<long> OrderRetries { get; } = Meter.CreateCounter<long>("whalestack_order_retries_total");

    /// <summary>Messages that could not be broadcast at the first try.</summary>
    public static Counter<long> BroadcastFailures { get; } =
        Meter.CreateCounter<long>("whalestack_broadcast_failures_total");

    /// <summary>Market steps that had to be run again because an actor did not acknowledge in time.</summary>
    public static Counter<long> StepsRepeated { get; } = Meter.CreateCounter<long>("whalestack_steps_repeated_total");

    /// <summary>Events of the journal that a projection has not taken yet, by projection.</summary>
    public static Gauge<long> ProjectionLagEvents { get; } =
        Meter.CreateGauge<long>("whalestack_projection_lag_events");

    /// <summary>How long ago the first of them was journalled, in seconds, by projection.</summary>
    public static Gauge<double> ProjectionLagSeconds { get; } =
        Meter.CreateGauge<double>("whalestack_projection_lag_seconds");

    /// <summary>1 while an event keeps a projection from going on, otherwise 0, by projection.</summary>
    public static Gauge<int> ProjectionStopped { get; } = Meter.CreateGauge<int>("whalestack_projection_stopped");

    /// <summary>A projection has looked at the journal.</summary>
    public static void Followed(string projection, ProjectionProgress progress)
    {
        var label = new KeyValuePair<string, object?>("projection", projection);
        ProjectionLagEvents.Record(progress.Events, label);
        ProjectionLagSeconds.Record(progress.Lag.TotalSeconds, label);
        ProjectionStopped.Record(progress.Trouble is null ? 0 : 1, label);
    }

    /// <summary>A persistent actor starts; every start but its first in this process is a restart.</summary>
    public static void Started(string system, string persistenceId)
    {
        if (!Seen.TryAdd((system, persistenceId), 0))
        {
            Restarts.Add(1);
        }
    }
}
