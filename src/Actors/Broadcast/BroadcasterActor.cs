using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using WhaleStack.Actors.Composition;
using WhaleStack.Domain.Broadcast;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Actors.Broadcast;

/// <summary>
/// Owns the outbox of one channel: journals each signal and booked fill as a message, sends them one at a time in
/// order, and journals that they were sent. Acknowledges a step when all its signals and fills are in the outbox.
/// </summary>
/// <remarks>
/// One behaviour. Parent: a singleton's back-off supervisor. Persisted: what was queued is sent, after a crash at most
/// the last one twice, under the same message id. Acknowledges a step only while fewer than
/// <see cref="PendingMax"/> messages wait, so that a replay waits for people's channels and nothing grows without
/// bound.
/// </remarks>
public sealed class BroadcasterActor : JournaledActor, IWithTimers
{
    /// <summary>Messages that may wait before a replay has to.</summary>
    public const int PendingMax = 256;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    private readonly BroadcasterSetup _setup;
    private readonly TradingRefs _refs;
    private readonly Dictionary<string, ImmutableArray<string>> _signalIds = new(StringComparer.Ordinal);

    private Outbox _outbox = Outbox.Empty;
    private Watermark? _signalsAt;
    private PortfolioNews.StepBooked? _booked;
    private string? _sending;
    private IActorRef? _preparing;
    private int _subscriptions;

    /// <summary>Makes the actor.</summary>
    public BroadcasterActor(BroadcasterSetup setup, TradingRefs refs)
        : base(ActorNames.Broadcaster(setup.Channel.Name))
    {
        _setup = setup;
        _refs = refs;
        Recover<BroadcastEvents.MessageQueued>(e => _outbox = _outbox.Apply(e));
        Recover<BroadcastEvents.MessageSent>(e => _outbox = _outbox.Apply(e));
        Command<SubscribeAck>(_ => OnSubscribed());
        Command<ClockCommands.Prepare>(_ => OnPrepare());
        Command<SignalEvents.SignalRaised>(OnSignal);
        Command<PortfolioNews.StepBooked>(OnBooked);
        Command<ClockCommands.SignalsComplete>(OnSignalsComplete);
        Command<Sent>(OnSent);
        Command<Status.Failure>(OnSendFailed);
        Command<TrySend>(_ => SendNext());
        CommandAny(_ => { }); // The trading topic also carries decisions, answers and marks.
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(BroadcasterSetup setup, TradingRefs refs) =>
        Props.Create(() => new BroadcasterActor(setup, refs));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        _refs.Mediator.Tell(new Subscribe(Topics.Signals, Self));
        _refs.Mediator.Tell(new Subscribe(Topics.Trading, Self));
    }

    private void OnSubscribed()
    {
        _subscriptions++;
        if (_subscriptions == 2)
        {
            _preparing?.Tell(new ClockReplies.Ready(PersistenceId));
            SendNext();
        }
    }

    private void OnPrepare()
    {
        _preparing = Sender;
        if (_subscriptions >= 2)
        {
            Sender.Tell(new ClockReplies.Ready(PersistenceId));
        }
    }

    private void OnSignal(SignalEvents.SignalRaised raised) =>
        Queue([new(raised.Signal.SignalId, _setup.SignalText(raised.Signal), raised.Signal.Time)]);

    private void OnBooked(PortfolioNews.StepBooked message)
    {
        _booked = message;
        Queue([.. message.Fills.Select(f =>
            new BroadcastEvents.MessageQueued($"fill-{f.Fill.Sequence}", _setup.FillText(f), f.Fill.Time))]);
    }

    private void Queue(IReadOnlyCollection<BroadcastEvents.MessageQueued> messages) => PersistThen(
        [.. messages.Where(m => !_outbox.Knows(m.MessageId))], OnChanged, AfterChange);

    private void OnSignalsComplete(ClockCommands.SignalsComplete message)
    {
        if (message.Watermark != _signalsAt)
        {
            _signalsAt = message.Watermark;
            _signalIds.Clear();
        }

        _signalIds[message.Scanner] = message.SignalIds;
        AcknowledgeWhenComplete();
    }

    private void SendNext()
    {
        if (_sending is not null || _outbox.Next is not { } next)
        {
            return;
        }

        _sending = next.MessageId;
        Deliver(next).PipeTo(Self, success: () => new Sent(next.MessageId));
    }

    private async Task Deliver(BroadcastEvents.MessageQueued message)
    {
        using var timeout = new CancellationTokenSource(SendTimeout);
        await _setup.Channel.SendAsync(message.MessageId, message.Text, timeout.Token).ConfigureAwait(false);
    }

    private void OnSent(Sent message)
    {
        if (message.MessageId != _sending)
        {
            return; // Sent by this actor's life before a restart, and again by this one.
        }

        _sending = null;
        PersistThen([new BroadcastEvents.MessageSent(message.MessageId)], OnChanged, AfterChange);
    }

    private void AfterChange()
    {
        AcknowledgeWhenComplete();
        SendNext();
    }

    private void OnSendFailed(Status.Failure failure)
    {
        _sending = null;
        NodeMetrics.BroadcastFailures.Add(1);
        Log.Warning("[{0}] a message could not be sent, trying again: {1}", PersistenceId, failure.Cause.Message);
        Timers.StartSingleTimer(nameof(TrySend), TrySend.Instance, RetryAfter);
    }

    private void OnChanged(object changed) => _outbox = _outbox.Apply(changed);

    private void AcknowledgeWhenComplete()
    {
        if (_signalsAt is { } watermark
            && _booked?.Watermark == watermark
            && _setup.Scanners.All(HasAllOf)
            && _outbox.PendingCount < PendingMax)
        {
            _signalsAt = null;
            _signalIds.Clear();
            _booked = null;
            _refs.Clock.Tell(new ClockReplies.Acknowledged(PersistenceId, watermark));
        }
    }

    private bool HasAllOf(string scanner) =>
        _signalIds.TryGetValue(scanner, out var ids) && ids.All(_outbox.Knows);

    private sealed record Sent(string MessageId);

    private sealed class TrySend : INotInfluenceReceiveTimeout
    {
        public static readonly TrySend Instance = new();

        private TrySend()
        {
        }
    }
}
