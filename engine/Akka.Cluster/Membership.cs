using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

/// <summary>
/// Who is a member and in which status. Pure: every change is a new object and the events that tell of it.
/// </summary>
internal sealed record Membership(UniqueAddress Self, ImmutableSortedSet<Member> Members, int LastUpNumber)
{
    public static Membership Empty(UniqueAddress self) => new(self, [], 0);

    public Member? SelfMember => Members.FirstOrDefault(member => member.UniqueAddress == Self);

    /// <summary>
    /// The first member in order of addresses that is up or leaving, else the first that joins, else one that exits.
    /// </summary>
    public Address? Leader => LeaderOf(Members);

    public ImmutableDictionary<string, Address?> RoleLeaders => Members
        .SelectMany(member => member.Roles)
        .Distinct(StringComparer.Ordinal)
        .ToImmutableDictionary(role => role, role => LeaderOf(Members.Where(member => member.HasRole(role))));

    public Membership Join(Member member) => this with { Members = Members.Add(member) };

    /// <summary>Brings up those who joined, when enough are there.</summary>
    public Membership BringUp(int members, ImmutableDictionary<string, int> membersOfRole)
    {
        var enough = Members.Count >= members
            && membersOfRole.All(role => Members.Count(member => member.HasRole(role.Key)) >= role.Value);
        var next = this;
        foreach (var member in enough ? Members.Where(member => member.Status == MemberStatus.Joining) : [])
        {
            var number = next.LastUpNumber + 1;
            next = next.With(member.CopyUp(number)) with { LastUpNumber = number };
        }

        return next;
    }

    public Membership Become(Member member, MemberStatus status) => With(member.Copy(status));

    public Membership Remove(Member member) => this with { Members = Members.Remove(member) };

    /// <summary>What subscribers are told about the way from the earlier state to this one.</summary>
    public IEnumerable<ClusterEvent.IClusterDomainEvent> EventsSince(Membership before)
    {
        foreach (var member in Members)
        {
            var known = before.Members.TryGetValue(member, out var earlier) && earlier.Status == member.Status;
            if (!known && EventOf(member) is { } change)
            {
                yield return change;
            }
        }

        foreach (var gone in before.Members.Except(Members))
        {
            yield return new ClusterEvent.MemberRemoved(gone.Copy(MemberStatus.Removed), gone.Status);
        }

        if (!Equals(Leader, before.Leader))
        {
            yield return new ClusterEvent.LeaderChanged(Leader);
        }

        var (now, then) = (RoleLeaders, before.RoleLeaders);
        foreach (var role in now.Keys.Union(then.Keys).Order(StringComparer.Ordinal))
        {
            if (!Equals(now.GetValueOrDefault(role), then.GetValueOrDefault(role)))
            {
                yield return new ClusterEvent.RoleLeaderChanged(role, now.GetValueOrDefault(role));
            }
        }
    }

    public ClusterEvent.CurrentClusterState ToState() =>
        new(Members, [], Members.IsEmpty ? [] : [Self.Address], Leader, RoleLeaders);

    private Membership With(Member member) => this with { Members = Members.Remove(member).Add(member) };

    private static ClusterEvent.IMemberEvent? EventOf(Member member) => member.Status switch
    {
        MemberStatus.Joining => new ClusterEvent.MemberJoined(member),
        MemberStatus.Up => new ClusterEvent.MemberUp(member),
        MemberStatus.Leaving => new ClusterEvent.MemberLeft(member),
        MemberStatus.Exiting => new ClusterEvent.MemberExited(member),
        MemberStatus.Down => new ClusterEvent.MemberDowned(member),
        _ => null,
    };

    private static Address? LeaderOf(IEnumerable<Member> members)
    {
        var candidates = members.Where(member => member.Status != MemberStatus.Down).ToList();
        var leader = candidates.Find(member => member.Status is MemberStatus.Up or MemberStatus.Leaving)
            ?? candidates.MinBy(member => member.Status switch
            {
                MemberStatus.WeaklyUp => 0,
                MemberStatus.Joining => 1,
                _ => 2,
            });
        return leader?.Address;
    }
}
