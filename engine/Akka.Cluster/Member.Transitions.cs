using System.Collections.Immutable;

namespace Akka.Cluster;

/// <content>Which of two views of a member holds, when two nodes have different ones.</content>
public partial class Member
{
    /// <summary>How little each status leaves open: the view with the highest rank holds.</summary>
    private static readonly ImmutableArray<MemberStatus> FromWeakest =
    [
        MemberStatus.Joining, MemberStatus.WeaklyUp, MemberStatus.Up, MemberStatus.Leaving, MemberStatus.Exiting,
        MemberStatus.Down, MemberStatus.Removed,
    ];

    /// <summary>
    /// The views that hold, of all members in either collection. A member which only one side knows and which is Down
    /// or Exiting was removed by the other side and is left out.
    /// </summary>
    public static ImmutableHashSet<Member> PickHighestPriority(IEnumerable<Member> a, IEnumerable<Member> b) =>
        a.Concat(b)
            .GroupBy(member => member.UniqueAddress)
            .Select(views => views.ToList())
            .Where(views => views.Count > 1 || views[0].Status is not (MemberStatus.Down or MemberStatus.Exiting))
            .Select(views => views.Aggregate(HighestPriorityOf))
            .ToImmutableHashSet();

    /// <summary>The view that holds: the status that leads further out of the cluster, else the older member.</summary>
    public static Member HighestPriorityOf(Member m1, Member m2)
    {
        ArgumentNullException.ThrowIfNull(m1);
        ArgumentNullException.ThrowIfNull(m2);
        if (m1.Status == m2.Status)
        {
            return m1.IsOlderThan(m2) ? m1 : m2;
        }

        return FromWeakest.IndexOf(m1.Status) > FromWeakest.IndexOf(m2.Status) ? m1 : m2;
    }

    /// <summary>
    /// The later of two views of the same member: the one into whose status the other may go. Null when they are not
    /// of the same member, or when neither may become the other.
    /// </summary>
    public static Member? PickNextTransition(Member? a, Member? b)
    {
        if (a is null || b is null || !a.UniqueAddress.Equals(b.UniqueAddress))
        {
            return null;
        }

        return a.Status == b.Status || MayFollow(b.Status, a.Status) ? a
            : MayFollow(a.Status, b.Status) ? b
            : null;
    }

    /// <summary>
    /// The later view of each member in either collection; a member of one side alone is taken as it is.
    /// </summary>
    public static ImmutableSortedSet<Member> PickNextTransition(IEnumerable<Member> a, IEnumerable<Member> b) =>
        a.Concat(b)
            .GroupBy(member => member.UniqueAddress)
            .Select(views => views.Aggregate<Member, Member?>(null, (x, y) => x is null ? y : PickNextTransition(x, y)))
            .OfType<Member>()
            .ToImmutableSortedSet();

    private static bool MayFollow(MemberStatus now, MemberStatus next) => now switch
    {
        MemberStatus.Joining => next is MemberStatus.WeaklyUp or MemberStatus.Up or MemberStatus.Leaving
            or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.WeaklyUp => next is MemberStatus.Up or MemberStatus.Leaving
            or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Up => next is MemberStatus.Leaving or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Leaving => next is MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Down => next is MemberStatus.Removed,
        MemberStatus.Exiting => next is MemberStatus.Removed or MemberStatus.Down,
        _ => false,
    };
}
