using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// An actor whose state is rebuilt from stored events: it recovers first, then handles commands, and keeps commands
/// waiting while events that it persists are being written.
/// </summary>
/// <remarks>
/// States: waiting for a permit -> loading the snapshot -> replaying -> live &lt;-> persisting. The other parts of this
/// class: Recovery (the way to live), Writing (live and persisting) and Lifecycle (start, restart, stop).
/// </remarks>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceStash, IPersistenceRecovery
{
    /// <summary>False for the messages that must not outlive an incarnation inside its stash.</summary>
    public static readonly Func<Envelope, bool> UnstashFilterPredicate =
        envelope => envelope.Message is not (WriteMessageSuccess or ReplayedMessage);

    private readonly CommandStash _internalStash;
    private IActorRef? _journal;
    private IActorRef? _snapshotStore;
    private ILoggingAdapter? _log;

    /// <summary>Creates the actor; identity and plugins are read when it starts.</summary>
    protected Eventsourced()
    {
        Extension = Persistence.Instance.Apply(Context.System);
        _internalStash = new CommandStash((ActorCell)Context);
        Stash = new UserStash((ActorCell)Context, _internalStash);
    }

    /// <inheritdoc/>
    public abstract string PersistenceId { get; }

    /// <inheritdoc/>
    public virtual Recovery Recovery => Recovery.Default;

    /// <inheritdoc/>
    public virtual IStashOverflowStrategy InternalStashOverflowStrategy =>
        Extension.DefaultInternalStashOverflowStrategy;

    /// <inheritdoc/>
    public string JournalPluginId { get; protected set; } = string.Empty;

    /// <inheritdoc/>
    public string SnapshotPluginId { get; protected set; } = string.Empty;

    /// <summary>The id under which snapshots are stored.</summary>
    public string SnapshotterId => PersistenceId;

    /// <summary>The sequence number that the next snapshot gets: that of the last event.</summary>
    public long SnapshotSequenceNr => LastSequenceNr;

    /// <summary>The sequence number of the last event stored or replayed; 0 when there is none.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>True until <see cref="RecoveryCompleted"/>.</summary>
    public bool IsRecovering => _phase <= Phase.Replaying;

    /// <summary>True from <see cref="RecoveryCompleted"/> on.</summary>
    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>The journal.</summary>
    public IActorRef Journal => _journal ??= Extension.JournalFor(JournalPluginId);

    /// <summary>The snapshot store.</summary>
    public IActorRef SnapshotStore => _snapshotStore ??= Extension.SnapshotStoreFor(SnapshotPluginId);

    /// <summary>The user's stash; commands unstashed go ahead of those that wait for a write to end.</summary>
    public IStash Stash { get; set; }

    /// <summary>The persistence extension.</summary>
    protected PersistenceExtension Extension { get; }

    /// <summary>The log of this actor.</summary>
    protected virtual ILoggingAdapter Log => _log ??= Context.GetLogger();

    /// <summary>
    /// Stores an event and then runs the handler; no other command is handled in between. Only allowed when recovered.
    /// </summary>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) =>
        EnqueueOne(@event, handler, stashing: true);

    /// <summary>Stores events all together or not at all, and runs the handler for each in order.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        Enqueue(events, handler, stashing: true);

    /// <summary>Stores an event and then runs the handler; commands are handled meanwhile.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) =>
        EnqueueOne(@event, handler, stashing: false);

    /// <summary>Stores events all together or not at all; commands are handled meanwhile.</summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        Enqueue(events, handler, stashing: false);

    /// <summary>
    /// Runs the handler after those of all events persisted before; at once when none is waiting. Nothing is stored.
    /// </summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        ThrowIfRecovering(
            "Cannot defer during replay. Events can be deferred when receiving RecoveryCompleted or later.");
        if (_pendingInvocations.Count == 0)
        {
            handler(evt);
            return;
        }

        object boxed = evt!;
        _pendingInvocations.Enqueue(PendingHandler.Of(boxed, handler, isStashing: false));
        _eventBatch.Add(new NonPersistentMessage(boxed, Sender));
    }

    /// <summary>
    /// Deletes this actor's events up to a sequence number, inclusive; answered with
    /// <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/>.
    /// </summary>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr == long.MaxValue || toSequenceNr <= LastSequenceNr)
        {
            Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr, Self), Self);
            return;
        }

        var cause = new ArgumentOutOfRangeException(
            nameof(toSequenceNr), toSequenceNr, $"Must not be above LastSequenceNr [{LastSequenceNr}].");
        Self.Tell(new DeleteMessagesFailure(cause, toSequenceNr), Self);
    }

    /// <summary>Asks for a snapshot; answered with <see cref="LoadSnapshotResult"/>.</summary>
    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) =>
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr), Self);

    /// <summary>
    /// Saves a snapshot at the last sequence number; answered with <see cref="SaveSnapshotSuccess"/> or
    /// <see cref="SaveSnapshotFailure"/>.
    /// </summary>
    public void SaveSnapshot(object snapshot) => SnapshotStore.Tell(
        new SaveSnapshot(new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr, DateTime.UtcNow), snapshot), Self);

    /// <summary>Deletes the snapshot at a sequence number; answered with a message.</summary>
    public void DeleteSnapshot(long sequenceNr) => SnapshotStore.Tell(
        new DeleteSnapshot(new SnapshotMetadata(SnapshotterId, sequenceNr, DateTime.MinValue)), Self);

    /// <summary>Deletes the snapshots that fit; answered with a message.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) =>
        SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria), Self);

    /// <summary>Handles a stored event, a <see cref="SnapshotOffer"/> or <see cref="RecoveryCompleted"/>.</summary>
    protected abstract bool ReceiveRecover(object message);

    /// <summary>Handles a command.</summary>
    protected abstract bool ReceiveCommand(object message);

    /// <summary>Called when recovery went well, just before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    /// <summary>Called when recovery failed; the actor stops afterwards. Logs an error.</summary>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is not null)
        {
            Log.Error(
                reason,
                "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] " +
                "for persistenceId [{2}]",
                message.GetType(), LastSequenceNr, PersistenceId);
            return;
        }

        Log.Error(
            reason,
            "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]",
            PersistenceId, LastSequenceNr);
    }

    /// <summary>
    /// Called when it is not known whether an event is stored; the actor stops afterwards, whatever is done here.
    /// Logs an error.
    /// </summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause,
        "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].",
        @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>Called when an event was refused before it was stored; the actor goes on. Logs a warning.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Log.Warning(
        cause,
        "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].",
        @event.GetType(), sequenceNr, PersistenceId, cause.Message);

    /// <inheritdoc/>
    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                return;
            case SaveSnapshotFailure failure:
                Log.Warning(failure.Cause, "Failed to SaveSnapshot given metadata [{0}]", failure.Metadata);
                break;
            case DeleteSnapshotFailure failure:
                Log.Warning(failure.Cause, "Failed to DeleteSnapshot given metadata [{0}]", failure.Metadata);
                break;
            case DeleteSnapshotsFailure failure:
                Log.Warning(failure.Cause, "Failed to DeleteSnapshots given criteria [{0}]", failure.Criteria);
                break;
            case DeleteMessagesFailure failure:
                Log.Warning(
                    failure.Cause,
                    "Failed to DeleteMessages toSequenceNr [{0}] for persistenceId [{1}]",
                    failure.ToSequenceNr, PersistenceId);
                break;
        }

        base.Unhandled(message);
    }
}
