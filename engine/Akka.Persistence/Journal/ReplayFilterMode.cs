using Akka.Configuration;

namespace Akka.Persistence.Journal;

/// <summary>What a replay does with an event that a second writer, or the wrong order, put into the journal.</summary>
public enum ReplayFilterMode
{
    /// <summary>The recovery fails.</summary>
    Fail,

    /// <summary>A warning is logged and the event is replayed.</summary>
    Warn,

    /// <summary>A warning is logged and the event of the older writer is left out.</summary>
    RepairByDiscardOld,

    /// <summary>Nothing is looked at.</summary>
    Disabled,
}

/// <summary>The keys below <c>replay-filter</c> of a journal plugin.</summary>
internal sealed record ReplayFilterSettings(ReplayFilterMode Mode, int WindowSize, int MaxOldWriters, bool Debug)
{
    public ReplayFilterSettings(Config config)
        : this(
            ModeOf(config.GetString("replay-filter.mode", "off")!),
            config.GetInt("replay-filter.window-size", 100),
            config.GetInt("replay-filter.max-old-writers", 10),
            config.GetBoolean("replay-filter.debug"))
    {
    }

    private static ReplayFilterMode ModeOf(string text) => text.ToUpperInvariant() switch
    {
        "REPAIR-BY-DISCARD-OLD" => ReplayFilterMode.RepairByDiscardOld,
        "FAIL" => ReplayFilterMode.Fail,
        "WARN" => ReplayFilterMode.Warn,
        "OFF" or "FALSE" => ReplayFilterMode.Disabled,
        _ => throw new Akka.Configuration.ConfigurationException(
            $"Invalid replay-filter.mode [{text}], supported values [off, repair-by-discard-old, fail, warn]"),
    };
}
