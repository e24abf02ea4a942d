namespace WhaleStack.Node;

/// <summary>What the process ends with.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It could not start or could not go on; one line on standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>An option is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by the user, in order.</summary>
    public const int Interrupted = 130;
}
