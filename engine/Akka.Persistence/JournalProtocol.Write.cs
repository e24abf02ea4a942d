using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks the journal to write messages, in order.</summary>
public sealed record WriteMessages : IJournalRequest
{
    /// <summary>Creates the message.</summary>
    public WriteMessages(IEnumerable<IPersistentEnvelope> messages, IActorRef persistentActor, int actorInstanceId)
    {
        Messages = messages;
        PersistentActor = persistentActor;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>What to write, in order.</summary>
    public IEnumerable<IPersistentEnvelope> Messages { get; }

    /// <summary>The actor that gets the answers.</summary>
    public IActorRef PersistentActor { get; }

    /// <summary>The incarnation of the actor that asked.</summary>
    public int ActorInstanceId { get; }

    /// <summary>The messages themselves when they are an array, as those of persistent actors are.</summary>
    internal IPersistentEnvelope[] ToArray() => Messages as IPersistentEnvelope[] ?? [.. Messages];
}

/// <summary>Says that a whole write request failed; the answers for each message follow it.</summary>
public sealed record WriteMessagesFailed : IJournalResponse
{
    /// <summary>Creates the message.</summary>
    public WriteMessagesFailed(Exception cause, int writeCount)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Cause = cause;
        WriteCount = writeCount;
    }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }

    /// <summary>How many atomic writes were in the request.</summary>
    public int WriteCount { get; }
}

/// <summary>Says that one message is stored.</summary>
public sealed record WriteMessageSuccess : IJournalResponse
{
    /// <summary>Creates the message.</summary>
    public WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId)
    {
        Persistent = persistent;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>The event and its place in the journal.</summary>
    public IPersistentRepresentation Persistent { get; }

    /// <summary>The incarnation of the actor that asked.</summary>
    public int ActorInstanceId { get; }
}

/// <summary>Says that one message was refused before it was stored, perhaps because it cannot be serialized.</summary>
public sealed record WriteMessageRejected : IJournalResponse
{
    /// <summary>Creates the message.</summary>
    public WriteMessageRejected(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Persistent = persistent;
        Cause = cause;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>The event and its place in the journal.</summary>
    public IPersistentRepresentation Persistent { get; }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }

    /// <summary>The incarnation of the actor that asked.</summary>
    public int ActorInstanceId { get; }
}

/// <summary>Says that one message could not be stored, or that nobody knows whether it was.</summary>
public sealed record WriteMessageFailure : IJournalResponse
{
    /// <summary>Creates the message.</summary>
    public WriteMessageFailure(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Persistent = persistent;
        Cause = cause;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>The event and its place in the journal.</summary>
    public IPersistentRepresentation Persistent { get; }

    /// <summary>Why it failed.</summary>
    public Exception Cause { get; }

    /// <summary>The incarnation of the actor that asked.</summary>
    public int ActorInstanceId { get; }
}

/// <summary>Brings a deferred message back in its turn; it was not stored.</summary>
public sealed record LoopMessageSuccess : IJournalResponse
{
    /// <summary>Creates the message.</summary>
    public LoopMessageSuccess(object message, int actorInstanceId)
    {
        Message = message;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>The message that only passed by.</summary>
    public object Message { get; }

    /// <summary>The incarnation of the actor that asked.</summary>
    public int ActorInstanceId { get; }
}

/// <summary>Says that a whole write request was stored; the answers for each message follow it.</summary>
public sealed class WriteMessagesSuccessful : IJournalResponse
{
    private WriteMessagesSuccessful()
    {
    }

    /// <summary>The only instance.</summary>
    public static WriteMessagesSuccessful Instance { get; } = new();
}
