namespace WhaleStack.Domain.Ports;

/// <summary>A venue said no to a request for public data, or could not be asked.</summary>
public sealed class VenueException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was asked and what came back.</param>
    /// <param name="isTransient">Whether asking again later may help.</param>
    /// <param name="innerException">The cause.</param>
    public VenueException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether asking again later may help.</summary>
    public bool IsTransient { get; }
}
