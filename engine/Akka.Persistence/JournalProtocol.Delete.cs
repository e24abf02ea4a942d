using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks the journal to delete an actor's messages up to a sequence number.</summary>
public sealed record DeleteMessagesTo : IJournalRequest
{
    /// <summary>Creates the message.</summary>
    public DeleteMessagesTo(string persistenceId, long toSequenceNr, IActorRef persistentActor)
    {
        PersistenceId = persistenceId;
        ToSequenceNr = toSequenceNr;
        PersistentActor = persistentActor;
    }

    /// <summary>The persistent actor's id.</summary>
    public string PersistenceId { get; }

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <summary>The actor that gets the answers.</summary>
    public IActorRef PersistentActor { get; }
}

/// <summary>Tells the persistent actor that its messages up to <see cref="ToSequenceNr"/> are gone.</summary>
public sealed record DeleteMessagesSuccess
{
    /// <summary>Creates the message.</summary>
    public DeleteMessagesSuccess(long toSequenceNr)
    {
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; }
}

/// <summary>Tells the persistent actor that its messages could not be deleted.</summary>
public sealed record DeleteMessagesFailure : INoSerializationVerificationNeeded
{
    /// <summary>Creates the message.</summary>
    public DeleteMessagesFailure(Exception cause, long toSequenceNr)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Cause = cause;
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; }
}
