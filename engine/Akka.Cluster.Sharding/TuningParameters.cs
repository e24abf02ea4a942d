using Akka.Configuration;

namespace Akka.Cluster.Sharding;

/// <summary>The finer numbers of sharding.</summary>
public class TuningParameters
{
    /// <summary>How often a region asks again for the owner of a shard.</summary>
    public readonly TimeSpan RetryInterval;

    /// <summary>How many messages a region keeps while it does not know their way.</summary>
    public readonly int BufferSize;

    /// <summary>How long entities may take to stop at shutdown.</summary>
    public readonly TimeSpan HandOffTimeout;

    /// <summary>How long a remembered entity that stopped stays away.</summary>
    public readonly TimeSpan EntityRestartBackoff;

    internal TuningParameters(Config config)
        : this(
            config.GetTimeSpan("retry-interval"),
            config.GetInt("buffer-size"),
            config.GetTimeSpan("handoff-timeout"),
            config.GetTimeSpan("entity-restart-backoff"))
    {
    }

    private TuningParameters(
        TimeSpan retryInterval, int bufferSize, TimeSpan handOffTimeout, TimeSpan entityRestartBackoff)
    {
        RetryInterval = retryInterval;
        BufferSize = bufferSize;
        HandOffTimeout = handOffTimeout;
        EntityRestartBackoff = entityRestartBackoff;
    }

    /// <summary>The same with another interval.</summary>
    public TuningParameters WithRetryInterval(TimeSpan retryInterval) =>
        new(retryInterval, BufferSize, HandOffTimeout, EntityRestartBackoff);

    /// <summary>The same with room for another number of messages.</summary>
    public TuningParameters WithBufferSize(int bufferSize) =>
        new(RetryInterval, bufferSize, HandOffTimeout, EntityRestartBackoff);

    /// <summary>The same with another time to stop.</summary>
    public TuningParameters WithHandOffTimeout(TimeSpan handOffTimeout) =>
        new(RetryInterval, BufferSize, handOffTimeout, EntityRestartBackoff);

    /// <summary>The same with another time to stay away.</summary>
    public TuningParameters WithEntityRestartBackoff(TimeSpan entityRestartBackoff) =>
        new(RetryInterval, BufferSize, HandOffTimeout, entityRestartBackoff);
}
