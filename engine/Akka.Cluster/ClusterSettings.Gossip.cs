using Akka.Configuration;

namespace Akka.Cluster;

/// <content>How nodes speak with each other and watch each other: nothing that a single node does.</content>
public sealed partial class ClusterSettings
{
    /// <summary>How long after the start the first of the repeated tasks runs.</summary>
    public TimeSpan PeriodicTasksInitialDelay { get; private set; }

    /// <summary>How often a node gossips.</summary>
    public TimeSpan GossipInterval { get; private set; }

    /// <summary>After how long unsent gossip is thrown away.</summary>
    public TimeSpan GossipTimeToLive { get; private set; }

    /// <summary>How often a node beats to those who watch it.</summary>
    public TimeSpan HeartbeatInterval { get; private set; }

    /// <summary>After how long the first answer to a beat is expected.</summary>
    public TimeSpan HeartbeatExpectedResponseAfter { get; private set; }

    /// <summary>How often the leader changes the status of members.</summary>
    public TimeSpan LeaderActionsInterval { get; private set; }

    /// <summary>How often it is checked which members answer.</summary>
    public TimeSpan UnreachableNodesReaperInterval { get; private set; }

    /// <summary>How often statistics are published; null means never.</summary>
    public TimeSpan? PublishStatsInterval { get; private set; }

    /// <summary>The share, 0 to 1, of gossip that goes to nodes known to have another view.</summary>
    public double GossipDifferentViewProbability { get; private set; }

    /// <summary>The number of nodes from which on that share is reduced.</summary>
    public int ReduceGossipDifferentViewProbability { get; private set; }

    /// <summary>How many members watch one.</summary>
    public int MonitoredByNrOfMembers { get; private set; }

    /// <summary>The resolution of the cluster's own scheduler.</summary>
    public TimeSpan SchedulerTickDuration { get; private set; }

    /// <summary>The size of its wheel.</summary>
    public int SchedulerTicksPerWheel { get; private set; }

    /// <summary>Whether every beat is logged.</summary>
    public bool VerboseHeartbeatLogging { get; private set; }

    /// <summary>Whether all gossip that arrives is logged.</summary>
    public bool VerboseGossipReceivedLogging { get; private set; }

    /// <summary>Whether beats are written as they were before version 1.4.19.</summary>
    public bool UseLegacyHeartbeatMessage { get; private set; }

    /// <summary>The section of the failure detector.</summary>
    public Config FailureDetectorConfig { get; }

    /// <summary>The name of the class of the failure detector.</summary>
    public string FailureDetectorImplementationClass { get; private set; } = string.Empty;

    private void ReadGossip(Config cluster)
    {
        PeriodicTasksInitialDelay = cluster.GetTimeSpan("periodic-tasks-initial-delay");
        GossipInterval = cluster.GetTimeSpan("gossip-interval");
        GossipTimeToLive = cluster.GetTimeSpan("gossip-time-to-live");
        LeaderActionsInterval = cluster.GetTimeSpan("leader-actions-interval");
        UnreachableNodesReaperInterval = cluster.GetTimeSpan("unreachable-nodes-reaper-interval");
        PublishStatsInterval = TimeSpanOrOff(cluster, "publish-stats-interval");
        GossipDifferentViewProbability = cluster.GetDouble("gossip-different-view-probability");
        ReduceGossipDifferentViewProbability = cluster.GetInt("reduce-gossip-different-view-probability");
        SchedulerTickDuration = cluster.GetTimeSpan("scheduler.tick-duration");
        SchedulerTicksPerWheel = cluster.GetInt("scheduler.ticks-per-wheel");
        VerboseHeartbeatLogging = cluster.GetBoolean("debug.verbose-heartbeat-logging");
        VerboseGossipReceivedLogging = cluster.GetBoolean("debug.verbose-receive-gossip-logging");
        UseLegacyHeartbeatMessage = cluster.GetBoolean("use-legacy-heartbeat-message");
        FailureDetectorImplementationClass = FailureDetectorConfig.GetString("implementation-class", string.Empty);
        HeartbeatInterval = FailureDetectorConfig.GetTimeSpan("heartbeat-interval");
        HeartbeatExpectedResponseAfter = FailureDetectorConfig.GetTimeSpan("expected-response-after");
        MonitoredByNrOfMembers = FailureDetectorConfig.GetInt("monitored-by-nr-of-members");
    }
}
