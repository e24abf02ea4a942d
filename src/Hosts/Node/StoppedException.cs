namespace WhaleStack.Node;

/// <summary>A run that had begun could not go on; the message is one line for a person.</summary>
public sealed class StoppedException : Exception
{
    /// <summary>Makes it.</summary>
    public StoppedException(string message)
        : base(message)
    {
    }
}
