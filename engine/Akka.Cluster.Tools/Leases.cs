using Akka.Configuration;

namespace Akka.Cluster.Tools;

/// <summary>Leases beside the ownership, which are not to be had here.</summary>
internal static class Leases
{
    /// <summary>A lease that was asked for and is not held would be a promise broken in silence.</summary>
    /// <exception cref="ConfigurationException">The section names a lease.</exception>
    public static void Refuse(Config config, string section)
    {
        if (config.GetString("use-lease", string.Empty) is { Length: > 0 } lease)
        {
            throw new ConfigurationException($"{section}.use-lease asks for [{lease}], but leases are not available");
        }
    }
}
