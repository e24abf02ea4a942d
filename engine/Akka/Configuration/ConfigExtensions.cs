using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration;

/// <summary>Convenience methods for working with <see cref="Config"/>.</summary>
public static class ConfigExtensions
{
    /// <summary>Whether the configuration is missing or holds nothing.</summary>
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;

    /// <summary>Like <see cref="Config.WithFallback"/>, but either side may be missing or empty.</summary>
    [return: NotNullIfNotNull(nameof(config))]
    [return: NotNullIfNotNull(nameof(fallback))]
    public static Config? SafeWithFallback(this Config? config, Config? fallback)
    {
        if (config.IsNullOrEmpty())
        {
            return fallback ?? config;
        }

        return fallback.IsNullOrEmpty() || ReferenceEquals(config, fallback) ? config : config.WithFallback(fallback);
    }
}
