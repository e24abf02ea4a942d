using System.Diagnostics;
using Akka.Actor;
using WhaleStack.Actors;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Signals;
using WhaleStack.Node.Observation;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Journal;

namespace WhaleStack.Node.Demo;

/// <summary>Gathers the summary: from the venue what it counted, from the journal what it holds, from the run what it
/// took.</summary>
public static class DemoReport
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Asks everyone, stops the node in order, reads the journal.</summary>
    public static async Task<DemoSummary> CollectAsync(
        NodeRuntime node, DemoVenue demo, MetricTotals totals, bool completed, Func<TimeSpan> elapsed)
    {
        var expected = await demo.ExpectedAsync().ConfigureAwait(false);
        var venue = await AskAsync<PaperQueries.Statistics>(node.Refs.Venue, PaperQueries.GetStatistics.Instance)
            .ConfigureAwait(false);
        var account = await AskAsync<AccountView>(node.Refs.Portfolio, PortfolioQueries.GetAccount.Instance)
            .ConfigureAwait(false) ?? node.Observation.Current.Account;
        var memory = PeakMemoryMiB(demo.Simulator);
        await node.StopAsync().ConfigureAwait(false);

        var journal = new JournalStatistics(node.Database).CountByType();
        var view = node.Observation.Current;
        var seconds = elapsed().TotalSeconds;
        return new DemoSummary(
            Streams(expected, view),
            view.PricesQuote.Keys.Union(demo.Tape.Coins).Count(),
            view.Coins.Values.Sum(c => c.ClustersBorn),
            CountOf<SignalEvents.SignalRaised>(journal),
            CountOf<ExecutionEvents.OrderSubmitted>(journal),
            CountOf<PortfolioEvents.FillBooked>(journal),
            venue?.DoubleOrders ?? 0,
            totals.Of(NodeMetrics.OrderRetries),
            CountOf<RiskEvents.OrderRefused>(journal),
            account?.RealizedQuote ?? 0m,
            account?.UnrealizedQuote ?? 0m,
            account?.FeesQuote ?? 0m,
            account?.FundingQuote ?? 0m,
            decimal.Round(view.BuyAndHoldQuote, 8),
            decimal.Round(account?.MaxDrawdownFraction ?? 0m, 8),
            journal.Values.Sum(),
            totals.Of(NodeMetrics.Restarts),
            Math.Round(seconds, 3),
            Math.Round(totals.Of(NodeMetrics.MarketEvents) / seconds, 1),
            Math.Round(memory, 1),
            completed);
    }

    private static Dictionary<string, StreamSummary> Streams(IReadOnlyDictionary<string, long> expected, NodeView view)
    {
        var streams = new Dictionary<string, StreamSummary>(StringComparer.Ordinal);
        foreach (var (topic, count) in expected.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            var seen = view.Topics.GetValueOrDefault(topic, TopicCount.Zero);
            streams[topic] = new StreamSummary(count, seen.Consumed, seen.Conflated);
        }

        foreach (var (topic, seen) in view.Topics.Where(t => !expected.ContainsKey(t.Key)))
        {
            streams[topic] = new StreamSummary(0, seen.Consumed, seen.Conflated);
        }

        return streams;
    }

    private static async Task<T?> AskAsync<T>(IActorRef actor, object question)
        where T : class
    {
        try
        {
            return await actor.Ask<T>(question, AskTimeout).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return null; // It is not running, for instance since its journal is away.
        }
    }

    private static long CountOf<T>(IReadOnlyDictionary<string, long> journal) =>
        journal.GetValueOrDefault(MessageManifests.NameOf(typeof(T)));

    private static double PeakMemoryMiB(SimulatorProcess simulator)
    {
        using var self = Process.GetCurrentProcess();
        return (self.PeakWorkingSet64 + simulator.PeakMemoryBytes) / (1024.0 * 1024.0);
    }
}
