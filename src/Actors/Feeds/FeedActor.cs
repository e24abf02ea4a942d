using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using Akka.Pattern;
using Akka.Streams;
using Akka.Streams.Dsl;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// Owns one live connection: runs the stream socket -> parse -> gather -> coins, counts what their owners accepted, and
/// journals the counts so that a replaying venue can be asked to go on behind them. Watches the health of topics.
/// </summary>
/// <remarks>
/// States: Streaming -> Ended. A failed or silent connection throws, and the back-off supervisor starts the actor
/// again.
/// Persisted: <see cref="FeedEvents.CursorAdvanced"/>, every so many frames and at the end.
/// </remarks>
public sealed class FeedActor : JournaledActor, IWithTimers
{
    // Counts are for people to look at.
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(100);

    private readonly FeedSetup _setup;
    private readonly TradingRefs _refs;
    private readonly FeedWatch _watch;

    private readonly Dictionary<string, TopicCount> _topics = new(StringComparer.Ordinal);

    private UniqueKillSwitch? _killSwitch;
    private long _frames;

    /// <summary>Makes the actor.</summary>
    public FeedActor(FeedSetup setup, TradingRefs refs)
        : base(ActorNames.Feed(setup.Feed.Name))
    {
        _setup = setup;
        _refs = refs;
        _watch = new FeedWatch(setup, refs.Mediator, Log, Now);
        Recover<FeedEvents.CursorAdvanced>(OnRecovered);
        Streaming();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    // Scheduler time serves reconnects and watchdogs only.
    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(FeedSetup setup, TradingRefs refs) => Props.Create(() => new FeedActor(setup, refs));

    /// <inheritdoc/>
    protected override void OnReplaySuccess()
    {
        base.OnReplaySuccess();
        _killSwitch = RunStream();
        if (_watch.LookEvery is { } every)
        {
            Timers.StartPeriodicTimer(LookAtTopics.Instance, LookAtTopics.Instance, every);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _killSwitch?.Shutdown();
        base.PostStop();
    }

    private void Streaming()
    {
        Command<StreamStarted>(_ => Sender.Tell(BatchTaken.Instance));
        Command<DeliveredBatch>(OnDelivered);
        Command<LookAtTopics>(_ => Watch(_watch.Look));
        Command<TellProgress>(_ => Progress());
        Command<TopicRefusal>(_watch.Refused);
        Command<HealthySpell>(_ => Context.Parent.Tell(BackoffSupervisor.Reset.Instance));
        Command<StreamCompleted>(_ => OnClosed());
        Command<Status.Failure>(failure => OnFailed(failure.Cause));
    }

    private void Ended()
    {
        Command<StreamStarted>(_ => { }); // The stream is being shut down.
        Command<DeliveredBatch>(_ => { }); // Nothing counts after the end.
        Command<LookAtTopics>(_ => { }); // A timer that had run out already.
        Command<TellProgress>(_ => { }); // It was told at the end.
        Command<TopicRefusal>(_ => { }); // Nobody will miss the topic.
        Command<HealthySpell>(_ => { }); // The same.
        Command<StreamCompleted>(_ => { }); // As asked for.
        Command<Status.Failure>(_ => { }); // The socket went away with the tape.
    }

    private UniqueKillSwitch RunStream()
    {
        var feed = _setup.Feed;
        var refs = _refs;
        var self = Self;
        var request = new FeedRequest(_setup.Coins, Counts())
        {
            Resubscriptions = _watch.Resubscriptions,
            Refused = refusal => self.Tell(refusal),
        };
        var pages = new MarketPages();
        var news = new ClockNews(feed.Name);
        var cancellation = new CancellationTokenSource();
        return Source.From(() => feed.ReceiveAsync(request, cancellation.Token))
            .IdleTimeout(_setup.SilenceMax)
            .Batch(_setup.BatchMax, frame => Read(frame, new FeedBatch(pages)), (batch, frame) => Read(frame, batch))
            .SelectAsync(1, batch => FeedDelivery.DeliverAsync(feed, batch, news, refs))
            .ViaMaterialized(KillSwitches.Single<DeliveredBatch>(), Keep.Right)
            .WatchTermination((killSwitch, done) =>
            {
                _ = done.ContinueWith(_ => cancellation.Cancel(), TaskScheduler.Default);
                return killSwitch;
            })
            .To(Sink.ActorRefWithAck<DeliveredBatch>(
                Self,
                StreamStarted.Instance,
                BatchTaken.Instance,
                StreamCompleted.Instance,
                cause => new Status.Failure(cause)))
            .Run(Context.System.Materializer());

        // Read as it is taken, since the next frame may lie in the same memory.
        FeedBatch Read(RawFrame frame, FeedBatch batch)
        {
            feed.Read(frame, batch);
            return batch;
        }
    }

    private void OnDelivered(DeliveredBatch delivered)
    {
        var sender = Sender;
        var counted = Count(delivered.Batch);
        Complain(delivered.Batch);
        if (!Watch(now => Hear(delivered, now)))
        {
            return;
        }

        if (delivered.Batch.IsEnd)
        {
            PersistThen([Cursor()], _ => { }, OnEnd);
            return;
        }

        var due = _frames >= _setup.CheckpointFrames;
        _frames = due ? 0 : _frames;
        PersistThen(due ? [Cursor()] : [], _ => { }, () => sender.Tell(BatchTaken.Instance));
        if (counted > 0 && !Timers.IsTimerActive(TellProgress.Instance))
        {
            Timers.StartSingleTimer(TellProgress.Instance, TellProgress.Instance, ProgressEvery);
        }
    }

    // Restarts are counted from nothing again only behind a spell of data longer than any silence that is borne.
    private void Hear(DeliveredBatch delivered, TimeSpan now)
    {
        if (_watch.Heard(delivered, now))
        {
            Timers.StartSingleTimer(HealthySpell.Instance, HealthySpell.Instance, _setup.SilenceMax * 2);
        }
    }

    private bool Watch(Action<TimeSpan> look)
    {
        try
        {
            look(Now);
            return true;
        }
        catch (FeedException useless)
        {
            OnFailed(useless);
            return false;
        }
    }

    private void OnRecovered(FeedEvents.CursorAdvanced cursor)
    {
        foreach (var (topic, count) in cursor.Topics)
        {
            _topics[topic] = count;
        }
    }

    private ImmutableSortedDictionary<string, TopicCount> Counts() =>
        _topics.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Returns how many frames of the batch count.</summary>
    private long Count(FeedBatch batch)
    {
        var (counted, folded) = (0L, 0L);
        foreach (var tally in batch.Topics)
        {
            var count = tally.Consumed + tally.Conflated;
            if (count == 0)
            {
                continue;
            }

            var before = _topics.GetValueOrDefault(tally.Topic, TopicCount.Zero);
            _topics[tally.Topic] =
                new TopicCount(before.Consumed + tally.Consumed, before.Conflated + tally.Conflated);
            counted += count;
            folded += tally.Conflated;
        }

        NodeMetrics.FramesConflated.Add(folded);
        _frames += counted;
        return counted;
    }

    private void Complain(FeedBatch batch)
    {
        NodeMetrics.FramesMalformed.Add(batch.Malformed);
        NodeMetrics.FramesUnknown.Add(batch.Unknown);
        if (batch.Complaint is { } complaint)
        {
            Log.Warning(
                "[{0}] {1} malformed and {2} unknown frames, the last: {3}",
                PersistenceId,
                batch.Malformed,
                batch.Unknown,
                complaint);
        }
    }

    private void Progress() =>
        _refs.Mediator.Tell(new Publish(Topics.Clock, new ClockEvents.FeedProgressed(_setup.Feed.Name, Counts())));

    private FeedEvents.CursorAdvanced Cursor() => new(_setup.Feed.Name, Counts());

    private void OnEnd()
    {
        Become(Ended);
        Timers.CancelAll();
        _killSwitch?.Shutdown();
        _refs.Clock.Tell(new ClockMessages.FeedEnded(_setup.Feed.Name));
        Progress();
        _refs.Mediator.Tell(new Publish(Topics.Clock, new ClockEvents.FeedCompleted(_setup.Feed.Name)));
    }

    private void OnClosed() => OnFailed(new FeedException($"{_setup.Feed.Name}: the venue closed the connection."));

    /// <summary>Keeps the cursor, then fails: the supervisor connects again.</summary>
    private void OnFailed(Exception cause)
    {
        NodeMetrics.FeedFailures.Add(1);
        _watch.Lost(cause.Message);
        Log.Warning("[{0}] connection failed: {1} Connecting again with back-off.", PersistenceId, cause.Message);
        PersistThen([Cursor()], _ => { }, () => throw new FeedException(cause.Message, cause));
    }

    private sealed class StreamStarted
    {
        public static readonly StreamStarted Instance = new();
    }

    private sealed class StreamCompleted
    {
        public static readonly StreamCompleted Instance = new();
    }

    private sealed class LookAtTopics : INotInfluenceReceiveTimeout
    {
        public static readonly LookAtTopics Instance = new();
    }

    private sealed class TellProgress : INotInfluenceReceiveTimeout
    {
        public static readonly TellProgress Instance = new();
    }

    private sealed class HealthySpell : INotInfluenceReceiveTimeout
    {
        public static readonly HealthySpell Instance = new();
    }

    private sealed class BatchTaken
    {
        public static readonly BatchTaken Instance = new();
    }
}
