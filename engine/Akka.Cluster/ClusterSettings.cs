using System.Collections.Immutable;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>What <c>akka.cluster</c> in the configuration says: who this node is and how it joins and leaves.</summary>
/// <remarks>Immutable, read once when the <see cref="Cluster"/> starts. A missing section is an error.</remarks>
public sealed partial class ClusterSettings
{
    private static readonly TimeSpan DefaultWeaklyUpAfter = TimeSpan.FromSeconds(7);

    /// <summary>Reads the settings out of the whole configuration of a system.</summary>
    /// <exception cref="ConfigurationException">
    /// There is no section <c>akka.cluster</c>, or it names a downing provider that does not exist.
    /// </exception>
    public ClusterSettings(Config config, string systemName)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentException.ThrowIfNullOrEmpty(systemName);
        var cluster = config.GetConfig("akka.cluster");
        if (cluster.IsNullOrEmpty())
        {
            throw ConfigurationException.NullOrEmptyConfig<ClusterSettings>("akka.cluster");
        }

        LogInfo = cluster.GetBoolean("log-info");
        LogInfoVerbose = cluster.GetBoolean("log-info-verbose");
        Roles = [.. cluster.GetStringList("roles", [])];
        SeedNodes = [.. cluster.GetStringList("seed-nodes", []).Select(Address.Parse)];
        SeedNodeTimeout = cluster.GetTimeSpan("seed-node-timeout");
        RetryUnsuccessfulJoinAfter = TimeSpanOrOff(cluster, "retry-unsuccessful-join-after");
        ShutdownAfterUnsuccessfulJoinSeedNodes = TimeSpanOrOff(cluster, "shutdown-after-unsuccessful-join-seed-nodes");
        RunCoordinatedShutdownWhenDown = cluster.GetBoolean("run-coordinated-shutdown-when-down");
        WeaklyUpAfter = ReadWeaklyUpAfter(cluster);
        DowningProviderType = ReadDowningProviderType(cluster);
        MinNrOfMembers = cluster.GetInt("min-nr-of-members");
        MinNrOfMembersOfRole = cluster.GetConfig("role").AsEnumerable().ToImmutableDictionary(
            role => role.Key, role => role.Value.ToConfig().GetInt("min-nr-of-members", 1));
        UseDispatcher = cluster.GetString("use-dispatcher") is { Length: > 0 } dispatcher
            ? dispatcher
            : "akka.actor.internal-dispatcher";
        AppVersion = ReadVersion(cluster.GetString("app-version", "assembly-version"));
        OwnRemoteAddress = ReadRemoteAddress(config.GetConfig("akka.remote.dot-netty.tcp"), systemName);
        FailureDetectorConfig = cluster.GetConfig("failure-detector");
        ReadGossip(cluster);
    }

    /// <summary>Whether ordinary cluster news is logged.</summary>
    public bool LogInfo { get; }

    /// <summary>Whether also the finer news is logged.</summary>
    public bool LogInfoVerbose { get; }

    /// <summary>What this node is there for.</summary>
    public ImmutableHashSet<string> Roles { get; }

    /// <summary>The nodes to join through at start.</summary>
    public ImmutableList<Address> SeedNodes { get; }

    /// <summary>How long a node may take to become a member through its seed nodes.</summary>
    public TimeSpan SeedNodeTimeout { get; }

    /// <summary>How long a node may take to become a member before it asks again; null means it does not.</summary>
    public TimeSpan? RetryUnsuccessfulJoinAfter { get; }

    /// <summary>When a node that could not join gives up and stops; null means never.</summary>
    public TimeSpan? ShutdownAfterUnsuccessfulJoinSeedNodes { get; }

    /// <summary>Whether a node that was declared dead stops in good order.</summary>
    public bool RunCoordinatedShutdownWhenDown { get; }

    /// <summary>Whether members may become weakly up.</summary>
    public bool AllowWeaklyUpMembers => WeaklyUpAfter != TimeSpan.Zero;

    /// <summary>After how long without agreement members become weakly up; zero means never.</summary>
    public TimeSpan WeaklyUpAfter { get; }

    /// <summary>The type of the <see cref="IDowningProvider"/>.</summary>
    public Type DowningProviderType { get; }

    /// <summary>How many members must have joined before they come up.</summary>
    public int MinNrOfMembers { get; }

    /// <summary>The same by role.</summary>
    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get; }

    /// <summary>The dispatcher of the cluster's own actors.</summary>
    public string UseDispatcher { get; }

    /// <summary>The version of the application on this node.</summary>
    public AppVersion AppVersion { get; }

    /// <summary>The address this node would have with remoting; a seed node of this address is this node.</summary>
    internal Address? OwnRemoteAddress { get; }

    /// <summary>A duration that may also be "off"; null means off.</summary>
    internal static TimeSpan? TimeSpanOrOff(Config config, string path) =>
        config.GetString(path, "off").ToLowerInvariant() is "off" or "false" ? null : config.GetTimeSpan(path);

    private static TimeSpan ReadWeaklyUpAfter(Config cluster) =>
        cluster.GetString("allow-weakly-up-members", "7s").ToLowerInvariant() switch
        {
            "off" or "false" or "no" => TimeSpan.Zero,
            "on" or "true" or "yes" => DefaultWeaklyUpAfter,
            _ => cluster.GetTimeSpan("allow-weakly-up-members"),
        };

    private static Type ReadDowningProviderType(Config cluster)
    {
        var name = cluster.GetString("downing-provider-class");
        return string.IsNullOrEmpty(name)
            ? typeof(NoDowning)
            : Type.GetType(name) ?? throw new ConfigurationException(
                $"Downing provider class name [{name}] could not be mapped to a type");
    }

    private static AppVersion ReadVersion(string text)
    {
        if (text != "assembly-version")
        {
            return AppVersion.Create(text);
        }

        var version = Assembly.GetEntryAssembly()?.GetName().Version;
        return version is null ? AppVersion.Zero : AppVersion.Create(version.ToString());
    }

    private static Address? ReadRemoteAddress(Config tcp, string systemName)
    {
        var host = tcp.GetString("public-hostname") is { Length: > 0 } shown ? shown : tcp.GetString("hostname");
        return host is { Length: > 0 } ? new Address("akka.tcp", systemName, host, tcp.GetInt("port")) : null;
    }
}
