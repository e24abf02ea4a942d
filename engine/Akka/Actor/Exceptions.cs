namespace Akka.Actor;

/// <summary>A message was null or of a kind that the receiver refuses.</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public InvalidMessageException(string message)
        : base(message)
    {
    }
}

/// <summary>A name is taken or malformed.</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public InvalidActorNameException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public InvalidActorNameException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>An actor is in a state that does not allow the call.</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public IllegalActorStateException(string message)
        : base(message)
    {
    }
}

/// <summary>A name may not be used for an actor.</summary>
public class IllegalActorNameException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public IllegalActorNameException(string message)
        : base(message)
    {
    }
}

/// <summary>What an actor throws when it is sent <see cref="Kill"/>.</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public ActorKilledException(string message)
        : base(message)
    {
    }
}

/// <summary>A selection matched no actor in time.</summary>
public class ActorNotFoundException : AkkaException
{
    /// <summary>Makes an exception without a message.</summary>
    public ActorNotFoundException()
    {
    }

    /// <summary>Makes the exception.</summary>
    public ActorNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>An ask got no reply in time.</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public AskTimeoutException(string message)
        : base(message)
    {
    }
}

/// <summary>An actor's work was interrupted.</summary>
public class ActorInterruptedException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public ActorInterruptedException(string? message = null, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>An actor could not be made, or its start failed.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public ActorInitializationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public ActorInitializationException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>Makes the exception and names the actor.</summary>
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(message, cause)
    {
        Actor = actor;
    }

    /// <summary>The actor that could not be made.</summary>
    public IActorRef? Actor { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}

/// <summary>The hook before a restart threw.</summary>
public class PreRestartException : ActorInitializationException
{
    /// <summary>Makes the exception.</summary>
    public PreRestartException(
        IActorRef? actor, Exception? restartException, Exception cause, object? optionalMessage)
        : base(
            actor,
            $"Exception in PreRestart({restartException?.GetType().ToString() ?? "null"}, "
                + $"{optionalMessage?.GetType().ToString() ?? "null"})",
            cause)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    /// <summary>The failure that asked for the restart.</summary>
    public Exception? RestartException { get; }

    /// <summary>The message that was being handled when the actor failed.</summary>
    public object? OptionalMessage { get; }
}

/// <summary>The new instance could not be made, or the hook after a restart threw.</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>Makes the exception.</summary>
    public PostRestartException(IActorRef? actor, Exception cause, Exception? originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType().ToString() ?? "null"})", cause)
    {
        OriginalCause = originalCause;
    }

    /// <summary>The failure that asked for the restart.</summary>
    public Exception? OriginalCause { get; }
}

/// <summary>A watched actor died and the watcher did not handle its <see cref="Terminated"/>.</summary>
public class DeathPactException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public DeathPactException(IActorRef deadActor)
        : base($"Monitored actor [{deadActor}] terminated")
    {
        DeadActor = deadActor;
    }

    /// <summary>The actor that died.</summary>
    public IActorRef DeadActor { get; }
}

/// <summary>A stash is full.</summary>
public class StashOverflowException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public StashOverflowException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>A logger did not start.</summary>
public class LoggerInitializationException : AkkaException
{
    /// <summary>Makes an exception without a message.</summary>
    public LoggerInitializationException()
    {
    }

    /// <summary>Makes the exception.</summary>
    public LoggerInitializationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public LoggerInitializationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>The scheduler cannot take the work.</summary>
public sealed class SchedulerException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    public SchedulerException(string message)
        : base(message)
    {
    }
}
