namespace WhaleStack.Storage.Configuration;

/// <summary>How important a log line must be to be kept.</summary>
public enum LogLevel
{
    /// <summary>Everything, for finding a fault.</summary>
    Debug = 1,

    /// <summary>What an operator wants to read.</summary>
    Info = 2,

    /// <summary>What an operator must look at.</summary>
    Warning = 3,

    /// <summary>What failed.</summary>
    Error = 4,
}
