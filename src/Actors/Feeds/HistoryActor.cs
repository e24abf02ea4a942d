using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using Akka.Streams;
using Akka.Streams.Dsl;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// Owns the work through the past: a stream that reads closed candles and settlements page by page, makes steps of them
/// and hands each to the clock when the one before is acknowledged.
/// </summary>
/// <remarks>
/// States: Running -> Done. Parent: a back-off supervisor. Not persisted: after a failure it begins again, and the
/// steps it has handed over are skipped.
/// </remarks>
public sealed class HistoryActor : ReceiveActor
{
    private readonly HistorySetup _setup;
    private readonly HistoryProgress _progress;
    private readonly TradingRefs _refs;
    private readonly IActorRef _listener;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private UniqueKillSwitch? _killSwitch;

    /// <summary>Makes the actor.</summary>
    /// <param name="setup">What to work through.</param>
    /// <param name="progress">How far an earlier instance of this actor came in this process.</param>
    /// <param name="refs">The neighbours.</param>
    /// <param name="listener">Told <see cref="ClockEvents.HistoryCompleted"/>.</param>
    public HistoryActor(HistorySetup setup, HistoryProgress progress, TradingRefs refs, IActorRef listener)
    {
        _setup = setup;
        _progress = progress;
        _refs = refs;
        _listener = listener;
        Receive<StreamStarted>(_ => Sender.Tell(StepTaken.Instance));
        Receive<ClockMessages.StepDone>(_ => OnStepDone());
        Receive<StreamCompleted>(_ => OnCompleted());
        Receive<Status.Failure>(failure => OnFailed(failure.Cause));
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(
        HistorySetup setup, HistoryProgress progress, TradingRefs refs, IActorRef listener) =>
        Props.Create(() => new HistoryActor(setup, progress, refs, listener));

    /// <inheritdoc/>
    protected override void PreStart() => _killSwitch = RunStream();

    /// <inheritdoc/>
    protected override void PostStop() => _killSwitch?.Shutdown();

    private UniqueKillSwitch RunStream()
    {
        var cancellation = new CancellationTokenSource();
        var clock = _refs.Clock;
        var setup = _setup;
        var progress = _progress;
        var done = _progress.LastDone;
        var steps = Source.From(() => setup.Steps(cancellation.Token))
            .Where(step => done is null || step.Watermark > done);
        var pace = setup.StepsPerSecond;
        var paced = pace > 0
            ? steps.Throttle(pace, TimeSpan.FromSeconds(1), pace, ThrottleMode.Shaping)
            : steps;
        return paced
            .SelectAsync(1, step => HistoryDelivery.DeliverAsync(step, setup, progress, clock, cancellation.Token))
            .ViaMaterialized(KillSwitches.Single<ClockMessages.StepDone>(), Keep.Right)
            .WatchTermination((killSwitch, ended) =>
            {
                _ = ended.ContinueWith(_ => cancellation.Cancel(), TaskScheduler.Default);
                return killSwitch;
            })
            .To(Sink.ActorRefWithAck<ClockMessages.StepDone>(
                Self,
                StreamStarted.Instance,
                StepTaken.Instance,
                StreamCompleted.Instance,
                cause => new Status.Failure(cause)))
            .Run(Context.System.Materializer());
    }

    private void OnStepDone()
    {
        Sender.Tell(StepTaken.Instance);
        TellRefusals();
    }

    private void TellRefusals()
    {
        if (_setup.OpenInterest?.TakeRefusals() is { IsEmpty: false } refusals)
        {
            foreach (var (coin, reason) in refusals)
            {
                _log.Warning(
                    "[{0}] The past of its open interest is not known, or not to the end: {1} What needs it begins "
                    + "with the live feed.",
                    coin,
                    reason);
            }
        }
    }

    private void OnCompleted()
    {
        TellRefusals();
        var completed = new ClockEvents.HistoryCompleted(_progress.LastDone?.Time, _progress.Steps);
        _listener.Tell(completed);
        _refs.Mediator.Tell(new Publish(Topics.Clock, completed));
    }

    private void OnFailed(Exception cause)
    {
        _log.Warning("The past cannot be read: {0} Trying again with back-off.", cause.Message);
        throw new FeedException($"history: {cause.Message}", cause);
    }

    private sealed class StreamStarted
    {
        public static readonly StreamStarted Instance = new();
    }

    private sealed class StreamCompleted
    {
        public static readonly StreamCompleted Instance = new();
    }

    private sealed class StepTaken
    {
        public static readonly StepTaken Instance = new();
    }
}
