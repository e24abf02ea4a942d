namespace WhaleStack.Node;

/// <summary>The node cannot start; the message is one clear line for the person who started it.</summary>
public sealed class StartupException : Exception
{
    /// <summary>Makes one.</summary>
    public StartupException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
