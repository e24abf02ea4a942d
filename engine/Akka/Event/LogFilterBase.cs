using Akka.Actor;

namespace Akka.Event;

/// <summary>What a filter looks at.</summary>
public enum LogFilterType
{
    /// <summary>Who logs; that needs no formatting.</summary>
    Source,

    /// <summary>What is logged; the entry has to be formatted first.</summary>
    Content,
}

/// <summary>What a filter says about an entry.</summary>
public enum LogFilterDecision
{
    /// <summary>The filter has nothing against the entry.</summary>
    Keep,

    /// <summary>The entry is not written, whatever other filters say.</summary>
    Drop,

    /// <summary>The filter cannot tell.</summary>
    NoDecision,
}

/// <summary>Keeps entries from being written. Runs in the loggers, one entry at a time in each of them.</summary>
public abstract class LogFilterBase : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    /// <summary>What the filter looks at.</summary>
    public abstract LogFilterType FilterType { get; }

    /// <summary>Judges an entry.</summary>
    /// <param name="content">The entry.</param>
    /// <param name="expandedMessage">
    /// The entry as it would be written; null when nobody had to format it so far.
    /// </param>
    public abstract LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null);
}
