namespace WhaleStack.Quant;

/// <summary>What happened to a cluster.</summary>
public enum ClusterChange
{
    /// <summary>It was not there before.</summary>
    Born = 1,

    /// <summary>It has more mass than when this was last said.</summary>
    Grown = 2,

    /// <summary>It has less mass than when this was last said.</summary>
    Shrunk = 3,

    /// <summary>Price reached its centre.</summary>
    Swept = 4,

    /// <summary>It was not found any more, though price did not reach it.</summary>
    Faded = 5,
}

/// <summary>A cluster that is followed over time.</summary>
/// <param name="Id">Stays the same for its life; rises from 1 within a tracker.</param>
/// <param name="Cluster">As it was last found.</param>
/// <param name="BornAt">When it was first found.</param>
/// <param name="SeenAt">When it was last found.</param>
/// <param name="MassQuoteMax">Most mass that it had.</param>
/// <param name="MassQuoteTold">Its mass when a change was last told.</param>
/// <param name="Missed">Updates since it was last found.</param>
public sealed record TrackedCluster(
    long Id,
    LiquidationCluster Cluster,
    DateTimeOffset BornAt,
    DateTimeOffset SeenAt,
    double MassQuoteMax,
    double MassQuoteTold,
    int Missed);

/// <summary>Something happened to a cluster.</summary>
/// <param name="Change">What.</param>
/// <param name="Cluster">The cluster, as it is now or was last.</param>
/// <param name="Time">Close of the bar.</param>
public readonly record struct ClusterEvent(ClusterChange Change, TrackedCluster Cluster, DateTimeOffset Time);
