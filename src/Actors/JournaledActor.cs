using Akka.Event;
using Akka.Persistence;

namespace WhaleStack.Actors;

/// <summary>
/// The shell that every persistent actor shares: journal first, then apply, then act; say clearly what could not be
/// journalled.
/// </summary>
/// <remarks>
/// A failed write stops the actor (Akka.Persistence's rule); its supervisor starts it again with back-off, so trading
/// pauses while the journal is away and goes on when it is back. Nothing that was not journalled was acted on.
/// </remarks>
public abstract class JournaledActor : ReceivePersistentActor
{
    private readonly string _persistenceId;

    /// <summary>Makes the shell.</summary>
    /// <param name="persistenceId">Unique in the cluster; also the name in acknowledgements.</param>
    protected JournaledActor(string persistenceId) => _persistenceId = persistenceId;

    /// <inheritdoc/>
    public sealed override string PersistenceId => _persistenceId;

    /// <summary>
    /// Journals the events in one atomic write; applies each when the journal has it; then acts, once. With no event it
    /// acts at once.
    /// </summary>
    protected void PersistThen(IReadOnlyCollection<object> events, Action<object> apply, Action act)
    {
        if (events.Count == 0)
        {
            act();
            return;
        }

        var left = events.Count;
        PersistAll(events, persisted =>
        {
            NodeMetrics.JournalEvents.Add(1);
            apply(persisted);
            left--;
            if (left == 0)
            {
                act();
            }
        });
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        NodeMetrics.JournalFailures.Add(1);
        Log.Error(
            cause,
            "[{0}] the journal could not take event {1} ({2}): {3}. Trading through this actor pauses until it can.",
            PersistenceId,
            sequenceNr,
            @event.GetType().Name,
            cause.Message);
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        NodeMetrics.JournalFailures.Add(1);
        Log.Error(
            cause,
            "[{0}] event {1} ({2}) cannot be written: {3}",
            PersistenceId,
            sequenceNr,
            @event.GetType().Name,
            cause.Message);
        Context.Stop(Self);
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        NodeMetrics.JournalFailures.Add(1);
        Log.Error(
            reason,
            "[{0}] cannot be recovered behind event {1}: {2}",
            PersistenceId,
            LastSequenceNr,
            reason.Message);
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        NodeMetrics.Started(Context.System.Name, PersistenceId);
        base.PreStart();
    }
}
