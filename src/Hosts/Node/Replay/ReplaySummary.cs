using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using WhaleStack.Actors;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Signals;
using WhaleStack.Node.Demo;
using WhaleStack.Node.Observation;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Journal;
using WhaleStack.Venues.Replay;

namespace WhaleStack.Node.Replay;

/// <summary>What became of every frame of a recording, and what the node made of it.</summary>
/// <param name="Frames">All frames of the recording.</param>
/// <param name="Data">Frames of market data.</param>
/// <param name="Control">Acknowledgements and the like.</param>
/// <param name="Malformed">Frames that are not what the venue documents.</param>
/// <param name="Unknown">Frames of topics that are not understood.</param>
/// <param name="Unread">Frames of connections that are no known venue's.</param>
/// <param name="FramesDropped">Frames that the recorder had no room for.</param>
/// <param name="LinesDamaged">Lines of the recording that cannot be understood.</param>
/// <param name="Complaints">What is wrong with them, some of it.</param>
/// <param name="LeftOut">By topic, frames that are understood and were not played.</param>
/// <param name="BookGaps">How often an order book missed an update.</param>
/// <param name="BooksHeldBack">Changes to a book after a gap, held back until its next snapshot.</param>
/// <param name="Streams">By topic that was played: messages there were, taken, and folded into a newer one.</param>
/// <param name="Coins">Instruments followed.</param>
/// <param name="Clusters">Liquidation clusters found.</param>
/// <param name="Signals">Signals journalled.</param>
/// <param name="Orders">Orders submitted on paper.</param>
/// <param name="Fills">Fills booked on paper.</param>
/// <param name="ElapsedSeconds">Wall time of the playing.</param>
/// <param name="MessagesPerSecond">Market messages accepted a second.</param>
/// <param name="PeakMemoryMiB">Highest resident memory.</param>
/// <param name="Completed">False when the replay was stopped before its end.</param>
internal sealed record ReplaySummary(
    long Frames,
    long Data,
    long Control,
    long Malformed,
    long Unknown,
    long Unread,
    long FramesDropped,
    long LinesDamaged,
    ImmutableArray<string> Complaints,
    IReadOnlyDictionary<string, long> LeftOut,
    long BookGaps,
    long BooksHeldBack,
    IReadOnlyDictionary<string, StreamSummary> Streams,
    int Coins,
    long Clusters,
    long Signals,
    long Orders,
    long Fills,
    double ElapsedSeconds,
    double MessagesPerSecond,
    double PeakMemoryMiB,
    bool Completed)
{
    /// <summary>Gathers it from a node that has stopped.</summary>
    public static ReplaySummary Of(
        ReplayPlan plan,
        ImmutableArray<(ReplayPart Part, ReplayFeed Feed)> feeds,
        NodeRuntime node,
        MetricTotals totals,
        TimeSpan elapsed,
        bool completed)
    {
        var venues = plan.Surveys.SelectMany(survey => survey.Venues).ToList();
        var journal = new JournalStatistics(node.Database).CountByType();
        var view = node.Observation.Current;
        long Of(FrameKind kind) => venues.Sum(venue => venue.Count(kind));
        long Journalled<T>() => journal.GetValueOrDefault(MessageManifests.NameOf(typeof(T)));
        using var self = Process.GetCurrentProcess();
        return new ReplaySummary(
            plan.Surveys.Sum(survey => survey.Frames),
            Of(FrameKind.Data),
            Of(FrameKind.Control),
            Of(FrameKind.Malformed),
            Of(FrameKind.Unknown) + Of(FrameKind.Resync) + Of(FrameKind.EndOfTape),
            plan.Surveys.Sum(survey => survey.Unread.Values.Sum()),
            plan.Losses.FramesDropped,
            plan.Losses.LinesDamaged,
            [.. venues.SelectMany(venue => venue.Complaints)],
            plan.Parts.SelectMany(part => part.LeftOut)
                .ToImmutableSortedDictionary(t => t.Name, t => t.Frames + t.Empty, StringComparer.Ordinal),
            feeds.Sum(feed => feed.Feed.Counts.BookGaps),
            feeds.Sum(feed => feed.Feed.Counts.BooksHeldBack),
            StreamsOf(feeds, view),
            plan.Coins.Length,
            view.Coins.Values.Sum(coin => coin.ClustersBorn),
            Journalled<SignalEvents.SignalRaised>(),
            Journalled<ExecutionEvents.OrderSubmitted>(),
            Journalled<PortfolioEvents.FillBooked>(),
            Math.Round(elapsed.TotalSeconds, 3),
            Math.Round(totals.Of(NodeMetrics.MarketEvents) / elapsed.TotalSeconds, 1),
            Math.Round(self.PeakWorkingSet64 / (1024.0 * 1024.0), 1),
            completed);
    }

    /// <summary>The summary as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReplayJsonContext.Default.ReplaySummary);

    // What the feed handed out; a frame that holds nothing is no message to anybody.
    private static ImmutableSortedDictionary<string, StreamSummary> StreamsOf(
        ImmutableArray<(ReplayPart Part, ReplayFeed Feed)> feeds, NodeView view)
    {
        var streams = ImmutableSortedDictionary.CreateBuilder<string, StreamSummary>(StringComparer.Ordinal);
        foreach (var (part, feed) in feeds)
        {
            foreach (var topic in part.Topics)
            {
                var seen = view.Topics.GetValueOrDefault(topic.Name, TopicCount.Zero);
                var played = feed.Counts.Topics.GetValueOrDefault(topic.Name) - topic.Empty;
                streams[topic.Name] = new StreamSummary(Math.Max(0, played), seen.Consumed, seen.Conflated);
            }
        }

        return streams.ToImmutable();
    }
}

/// <summary>JSON of the summary.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplaySummary))]
internal sealed partial class ReplayJsonContext : JsonSerializerContext;
