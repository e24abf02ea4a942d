using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>What an extension tells of the journal plugin that it brings.</summary>
public interface IJournalPlugin
{
    /// <summary>The configuration path of the plugin.</summary>
    string JournalPath { get; }

    /// <summary>The settings that hold when nothing else is said.</summary>
    Config DefaultConfig { get; }
}
