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
/// Owns the outbox of one channel: journals each signal and booked fill as a message, sends them one at a time in order,
/// and journals that they were sent.
/// </summary>
/// <remarks>
/// One behaviour. Parent: a singleton's back-off supervisor. Persisted: what was queued is sent, after a crash at most
/// the last one twice, under the same message id. Acknowledges a watermark only while fewer than
/// <see cref="PendingMax"/> messages wait, so that a replay waits for people's channels and nothing grows without bound.
/// </remarks>
public sealed class BroadcasterActor : JournaledActor, IWithTimers
{
    /// <summary>Messages that may wait before a replay has to.</summary>
    public const int PendingMax = 256;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    private readonly BroadcasterSetup _setup;
    private readonly TradingRefs _refs;

    private Outbox _outbox = Outbox.Empty;
    private Watermark? _unacknowledged;
    private bool _sending;
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
        Command<PortfolioEvents.FillBooked>(OnFill);
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
        Queue(raised.Signal.SignalId, _setup.SignalText(raised.Signal), raised.Signal.Time);

    private void OnFill(PortfolioEvents.FillBooked booked) =>
        Queue($"fill-{booked.Fill.Sequence}", _setup.FillText(booked), booked.Fill.Time);

    private void Queue(string messageId, string text, DateTimeOffset time)
    {
        if (!_outbox.Knows(messageId))
        {
            PersistThen([new BroadcastEvents.MessageQueued(messageId, text, time)], OnChanged, SendNext);
        }
    }

    private void OnSignalsComplete(ClockCommands.SignalsComplete message)
    {
        _unacknowledged = message.Watermark;
        AcknowledgeWhenRoom();
    }

    private void SendNext()
    {
        if (_sending || _outbox.Next is not { } next)
        {
            return;
        }

        _sending = true;
        Deliver(next).PipeTo(Self, success: () => new Sent(next.MessageId));
    }

    private async Task Deliver(BroadcastEvents.MessageQueued message)
    {
        using var timeout = new CancellationTokenSource(SendTimeout);
        await _setup.Channel.SendAsync(message.MessageId, message.Text, timeout.Token).ConfigureAwait(false);
    }

    private void OnSent(Sent message)
    {
        _sending = false;
        PersistThen([new BroadcastEvents.MessageSent(message.MessageId)], OnChanged, AfterSent);
    }

    private void AfterSent()
    {
        AcknowledgeWhenRoom();
        SendNext();
    }

    private void OnSendFailed(Status.Failure failure)
    {
        _sending = false;
        NodeMetrics.BroadcastFailures.Add(1);
        Log.Warning("[{0}] a message could not be sent, trying again: {1}", PersistenceId, failure.Cause.Message);
        Timers.StartSingleTimer(nameof(TrySend), TrySend.Instance, RetryAfter);
    }

    private void OnChanged(object changed) => _outbox = _outbox.Apply(changed);

    private void AcknowledgeWhenRoom()
    {
        if (_unacknowledged is { } watermark && _outbox.PendingCount < PendingMax)
        {
            _unacknowledged = null;
            _refs.Clock.Tell(new ClockReplies.Acknowledged(PersistenceId, watermark));
        }
    }

    private sealed record Sent(string MessageId);

    private sealed class TrySend : INotInfluenceReceiveTimeout
    {
        public static readonly TrySend Instance = new();

        private TrySend()
        {
        }
    }
}
