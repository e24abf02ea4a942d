using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Asks the journal to send an actor its stored messages.</summary>
public sealed record ReplayMessages : IJournalRequest
{
    /// <summary>Creates the message.</summary>
    public ReplayMessages(
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        string persistenceId,
        IActorRef persistentActor)
    {
        FromSequenceNr = fromSequenceNr;
        ToSequenceNr = toSequenceNr;
        Max = max;
        PersistenceId = persistenceId;
        PersistentActor = persistentActor;
    }

    /// <summary>The first sequence number meant, inclusive.</summary>
    public long FromSequenceNr { get; }

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <summary>At most so many messages.</summary>
    public long Max { get; }

    /// <summary>The persistent actor's id.</summary>
    public string PersistenceId { get; }

    /// <summary>The actor that gets the answers.</summary>
    public IActorRef PersistentActor { get; }
}

/// <summary>One stored message, sent during a replay.</summary>
public sealed record ReplayedMessage : IJournalResponse, IDeadLetterSuppression
{
    /// <summary>Creates the message.</summary>
    public ReplayedMessage(IPersistentRepresentation persistent)
    {
        Persistent = persistent;
    }

    /// <summary>The event and its place in the journal.</summary>
    public IPersistentRepresentation Persistent { get; }
}

/// <summary>Ends a replay that went well.</summary>
public sealed record RecoverySuccess : IJournalResponse, IDeadLetterSuppression
{
    /// <summary>Creates the message.</summary>
    public RecoverySuccess(long highestSequenceNr)
    {
        HighestSequenceNr = highestSequenceNr;
    }

    /// <summary>The highest sequence number the journal knows for the id.</summary>
    public long HighestSequenceNr { get; }
}

/// <summary>Ends a replay that failed.</summary>
public sealed class ReplayMessagesFailure : IJournalResponse, IDeadLetterSuppression
{
    /// <summary>Creates the message.</summary>
    public ReplayMessagesFailure(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Cause = cause;
    }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }
}
