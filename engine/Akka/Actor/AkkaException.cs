namespace Akka.Actor;

/// <summary>The base of the exceptions this library throws.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    protected AkkaException()
    {
    }

    /// <summary>Creates the exception with a message and, when there is one, the error that led to it.</summary>
    protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>The error that led to this one.</summary>
    protected Exception? Cause => InnerException;
}
