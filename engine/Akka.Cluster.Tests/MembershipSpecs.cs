using Akka.Actor;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster.Tests;

/// <summary>The life of the only member, as subscribers see it.</summary>
public class MembershipSpecs : ClusterSpec
{
    public MembershipSpecs()
        : base("akka.cluster.roles = [coins, feeds]")
    {
    }

    [Fact]
    public async Task A_node_is_no_member_until_it_joins()
    {
        Assert.Empty(Cluster.State.Members);
        Assert.Equal(MemberStatus.Removed, Cluster.SelfMember.Status);
        Assert.False(Cluster.IsUp);
        await JoinSelf();
        Assert.True(Cluster.IsUp);
        Assert.Equal(Cluster.SelfMember, Assert.Single(Cluster.State.Members));
        Assert.Equal(Cluster.SelfAddress, Cluster.State.Leader);
        Assert.Equal(Cluster.SelfAddress, Cluster.State.RoleLeader("coins"));
        Assert.Null(Cluster.State.RoleLeader("nobody"));
        Assert.True(Cluster.SelfMember.HasRole("feeds"));
        Assert.Equal(["coins", "feeds"], Cluster.SelfRoles.Order());
        Assert.Equal($"akka://{Sys.Name}", Cluster.SelfAddress.ToString());
    }

    [Fact]
    public void Joining_is_told_in_order()
    {
        Cluster.Subscribe(TestActor, typeof(IClusterDomainEvent));
        Assert.Empty(ExpectMsg<CurrentClusterState>().Members);
        Cluster.Join(Cluster.SelfAddress);
        ExpectMsg<MemberJoined>();
        ExpectMsg<LeaderChanged>(change => Assert.Equal(Cluster.SelfAddress, change.Leader));
        Assert.Equal(
            ["coins", "feeds"], new[] { ExpectMsg<RoleLeaderChanged>().Role, ExpectMsg<RoleLeaderChanged>().Role });
        ExpectMsg<MemberUp>(up => Assert.Equal(MemberStatus.Up, up.Member.Status));
        Cluster.Join(Cluster.SelfAddress);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Leaving_goes_through_every_status()
    {
        await JoinSelf();
        var seen = CreateTestProbe();
        Cluster.Subscribe(seen.Ref, InitialStateAsEvents, typeof(IMemberEvent));
        seen.ExpectMsg<MemberUp>();
        var removed = new TaskCompletionSource();
        Cluster.RegisterOnMemberRemoved(removed.SetResult);
        await Cluster.LeaveAsync().WaitAsync(Patience);
        seen.ExpectMsg<MemberLeft>();
        seen.ExpectMsg<MemberExited>();
        Assert.Equal(MemberStatus.Exiting, seen.ExpectMsg<MemberRemoved>().PreviousStatus);
        await removed.Task.WaitAsync(Patience);
        Assert.True(Cluster.IsTerminated);
    }

    [Fact]
    public async Task The_end_is_told_in_the_documented_order()
    {
        await JoinSelf();
        var seen = CreateTestProbe();
        Cluster.Subscribe(seen.Ref, typeof(IClusterDomainEvent));
        Assert.Equal(Cluster.SelfAddress, seen.ExpectMsg<CurrentClusterState>().Leader);
        await Cluster.LeaveAsync().WaitAsync(Patience);
        seen.ExpectMsg<MemberLeft>();
        seen.ExpectMsg<MemberExited>();
        seen.ExpectMsg<ClusterShuttingDown>();
        seen.ExpectMsg<MemberRemoved>();
        seen.ExpectMsg<LeaderChanged>(change => Assert.Null(change.Leader));
        seen.ExpectMsg<RoleLeaderChanged>(change => Assert.Equal(("coins", null), (change.Role, change.Leader)));
        seen.ExpectMsg<RoleLeaderChanged>(change => Assert.Equal(("feeds", null), (change.Role, change.Leader)));
        Assert.Empty(Cluster.State.Members);
        Assert.Null(Cluster.State.Leader);
        Assert.Equal(MemberStatus.Removed, Cluster.SelfMember.Status);
    }

    [Fact]
    public async Task A_late_subscriber_gets_what_led_here_or_the_state()
    {
        await JoinSelf();
        Cluster.Subscribe(TestActor, InitialStateAsEvents, typeof(IClusterDomainEvent));
        ExpectMsg<MemberUp>();
        ExpectMsg<LeaderChanged>();
        ExpectMsg<RoleLeaderChanged>();
        ExpectMsg<RoleLeaderChanged>();
        Cluster.SendCurrentClusterState(TestActor);
        var state = ExpectMsg<CurrentClusterState>();
        Assert.Equal([Cluster.SelfAddress], state.SeenBy);
        Assert.Empty(state.Unreachable);
        Assert.Equal(["coins", "feeds"], state.AllRoles.Order());
        Assert.False(state.HasMoreThanOneAppVersion);
        Assert.Equal(Cluster.SelfAddress, state.RoleLeader("feeds"));
    }

    [Fact]
    public async Task Waiting_for_joining_and_leaving_ends_at_once_when_it_is_so()
    {
        await JoinSelf();
        Assert.True(Cluster.JoinAsync(Cluster.SelfAddress).IsCompletedSuccessfully);
        Assert.True(Cluster.JoinSeedNodesAsync([Cluster.SelfAddress]).IsCompletedSuccessfully);
        await Cluster.LeaveAsync().WaitAsync(Patience);
        Assert.True(Cluster.LeaveAsync().IsCompletedSuccessfully);
        var called = false;
        Cluster.RegisterOnMemberRemoved(() => called = true);
        Assert.True(called);
        await Assert.ThrowsAsync<ClusterJoinFailedException>(JoinSelf);
    }

    [Fact]
    public async Task Cancelling_the_wait_for_leaving_does_not_stop_the_leaving()
    {
        await JoinSelf();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var removed = new TaskCompletionSource();
        Cluster.RegisterOnMemberRemoved(removed.SetResult);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Cluster.LeaveAsync(cancelled.Token));
        await removed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Only_the_first_seed_node_joins_itself()
    {
        var elsewhere = Address.Parse("akka.tcp://other@nowhere:1234");
        Cluster.JoinSeedNodes([elsewhere, Cluster.SelfAddress]);
        Cluster.JoinSeedNodes([]);
        Cluster.SendCurrentClusterState(TestActor);
        Assert.Empty(ExpectMsg<CurrentClusterState>().Members);
        await Cluster.JoinSeedNodesAsync([Cluster.SelfAddress, elsewhere]);
        Assert.True(Cluster.IsUp);
    }

    [Fact]
    public async Task A_node_declared_dead_is_removed()
    {
        await JoinSelf();
        var seen = CreateTestProbe();
        Cluster.Subscribe(seen.Ref, typeof(MemberDowned), typeof(MemberRemoved));
        seen.ExpectMsg<CurrentClusterState>();
        Cluster.Down(Cluster.SelfAddress);
        seen.ExpectMsg<MemberDowned>();
        Assert.Equal(MemberStatus.Down, seen.ExpectMsg<MemberRemoved>().PreviousStatus);
    }

    [Fact]
    public async Task Callbacks_run_once_up_also_when_registered_late()
    {
        var early = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        Cluster.RegisterOnMemberUp(early.SetResult);
        Assert.False(early.Task.IsCompleted);
        await JoinSelf();
        await early.Task.WaitAsync(Patience);
        Cluster.RegisterOnMemberUp(late.SetResult);
        await late.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Subscribers_choose_what_they_hear_and_can_stop_hearing()
    {
        var probe = CreateTestProbe();
        Cluster.Subscribe(probe.Ref, InitialStateAsEvents, typeof(MemberJoined), typeof(MemberUp));
        Cluster.Unsubscribe(probe.Ref, typeof(MemberJoined));
        await JoinSelf();
        probe.ExpectMsg<MemberUp>();
        Cluster.SendCurrentClusterState(probe.Ref);
        Assert.Single(probe.ExpectMsg<CurrentClusterState>().Members);
        Cluster.Unsubscribe(probe.Ref);
        Cluster.SendCurrentClusterState(probe.Ref);
        probe.ExpectMsg<CurrentClusterState>();
        Cluster.Leave(Cluster.SelfAddress);
        probe.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Only_cluster_events_can_be_subscribed_to()
    {
        Assert.Throws<ArgumentException>(() => Cluster.Subscribe(TestActor));
        Assert.Throws<ArgumentException>(() => Cluster.Subscribe(TestActor, typeof(string)));
    }

    [Fact]
    public async Task Joining_a_node_that_is_not_there_fails()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var elsewhere = Address.Parse("akka.tcp://other@nowhere:1234");
        await Assert.ThrowsAsync<ClusterJoinFailedException>(() => Cluster.JoinAsync(elsewhere, soon.Token));
        Assert.False(Cluster.IsUp);
    }

    [Fact]
    public async Task A_callback_that_throws_keeps_no_other_from_running()
    {
        var reached = new TaskCompletionSource();
        Cluster.RegisterOnMemberUp(() => throw new InvalidOperationException("Told to fail."));
        Cluster.RegisterOnMemberUp(reached.SetResult);
        await JoinSelf();
        await reached.Task.WaitAsync(Patience);
    }

    [Fact]
    public void A_member_changes_status_only_in_the_ways_there_are()
    {
        var joining = Member.Create(Cluster.SelfUniqueAddress, ["a"], Cluster.Settings.AppVersion);
        var up = joining.CopyUp(1);
        Assert.Equal(MemberStatus.Up, up.Status);
        Assert.Equal(joining, up);
        Assert.Throws<InvalidOperationException>(() => up.Copy(MemberStatus.Joining));
        Assert.Throws<InvalidOperationException>(() => up.Copy(MemberStatus.Exiting));
        Assert.Throws<ArgumentException>(() => new MemberUp(joining));
        var other = new UniqueAddress(Cluster.SelfAddress, 0);
        Assert.True(up.IsOlderThan(Member.Create(other, [], Cluster.Settings.AppVersion)));
    }
}

/// <summary>A node that leaves, or is declared dead, takes its system with it.</summary>
public class LeavingEndsTheSystemSpecs : ClusterSpec
{
    public LeavingEndsTheSystemSpecs()
        : base("akka.coordinated-shutdown { terminate-actor-system = on, run-by-actor-system-terminate = on }")
    {
    }

    [Fact]
    public async Task Terminating_the_system_leaves_first()
    {
        await JoinSelf();
        var left = new TaskCompletionSource();
        Cluster.RegisterOnMemberRemoved(left.SetResult);
        await Sys.Terminate().WaitAsync(Patience);
        Assert.True(left.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_system_that_never_joined_ends_as_quickly()
    {
        _ = Cluster;
        await Sys.Terminate().WaitAsync(Patience);
        Assert.True(Cluster.IsTerminated);
    }

    [Fact]
    public async Task Leaving_ends_the_system()
    {
        await JoinSelf();
        Cluster.Leave(Cluster.SelfAddress);
        await Sys.WhenTerminated.WaitAsync(Patience);
        Assert.True(Cluster.IsTerminated);
    }

    [Fact]
    public async Task Being_declared_dead_ends_the_system()
    {
        await JoinSelf();
        Cluster.Down(Cluster.SelfAddress);
        await Sys.WhenTerminated.WaitAsync(Patience);
        Assert.True(Cluster.IsTerminated);
    }
}

/// <summary>Joining by configuration.</summary>
public class SeedNodeSpecs : ClusterSpec
{
    public SeedNodeSpecs()
        : base("akka.cluster.seed-nodes = [\"akka://test\"]")
    {
    }

    [Fact]
    public void A_seed_node_joins_itself()
    {
        Assert.Equal("test", Sys.Name);
        AwaitAssert(() => Assert.True(Cluster.IsUp), Patience);
    }
}

/// <summary>A configuration written for remoting names this node by host and port.</summary>
public class RemoteSeedNodeSpecs : ClusterSpec
{
    public RemoteSeedNodeSpecs()
        : base(
            """
            akka.remote.dot-netty.tcp { hostname = localhost, port = 4053 }
            akka.cluster.seed-nodes = ["akka.tcp://test@localhost:4053"]
            """)
    {
    }

    [Fact]
    public void A_seed_node_knows_itself_by_its_remote_address() =>
        AwaitAssert(() => Assert.True(Cluster.IsUp), Patience);
}

/// <summary>Without a cluster provider there is no cluster.</summary>
public class LocalProviderSpecs : ClusterSpec
{
    public LocalProviderSpecs()
        : base("akka.actor.provider = local")
    {
    }

    [Fact]
    public void A_local_system_has_no_cluster() =>
        Assert.Throws<Akka.Configuration.ConfigurationException>(() => Cluster.Get(Sys));
}

/// <summary>Waiting for more members than there can be.</summary>
public class MinimumOfMembersSpecs : ClusterSpec
{
    public MinimumOfMembersSpecs()
        : base("akka.cluster { min-nr-of-members = 2 }")
    {
    }

    [Fact]
    public void A_lone_node_stays_joining()
    {
        Cluster.Subscribe(TestActor, InitialStateAsEvents, typeof(IMemberEvent));
        Cluster.Join(Cluster.SelfAddress);
        ExpectMsg<MemberJoined>();
        Cluster.SendCurrentClusterState(TestActor);
        Assert.Equal(MemberStatus.Joining, Assert.Single(ExpectMsg<CurrentClusterState>().Members).Status);
        Assert.False(Cluster.IsUp);
    }
}

/// <summary>The same by role: the node has the one role, and not the other.</summary>
public class MinimumOfRoleSpecs : ClusterSpec
{
    public MinimumOfRoleSpecs()
        : base("akka.cluster { roles = [a], role { a.min-nr-of-members = 1, b.min-nr-of-members = 1 } }")
    {
    }

    [Fact]
    public void A_node_waits_for_a_role_that_nobody_has()
    {
        Assert.Equal(1, Cluster.Settings.MinNrOfMembersOfRole["b"]);
        Cluster.Join(Cluster.SelfAddress);
        Cluster.SendCurrentClusterState(TestActor);
        Assert.Equal(MemberStatus.Joining, Assert.Single(ExpectMsg<CurrentClusterState>().Members).Status);
    }
}

/// <summary>A node that cannot join gives up.</summary>
public class UnsuccessfulJoinSpecs : ClusterSpec
{
    public UnsuccessfulJoinSpecs()
        : base(
            """
            akka.cluster.seed-nodes = ["akka.tcp://test@nowhere:1234"]
            akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 50ms
            akka.coordinated-shutdown.terminate-actor-system = on
            """)
    {
    }

    [Fact]
    public async Task The_system_ends_when_no_seed_node_answers()
    {
        _ = Cluster;
        await Sys.WhenTerminated.WaitAsync(Patience);
        Assert.IsType<CoordinatedShutdown.ClusterJoinUnsuccessfulReason>(
            CoordinatedShutdown.Get(Sys).ShutdownReason);
    }
}
