using Akka.Configuration;

namespace Akka.Cluster.Sharding;

/// <summary>The finer numbers of sharding. Immutable.</summary>
public partial class TuningParameters
{
    /// <summary>How long to wait before a coordinator that failed is started again.</summary>
    public readonly TimeSpan CoordinatorFailureBackoff;

    /// <summary>How often a region asks again for the home of a shard.</summary>
    public readonly TimeSpan RetryInterval;

    /// <summary>How many messages a region, and each shard, keeps while it does not know their way.</summary>
    public readonly int BufferSize;

    /// <summary>How long entities may take to stop when their shard goes.</summary>
    public readonly TimeSpan HandOffTimeout;

    /// <summary>How long a shard may take to start before the region is asked again.</summary>
    public readonly TimeSpan ShardStartTimeout;

    /// <summary>How long to wait before a shard that failed is started again.</summary>
    public readonly TimeSpan ShardFailureBackoff;

    /// <summary>How long a remembered entity that stopped stays away.</summary>
    public readonly TimeSpan EntityRestartBackoff;

    /// <summary>How often the allocation strategy is asked which shards should move.</summary>
    public readonly TimeSpan RebalanceInterval;

    /// <summary>After how many events the places of shards are saved whole, where they are stored as events.</summary>
    public readonly int SnapshotAfter;

    /// <summary>How many of these saved states are kept.</summary>
    public readonly int KeepNrOfBatches;

    /// <summary>How many shards the fullest region must have more than the emptiest before some move.</summary>
    public readonly int LeastShardAllocationRebalanceThreshold;

    /// <summary>How many shards move at the same time.</summary>
    public readonly int LeastShardAllocationMaxSimultaneousRebalance;

    /// <summary>How long reading the places of shards may take.</summary>
    public readonly TimeSpan WaitingForStateTimeout;

    /// <summary>How long writing them may take.</summary>
    public readonly TimeSpan UpdatingStateTimeout;

    /// <summary>How remembered entities come back: "all" at once, or "constant" ones at a time.</summary>
    public readonly string EntityRecoveryStrategy;

    /// <summary>How often the next of them come back, when it is not all at once.</summary>
    public readonly TimeSpan EntityRecoveryConstantRateStrategyFrequency;

    /// <summary>How many of them come back then.</summary>
    public readonly int EntityRecoveryConstantRateStrategyNumberOfEntities;

    /// <summary>How many nodes beyond a majority must write the places of shards.</summary>
    public readonly int CoordinatorStateWriteMajorityPlus;

    /// <summary>How many nodes beyond a majority must be read for them.</summary>
    public readonly int CoordinatorStateReadMajorityPlus;

    /// <summary>How many shards move in one round; 0 means the older way, by threshold.</summary>
    public readonly int LeastShardAllocationAbsoluteLimit;

    /// <summary>Which share, 0 to 1, of all shards moves in one round; the smaller of both limits counts.</summary>
    public readonly double LeastShardAllocationRelativeLimit;

    /// <summary>Creates the parameters; each is described at the field of its name.</summary>
    /// <exception cref="ArgumentException">The recovery strategy is neither "all" nor "constant".</exception>
    public TuningParameters(
        TimeSpan coordinatorFailureBackoff, TimeSpan retryInterval, int bufferSize, TimeSpan handOffTimeout,
        TimeSpan shardStartTimeout, TimeSpan shardFailureBackoff, TimeSpan entityRestartBackoff,
        TimeSpan rebalanceInterval, int snapshotAfter, int keepNrOfBatches,
        int leastShardAllocationRebalanceThreshold, int leastShardAllocationMaxSimultaneousRebalance,
        TimeSpan waitingForStateTimeout, TimeSpan updatingStateTimeout, string entityRecoveryStrategy,
        TimeSpan entityRecoveryConstantRateStrategyFrequency,
        int entityRecoveryConstantRateStrategyNumberOfEntities, int coordinatorStateWriteMajorityPlus,
        int coordinatorStateReadMajorityPlus, int leastShardAllocationAbsoluteLimit,
        double leastShardAllocationRelativeLimit)
    {
        if (entityRecoveryStrategy is not ("all" or "constant"))
        {
            throw new ArgumentException(
                $"Unknown 'entity-recovery-strategy' [{entityRecoveryStrategy}], valid values are 'all' or 'constant'",
                nameof(entityRecoveryStrategy));
        }

        CoordinatorFailureBackoff = coordinatorFailureBackoff;
        RetryInterval = retryInterval;
        BufferSize = bufferSize;
        HandOffTimeout = handOffTimeout;
        ShardStartTimeout = shardStartTimeout;
        ShardFailureBackoff = shardFailureBackoff;
        EntityRestartBackoff = entityRestartBackoff;
        RebalanceInterval = rebalanceInterval;
        SnapshotAfter = snapshotAfter;
        KeepNrOfBatches = keepNrOfBatches;
        LeastShardAllocationRebalanceThreshold = leastShardAllocationRebalanceThreshold;
        LeastShardAllocationMaxSimultaneousRebalance = leastShardAllocationMaxSimultaneousRebalance;
        WaitingForStateTimeout = waitingForStateTimeout;
        UpdatingStateTimeout = updatingStateTimeout;
        EntityRecoveryStrategy = entityRecoveryStrategy;
        EntityRecoveryConstantRateStrategyFrequency = entityRecoveryConstantRateStrategyFrequency;
        EntityRecoveryConstantRateStrategyNumberOfEntities = entityRecoveryConstantRateStrategyNumberOfEntities;
        CoordinatorStateWriteMajorityPlus = coordinatorStateWriteMajorityPlus;
        CoordinatorStateReadMajorityPlus = coordinatorStateReadMajorityPlus;
        LeastShardAllocationAbsoluteLimit = leastShardAllocationAbsoluteLimit;
        LeastShardAllocationRelativeLimit = leastShardAllocationRelativeLimit;
    }

    internal TuningParameters(Config config)
        : this(
            config.GetTimeSpan("coordinator-failure-backoff"),
            config.GetTimeSpan("retry-interval"),
            config.GetInt("buffer-size"),
            config.GetTimeSpan("handoff-timeout"),
            config.GetTimeSpan("shard-start-timeout"),
            config.GetTimeSpan("shard-failure-backoff"),
            config.GetTimeSpan("entity-restart-backoff"),
            config.GetTimeSpan("rebalance-interval"),
            config.GetInt("snapshot-after"),
            config.GetInt("keep-nr-of-batches"),
            config.GetInt("least-shard-allocation-strategy.rebalance-threshold"),
            config.GetInt("least-shard-allocation-strategy.max-simultaneous-rebalance"),
            config.GetTimeSpan("waiting-for-state-timeout"),
            config.GetTimeSpan("updating-state-timeout"),
            config.GetString("entity-recovery-strategy", "all"),
            config.GetTimeSpan("entity-recovery-constant-rate-strategy.frequency"),
            config.GetInt("entity-recovery-constant-rate-strategy.number-of-entities"),
            MajorityPlus(config, "coordinator-state.write-majority-plus"),
            MajorityPlus(config, "coordinator-state.read-majority-plus"),
            config.GetInt("least-shard-allocation-strategy.rebalance-absolute-limit"),
            config.GetDouble("least-shard-allocation-strategy.rebalance-relative-limit"))
    {
    }

    private static int MajorityPlus(Config config, string path) =>
        config.GetString(path, string.Empty) == "all" ? int.MaxValue : config.GetInt(path);
}
