namespace Akka.Cluster.Sharding;

/// <content>The same parameters with one of them exchanged.</content>
public partial class TuningParameters
{
    /// <summary>The same with another <see cref="CoordinatorFailureBackoff"/>.</summary>
    public TuningParameters WithCoordinatorFailureBackoff(TimeSpan coordinatorFailureBackoff) =>
        Copy(coordinatorFailureBackoff: coordinatorFailureBackoff);

    /// <summary>The same with another <see cref="RetryInterval"/>.</summary>
    public TuningParameters WithRetryInterval(TimeSpan retryInterval) => Copy(retryInterval: retryInterval);

    /// <summary>The same with another <see cref="BufferSize"/>.</summary>
    public TuningParameters WithBufferSize(int bufferSize) => Copy(bufferSize: bufferSize);

    /// <summary>The same with another <see cref="HandOffTimeout"/>.</summary>
    public TuningParameters WithHandOffTimeout(TimeSpan handOffTimeout) => Copy(handOffTimeout: handOffTimeout);

    /// <summary>The same with another <see cref="ShardStartTimeout"/>.</summary>
    public TuningParameters WithShardStartTimeout(TimeSpan shardStartTimeout) =>
        Copy(shardStartTimeout: shardStartTimeout);

    /// <summary>The same with another <see cref="ShardFailureBackoff"/>.</summary>
    public TuningParameters WithShardFailureBackoff(TimeSpan shardFailureBackoff) =>
        Copy(shardFailureBackoff: shardFailureBackoff);

    /// <summary>The same with another <see cref="EntityRestartBackoff"/>.</summary>
    public TuningParameters WithEntityRestartBackoff(TimeSpan entityRestartBackoff) =>
        Copy(entityRestartBackoff: entityRestartBackoff);

    /// <summary>The same with another <see cref="RebalanceInterval"/>.</summary>
    public TuningParameters WithRebalanceInterval(TimeSpan rebalanceInterval) =>
        Copy(rebalanceInterval: rebalanceInterval);

    /// <summary>The same with another <see cref="SnapshotAfter"/>.</summary>
    public TuningParameters WithSnapshotAfter(int snapshotAfter) => Copy(snapshotAfter: snapshotAfter);

    /// <summary>The same with another <see cref="KeepNrOfBatches"/>.</summary>
    public TuningParameters WithKeepNrOfBatches(int keepNrOfBatches) => Copy(keepNrOfBatches: keepNrOfBatches);

    /// <summary>The same with another <see cref="LeastShardAllocationRebalanceThreshold"/>.</summary>
    public TuningParameters WithLeastShardAllocationRebalanceThreshold(int leastShardAllocationRebalanceThreshold) =>
        Copy(leastShardAllocationRebalanceThreshold: leastShardAllocationRebalanceThreshold);

    /// <summary>The same with another <see cref="LeastShardAllocationMaxSimultaneousRebalance"/>.</summary>
    public TuningParameters WithLeastShardAllocationMaxSimultaneousRebalance(
        int leastShardAllocationMaxSimultaneousRebalance) =>
        Copy(leastShardAllocationMaxSimultaneousRebalance: leastShardAllocationMaxSimultaneousRebalance);

    /// <summary>The same with another <see cref="WaitingForStateTimeout"/>.</summary>
    public TuningParameters WithWaitingForStateTimeout(TimeSpan waitingForStateTimeout) =>
        Copy(waitingForStateTimeout: waitingForStateTimeout);

    /// <summary>The same with another <see cref="UpdatingStateTimeout"/>.</summary>
    public TuningParameters WithUpdatingStateTimeout(TimeSpan updatingStateTimeout) =>
        Copy(updatingStateTimeout: updatingStateTimeout);

    /// <summary>The same with another <see cref="EntityRecoveryStrategy"/>.</summary>
    public TuningParameters WithEntityRecoveryStrategy(string entityRecoveryStrategy) =>
        Copy(entityRecoveryStrategy: entityRecoveryStrategy);

    /// <summary>The same with another <see cref="EntityRecoveryConstantRateStrategyFrequency"/>.</summary>
    public TuningParameters WithEntityRecoveryConstantRateStrategyFrequency(
        TimeSpan entityRecoveryConstantRateStrategyFrequency) =>
        Copy(entityRecoveryConstantRateStrategyFrequency: entityRecoveryConstantRateStrategyFrequency);

    /// <summary>The same with another <see cref="EntityRecoveryConstantRateStrategyNumberOfEntities"/>.</summary>
    public TuningParameters WithEntityRecoveryConstantRateStrategyNumberOfEntities(
        int entityRecoveryConstantRateStrategyNumberOfEntities) =>
        Copy(entityRecoveryConstantRateStrategyNumberOfEntities: entityRecoveryConstantRateStrategyNumberOfEntities);

    /// <summary>The same with another <see cref="CoordinatorStateWriteMajorityPlus"/>.</summary>
    public TuningParameters WithCoordinatorStateWriteMajorityPlus(int coordinatorStateWriteMajorityPlus) =>
        Copy(coordinatorStateWriteMajorityPlus: coordinatorStateWriteMajorityPlus);

    /// <summary>The same with another <see cref="CoordinatorStateReadMajorityPlus"/>.</summary>
    public TuningParameters WithCoordinatorStateReadMajorityPlus(int coordinatorStateReadMajorityPlus) =>
        Copy(coordinatorStateReadMajorityPlus: coordinatorStateReadMajorityPlus);

    /// <summary>The same with another <see cref="LeastShardAllocationAbsoluteLimit"/>.</summary>
    public TuningParameters WithLeastShardAllocationAbsoluteLimit(int leastShardAllocationAbsoluteLimit) =>
        Copy(leastShardAllocationAbsoluteLimit: leastShardAllocationAbsoluteLimit);

    /// <summary>The same with another <see cref="LeastShardAllocationRelativeLimit"/>.</summary>
    public TuningParameters WithLeastShardAllocationRelativeLimit(double leastShardAllocationRelativeLimit) =>
        Copy(leastShardAllocationRelativeLimit: leastShardAllocationRelativeLimit);

    private TuningParameters Copy(
        TimeSpan? coordinatorFailureBackoff = null, TimeSpan? retryInterval = null, int? bufferSize = null,
        TimeSpan? handOffTimeout = null, TimeSpan? shardStartTimeout = null,
        TimeSpan? shardFailureBackoff = null, TimeSpan? entityRestartBackoff = null,
        TimeSpan? rebalanceInterval = null, int? snapshotAfter = null, int? keepNrOfBatches = null,
        int? leastShardAllocationRebalanceThreshold = null,
        int? leastShardAllocationMaxSimultaneousRebalance = null, TimeSpan? waitingForStateTimeout = null,
        TimeSpan? updatingStateTimeout = null, string? entityRecoveryStrategy = null,
        TimeSpan? entityRecoveryConstantRateStrategyFrequency = null,
        int? entityRecoveryConstantRateStrategyNumberOfEntities = null,
        int? coordinatorStateWriteMajorityPlus = null, int? coordinatorStateReadMajorityPlus = null,
        int? leastShardAllocationAbsoluteLimit = null, double? leastShardAllocationRelativeLimit = null) =>
        new(
            coordinatorFailureBackoff ?? CoordinatorFailureBackoff, retryInterval ?? RetryInterval,
            bufferSize ?? BufferSize, handOffTimeout ?? HandOffTimeout, shardStartTimeout ?? ShardStartTimeout,
            shardFailureBackoff ?? ShardFailureBackoff, entityRestartBackoff ?? EntityRestartBackoff,
            rebalanceInterval ?? RebalanceInterval, snapshotAfter ?? SnapshotAfter,
            keepNrOfBatches ?? KeepNrOfBatches,
            leastShardAllocationRebalanceThreshold ?? LeastShardAllocationRebalanceThreshold,
            leastShardAllocationMaxSimultaneousRebalance ?? LeastShardAllocationMaxSimultaneousRebalance,
            waitingForStateTimeout ?? WaitingForStateTimeout, updatingStateTimeout ?? UpdatingStateTimeout,
            entityRecoveryStrategy ?? EntityRecoveryStrategy,
            entityRecoveryConstantRateStrategyFrequency ?? EntityRecoveryConstantRateStrategyFrequency,
            entityRecoveryConstantRateStrategyNumberOfEntities ?? EntityRecoveryConstantRateStrategyNumberOfEntities,
            coordinatorStateWriteMajorityPlus ?? CoordinatorStateWriteMajorityPlus,
            coordinatorStateReadMajorityPlus ?? CoordinatorStateReadMajorityPlus,
            leastShardAllocationAbsoluteLimit ?? LeastShardAllocationAbsoluteLimit,
            leastShardAllocationRelativeLimit ?? LeastShardAllocationRelativeLimit);
}
