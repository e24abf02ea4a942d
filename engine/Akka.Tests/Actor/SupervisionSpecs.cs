using Akka.Actor;
using Akka.Pattern;

namespace Akka.Tests.Actor;

public class SupervisionSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_resumed_child_keeps_its_state_a_restarted_one_loses_it_and_a_stopped_one_is_gone()
    {
        var (_, child) = Family(e => e.Message switch
        {
            "resume" => Directive.Resume,
            "restart" => Directive.Restart,
            _ => Directive.Stop,
        });
        child.Tell(3);
        child.Tell(new InvalidOperationException("resume"));
        child.Tell("get");
        ExpectMsg(3);
        child.Tell(new InvalidOperationException("restart"));
        child.Tell("get");
        ExpectMsg(0);
        Watch(child);
        child.Tell(new InvalidOperationException("stop"));
        ExpectTerminated(child);
    }

    [Fact]
    public void The_message_that_failed_is_lost_and_those_behind_it_are_not()
    {
        var (_, child) = Family(_ => Directive.Restart);
        child.Tell(new InvalidOperationException("restart"));
        for (var i = 1; i <= 100; i++)
        {
            child.Tell(1);
        }

        child.Tell("get");
        ExpectMsg(100);
    }

    [Fact]
    public void A_child_that_fails_too_often_in_its_window_is_stopped()
    {
        var (_, child) = Family(_ => Directive.Restart, retries: 2, within: TimeSpan.FromSeconds(30));
        Watch(child);
        child.Tell(new InvalidOperationException("one"));
        child.Tell(new InvalidOperationException("two"));
        child.Tell("get");
        ExpectMsg(0);
        child.Tell(new InvalidOperationException("three"));
        ExpectTerminated(child);
    }

    [Fact]
    public void Failures_outside_the_window_do_not_count()
    {
        var stats = new Akka.Actor.Internal.ChildRestartStats((IInternalActorRef)TestActor);
        Assert.True(stats.RequestRestartPermission(1, 1));
        AwaitCondition(() => stats.RequestRestartPermission(1, 1), TimeSpan.FromSeconds(1));
        var limited = new Akka.Actor.Internal.ChildRestartStats((IInternalActorRef)TestActor);
        Assert.False(limited.RequestRestartPermission(0, 1000));
        Assert.True(limited.RequestRestartPermission(1, -1));
        Assert.False(limited.RequestRestartPermission(1, -1));
        Assert.True(limited.RequestRestartPermission(-1, -1));
    }

    [Fact]
    public void An_escalated_failure_restarts_the_parent_and_with_it_its_children()
    {
        var grandparent = Sys.ActorOf(Props.Create(() => new Parent(
            TestActor, new OneForOneStrategy(_ => Directive.Restart), true, _ => Directive.Escalate)));
        grandparent.Tell("make");
        var parent = ExpectMsg<IActorRef>();
        parent.Tell("make");
        var child = ExpectMsg<IActorRef>();
        Watch(child);
        child.Tell(new InvalidOperationException("up"));
        ExpectTerminated(child);
        parent.Tell("make");
        Assert.NotEqual(child, ExpectMsg<IActorRef>());
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_too()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(
            TestActor, new AllForOneStrategy(_ => Directive.Restart), false, null!)));
        parent.Tell("make");
        parent.Tell("make");
        var first = ExpectMsg<IActorRef>();
        var second = ExpectMsg<IActorRef>();
        second.Tell(7);
        second.Tell("get");
        ExpectMsg(7);
        first.Tell(new InvalidOperationException("all"));
        AwaitAssert(() =>
        {
            second.Tell("get");
            ExpectMsg(0);
        });
    }

    [Fact]
    public void Kill_stops_by_the_default_strategy_and_a_broken_death_pact_does_too()
    {
        var killed = Sys.ActorOf(Props.Create(() => new Counter()));
        Watch(killed);
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => killed.Tell(Kill.Instance));
        ExpectTerminated(killed);

        var friend = Sys.ActorOf(Props.Create(() => new Counter()));
        var faithful = Sys.ActorOf(Props.Create(() => new Counter()));
        Watch(faithful);
        faithful.Tell(friend);
        faithful.Tell("get");
        ExpectMsg(0);
        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(friend));
        ExpectTerminated(faithful);
    }

    [Fact]
    public void A_failing_PostRestart_hook_fails_the_actor_again()
    {
        var (_, child) = Family(
            e => e is PostRestartException ? Directive.Stop : Directive.Restart,
            props: Props.Create(() => new Unlucky()));
        Watch(child);
        child.Tell(new InvalidOperationException("x"));
        ExpectTerminated(child);
    }

    [Fact]
    public void A_table_of_directives_uses_the_first_type_that_fits()
    {
        var decider = Decider.From(
            Directive.Escalate,
            Directive.Stop.When<ArgumentNullException>(),
            Directive.Resume.When<ArgumentException>());
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentOutOfRangeException()));
        Assert.Equal(Directive.Escalate, decider.Decide(new InvalidOperationException()));
        Assert.Equal(Directive.Restart, SupervisorStrategy.DefaultDecider.Decide(new InvalidOperationException()));
    }

    [Fact]
    public void A_back_off_supervisor_starts_a_stopped_child_again_and_counts()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(
            Props.Create(() => new Counter()), "child", TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1), 0, -1)
            .WithManualReset().WithReplyWhileStopped("not now")));
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        var child = ExpectMsg<BackoffSupervisor.CurrentChild>().Ref!;
        Watch(child);
        child.Tell(PoisonPill.Instance);
        ExpectTerminated(child);
        AwaitAssert(() =>
        {
            supervisor.Tell("get");
            ExpectMsg(0, TimeSpan.FromMilliseconds(100));
        });
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(1, FishForMessage<BackoffSupervisor.RestartCount>(_ => true).Count);
    }

    [Fact]
    public void A_back_off_supervisor_starts_a_failed_child_again_and_gives_up_at_its_limit()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(
            Props.Create(() => new Counter()), "child", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(1), 0, 1)
            .WithManualReset()));
        Watch(supervisor);
        supervisor.Tell(new InvalidOperationException("one"));
        AwaitAssert(() =>
        {
            supervisor.Tell("get");
            ExpectMsg(0, TimeSpan.FromMilliseconds(100));
        });
        supervisor.Tell(new InvalidOperationException("two"));
        Assert.Equal(supervisor, FishForMessage<Terminated>(_ => true).ActorRef);
    }

    private (IActorRef Parent, IActorRef Child) Family(
        Func<Exception, Directive> decider, int? retries = null, TimeSpan? within = null, Props? props = null)
    {
        var strategy = new OneForOneStrategy(retries, within, decider);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor, strategy, false, null!)));
        parent.Tell(props ?? (object)"make");
        return (parent, ExpectMsg<IActorRef>());
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Parent(
            IActorRef to, SupervisorStrategy strategy, bool parents, Func<Exception, Directive> childrensDecider)
        {
            _strategy = strategy;
            Receive<string>(_ => to.Tell(Context.ActorOf(parents
                ? Props.Create(() => new Parent(to, new OneForOneStrategy(childrensDecider, true), false, null!))
                : Props.Create(() => new Counter()))));
            Receive<Props>(props => to.Tell(Context.ActorOf(props)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class Counter : ReceiveActor
    {
        private int _sum;

        public Counter()
        {
            Receive<int>(i => _sum += i);
            Receive<string>(_ => Sender.Tell(_sum));
            Receive<Exception>((Action<Exception>)(e => throw e));
            Receive<IActorRef>(r => Context.Watch(r));
        }
    }

    private sealed class Unlucky : ReceiveActor
    {
        public Unlucky() => Receive<Exception>((Action<Exception>)(e => throw e));

        protected override void PostRestart(Exception reason) => throw new InvalidOperationException("unlucky");
    }
}
