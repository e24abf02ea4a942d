using Akka.Configuration;

namespace Akka.Routing;

/// <summary>Reads the keys of a router's deployment.</summary>
internal static class RouterSettings
{
    /// <summary>A number that must be there, and must not be below zero.</summary>
    public static int Count(Config config, string key)
    {
        int count;
        try
        {
            count = config.GetInt(key, -1);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ConfigurationException)
        {
            throw new ConfigurationException($"[{key}] of a router must be a whole number.", e);
        }

        return count >= 0
            ? count
            : throw new ConfigurationException($"[{key}] of a router must be given and must not be below zero.");
    }

    public static IList<string> Paths(Config config) => config.HasPath("routees.paths")
        ? config.GetStringList("routees.paths")
        : throw new ConfigurationException("[routees.paths] of a router group must be given.");

    /// <summary>Says so where a pool is asked to change its size by itself: it does not.</summary>
    public static void RefuseResizer(Config config)
    {
        if (config.GetBoolean("resizer.enabled", false))
        {
            throw new ConfigurationException("[resizer.enabled] of a router must be off: there are no resizers.");
        }
    }
}
