namespace Akka.Cluster;

/// <summary>
/// Where a member stands in its life: Joining, Up, Leaving, Exiting, Removed; Down and WeaklyUp beside that.
/// </summary>
public enum MemberStatus
{
    Joining = 0,
    Up = 1,
    Leaving = 2,
    Exiting = 3,
    Down = 4,
    Removed = 5,
    WeaklyUp = 6,
}
