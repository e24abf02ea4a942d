namespace WhaleStack.Storage.Redis;

/// <summary>What became of a publisher's messages.</summary>
/// <param name="Sent">Taken by the server.</param>
/// <param name="Conflated">Snapshots that gave way to a newer one.</param>
/// <param name="SignalsDropped">Signals dropped at the limit.</param>
/// <param name="SnapshotsDropped">Snapshots dropped at the limit of instruments.</param>
/// <param name="Refused">Refused by the server for good, such as for a key of another type.</param>
/// <param name="Failures">Connections that failed or could not be made.</param>
/// <param name="Waiting">Still to be sent.</param>
public readonly record struct PublisherCounts(
    long Sent,
    long Conflated,
    long SignalsDropped,
    long SnapshotsDropped,
    long Refused,
    long Failures,
    int Waiting);
