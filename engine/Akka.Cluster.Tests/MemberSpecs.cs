using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;
using static Akka.Cluster.MemberStatus;

namespace Akka.Cluster.Tests;

/// <summary>Order of members, and which of two views of one holds.</summary>
public class MemberSpecs
{
    private static readonly ImmutableArray<MemberStatus> FromWeakest =
        [Joining, WeaklyUp, Up, Leaving, Exiting, Down, Removed];

    private static Member Make(int port, MemberStatus status, int uid = 1)
    {
        var address = new UniqueAddress(new Address("akka.tcp", "s", "h", port), uid);
        var member = Member.Create(address, [], AppVersion.Zero);
        return status == Exiting ? member.Copy(Leaving).Copy(Exiting) : member.Copy(status);
    }

    [Fact]
    public void Members_are_ordered_by_address_and_incarnation_whatever_their_status()
    {
        Member[] members = [Make(3, Up), Make(1, Joining, uid: 2), Make(2, Down), Make(1, Exiting)];
        var sorted = members.ToImmutableSortedSet();
        Assert.Equal(
            [(1, 1), (1, 2), (2, 1), (3, 1)],
            sorted.Select(member => (member.Address.Port!.Value, member.UniqueAddress.Uid)));
        Assert.Equal(Make(1, Up), Make(1, Down));
        Assert.NotEqual(Make(1, Up), Make(1, Up, uid: 2));
    }

    [Fact]
    public void Addresses_are_ordered_by_host_before_port()
    {
        var addresses = new[] { new Address("akka.tcp", "s", "b", 1), new Address("akka.tcp", "s", "a", 2) };
        Assert.Equal(["a", "b"], addresses.Order(Member.AddressOrdering).Select(address => address.Host));
    }

    [Fact]
    public void Age_is_the_order_of_coming_up_and_then_of_addresses()
    {
        var (first, second) = (Make(9, Joining).CopyUp(1), Make(1, Joining).CopyUp(2));
        var (early, late) = (Make(2, Joining), Make(3, Joining));
        Assert.Equal([first, second, early, late], new[] { late, second, early, first }.Order(Member.AgeOrdering));
        Assert.True(first.IsOlderThan(second));
        Assert.False(second.IsOlderThan(first));
        Assert.False(first.IsOlderThan(first));
    }

    [Fact]
    public void The_status_that_leads_further_out_has_priority()
    {
        for (var weak = 0; weak < FromWeakest.Length; weak++)
        {
            for (var strong = weak + 1; strong < FromWeakest.Length; strong++)
            {
                var (a, b) = (Make(1, FromWeakest[weak]), Make(1, FromWeakest[strong]));
                Assert.Same(b, Member.HighestPriorityOf(a, b));
                Assert.Same(b, Member.HighestPriorityOf(b, a));
            }
        }
    }

    [Fact]
    public void Of_two_views_with_one_status_the_older_has_priority()
    {
        var (older, younger) = (Make(1, Joining).CopyUp(1), Make(1, Joining).CopyUp(5));
        Assert.Same(older, Member.HighestPriorityOf(older, younger));
        Assert.Same(older, Member.HighestPriorityOf(younger, older));
    }

    [Fact]
    public void What_one_side_removed_is_not_taken_from_the_other()
    {
        Member[] a = [Make(1, Up), Make(2, Exiting), Make(3, Down), Make(4, Joining)];
        Member[] b = [Make(1, Leaving), Make(5, Leaving)];
        Assert.Equal(
            [(1, Leaving), (4, Joining), (5, Leaving)],
            Member.PickHighestPriority(a, b).Select(member => (member.Address.Port!.Value, member.Status)).Order());
        Assert.Equal(
            [(2, Exiting)],
            Member.PickHighestPriority([Make(2, Exiting)], [Make(2, Leaving)])
                .Select(member => (member.Address.Port!.Value, member.Status)));
    }

    [Fact]
    public void The_next_transition_is_the_status_that_may_follow()
    {
        var (joining, up, exiting) = (Make(1, Joining), Make(1, Up), Make(1, Exiting));
        Assert.Same(up, Member.PickNextTransition(joining, up));
        Assert.Same(up, Member.PickNextTransition(up, joining));
        Assert.Same(up, Member.PickNextTransition(up, up));
        Assert.Null(Member.PickNextTransition(up, exiting));
        Assert.Null(Member.PickNextTransition(up, Make(2, Leaving)));
        Assert.Equal(
            [(1, Up), (2, Down)],
            Member.PickNextTransition([joining], [up, Make(2, Down)])
                .Select(member => (member.Address.Port!.Value, member.Status)));
    }
}
