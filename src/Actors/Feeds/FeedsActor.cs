using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Composition;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// Owns the sources of one node: the past first, then the live connections, each under its back-off supervisor.
/// </summary>
/// <remarks>States: Replaying -> Following. One a node with the role <c>feeds</c>. Not persisted: its children
/// are.</remarks>
public sealed class FeedsActor : ReceiveActor
{
    private static readonly TimeSpan BackoffMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(60);

    private readonly HistorySetup _history;
    private readonly ImmutableArray<FeedSetup> _feeds;
    private readonly TradingRefs _refs;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>Makes the actor.</summary>
    public FeedsActor(HistorySetup history, ImmutableArray<FeedSetup> feeds, TradingRefs refs)
    {
        _history = history;
        _feeds = feeds;
        _refs = refs;
        Replaying();
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(HistorySetup history, ImmutableArray<FeedSetup> feeds, TradingRefs refs) =>
        Props.Create(() => new FeedsActor(history, feeds, refs));

    /// <inheritdoc/>
    protected override void PreStart() =>
        Supervise(
            HistoryActor.PropsFor(_history, new HistoryProgress(), _refs, Self),
            "history",
            options => options.WithAutoReset(HealthyAfter));

    private void Replaying()
    {
        Receive<ClockEvents.HistoryCompleted>(OnHistoryCompleted);
        Receive<Terminated>(OnSourceEnded);
    }

    private void Following()
    {
        Receive<ClockEvents.HistoryCompleted>(_ => { }); // Said twice after a restart.
        Receive<Terminated>(OnSourceEnded);
    }

    private void OnHistoryCompleted(ClockEvents.HistoryCompleted completed)
    {
        _log.Info(
            "The past is done, {0} steps up to {1:O}; following {2} feeds.",
            completed.Steps,
            completed.LastTime,
            _feeds.Length);
        foreach (var feed in _feeds)
        {
            // A connection that stands but carries nothing is not healthy: the feed says itself when it is.
            Supervise(FeedActor.PropsFor(feed, _refs), feed.Feed.Name, options => options.WithManualReset());
        }

        Become(Following);
    }

    /// <summary>A supervisor tries for ever; one that ended leaves a source that nothing starts again.</summary>
    private void OnSourceEnded(Terminated ended)
    {
        _log.Error("{0} ended and nothing starts it again: the feeds stop.", ended.ActorRef.Path.Name);
        Context.Stop(Self);
    }

    /// <summary>
    /// Starts a source anew after a failure and after a stop: a persistent one stops itself while the journal is away.
    /// </summary>
    private static void Supervise(Props props, string name, Func<BackoffOptions, BackoffOptions> reset) =>
        Context.Watch(Context.ActorOf(
            BackoffSupervisor.Props(reset(
                Backoff.OnStop(props, name, BackoffMin, BackoffMax, randomFactor: 0.2, maxNrOfRetries: -1)
                    .WithDefaultStoppingStrategy())),
            $"{name}-supervisor"));
}
