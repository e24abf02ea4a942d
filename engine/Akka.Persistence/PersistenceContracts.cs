using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Who a persistent actor is in the journal, and which plugins it uses (empty: the default ones).</summary>
public interface IPersistentIdentity
{
    /// <summary>The id under which events are stored; must never change and never be shared.</summary>
    string PersistenceId { get; }

    /// <summary>Configuration path of the journal plugin; empty for the default one.</summary>
    string JournalPluginId { get; }

    /// <summary>Configuration path of the snapshot store plugin; empty for the default one.</summary>
    string SnapshotPluginId { get; }
}

/// <summary>How a persistent actor recovers.</summary>
public interface IPersistenceRecovery
{
    /// <summary>How to recover.</summary>
    Recovery Recovery { get; }
}

/// <summary>A stash beside the one in which a persistent actor keeps commands while events are being written.</summary>
public interface IPersistenceStash : IWithUnboundedStash
{
    /// <summary>What happens when the internal stash is full.</summary>
    IStashOverflowStrategy InternalStashOverflowStrategy { get; }
}

/// <summary>Saves, loads and deletes snapshots.</summary>
public interface ISnapshotter
{
    /// <summary>The id under which snapshots are stored.</summary>
    string SnapshotterId { get; }

    /// <summary>The sequence number that the next snapshot gets.</summary>
    long SnapshotSequenceNr { get; }

    /// <summary>Asks for a snapshot; the answer arrives as a message.</summary>
    void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr);

    /// <summary>Saves a snapshot; the answer arrives as a message.</summary>
    void SaveSnapshot(object snapshot);

    /// <summary>Deletes one snapshot; the answer arrives as a message.</summary>
    void DeleteSnapshot(long sequenceNr);

    /// <summary>Deletes the snapshots that fit; the answer arrives as a message.</summary>
    void DeleteSnapshots(SnapshotSelectionCriteria criteria);
}

/// <summary>A handler that waits for the journal's answer.</summary>
public interface IPendingHandlerInvocation
{
    /// <summary>The event.</summary>
    object Event { get; }

    /// <summary>What to run when its turn comes.</summary>
    Action<object> Handler { get; }
}

/// <summary>Commands wait in the stash until this handler has run.</summary>
public sealed class StashingHandlerInvocation : IPendingHandlerInvocation
{
    /// <summary>Creates the invocation.</summary>
    public StashingHandlerInvocation(object evt, Action<object> handler)
    {
        Event = evt;
        Handler = handler;
    }

    /// <inheritdoc/>
    public object Event { get; }

    /// <inheritdoc/>
    public Action<object> Handler { get; }
}

/// <summary>Commands go on being handled while this handler waits.</summary>
public sealed class AsyncHandlerInvocation : IPendingHandlerInvocation
{
    /// <summary>Creates the invocation.</summary>
    public AsyncHandlerInvocation(object evt, Action<object> handler)
    {
        Event = evt;
        Handler = handler;
    }

    /// <inheritdoc/>
    public object Event { get; }

    /// <inheritdoc/>
    public Action<object> Handler { get; }
}
