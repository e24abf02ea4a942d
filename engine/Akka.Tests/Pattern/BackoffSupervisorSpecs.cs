using Akka.Actor;
using Akka.Pattern;
using Akka.TestKit;

namespace Akka.Tests.Pattern;

/// <summary>Back-off supervisors, on virtual time.</summary>
public class BackoffSupervisorSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Max = TimeSpan.FromSeconds(60);

    public BackoffSupervisorSpecs()
        : base(
            """
            akka {
                loglevel = OFF
                scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
                test { single-expect-default = 60s, default-timeout = 60s }
            }
            """)
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    private Props Child => Props.Create(() => new Crasher(TestActor));

    [Fact]
    public void OnStop_starts_a_child_that_stopped_after_pauses_that_double_up_to_the_longest()
    {
        var supervisor = Start(OnStop().WithManualReset());
        foreach (var seconds in new[] { 10, 20, 40, 60, 60 })
        {
            supervisor.Tell(PoisonPill.Instance.GetType());
            AwaitStopped(supervisor);
            Scheduler.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Null(CurrentChild(supervisor));
            Scheduler.Advance(TimeSpan.FromMilliseconds(1));
            ExpectMsg("started");
        }

        Assert.Equal(5, RestartCount(supervisor));
    }

    [Fact]
    public void OnStop_leaves_a_failure_to_the_strategy_which_restarts_without_a_pause()
    {
        var supervisor = Start(OnStop().WithManualReset());
        var child = CurrentChild(supervisor);
        supervisor.Tell(new InvalidOperationException("restart"));
        ExpectMsg("started");
        Assert.Equal(child, CurrentChild(supervisor));
        Assert.Equal(0, RestartCount(supervisor));
    }

    [Fact]
    public void OnStop_starts_a_killed_child_again()
    {
        var supervisor = Start(OnStop().WithManualReset());
        CurrentChild(supervisor)!.Tell(Kill.Instance);
        AwaitStopped(supervisor);
        Scheduler.Advance(Min);
        ExpectMsg("started");
        Assert.Equal(1, RestartCount(supervisor));
    }

    [Fact]
    public void OnStop_with_the_stopping_strategy_pauses_after_a_failure_too()
    {
        var supervisor = Start(OnStop().WithManualReset().WithDefaultStoppingStrategy());
        supervisor.Tell(new InvalidOperationException("stop"));
        AwaitStopped(supervisor);
        Scheduler.Advance(Min);
        ExpectMsg("started");
    }

    [Fact]
    public void OnFailure_pauses_after_a_failure_and_ends_with_a_child_that_stops_or_is_killed()
    {
        var supervisor = Start(OnFailure().WithManualReset());
        var first = CurrentChild(supervisor);
        supervisor.Tell(new InvalidOperationException("restart"));
        AwaitStopped(supervisor);
        Scheduler.Advance(Min);
        ExpectMsg("started");
        Assert.NotEqual(first, CurrentChild(supervisor));
        Assert.Equal(1, RestartCount(supervisor));
        Watch(supervisor);
        supervisor.Tell(PoisonPill.Instance.GetType());
        ExpectTerminated(supervisor);

        var second = Watch(Start(OnFailure().WithManualReset()));
        CurrentChild(second)!.Tell(Kill.Instance);
        ExpectTerminated(second);
    }

    [Fact]
    public void OnFailure_resumes_a_child_if_its_strategy_says_so()
    {
        var supervisor = Start(OnFailure().WithManualReset().WithSupervisorStrategy(
            new OneForOneStrategy(static _ => Directive.Resume)));
        var child = CurrentChild(supervisor);
        supervisor.Tell(new InvalidOperationException("resume"));
        supervisor.Tell("echo");
        ExpectMsg("echo");
        Assert.Equal(child, CurrentChild(supervisor));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_the_last_allowed_restart_the_supervisor_stops(bool onFailure)
    {
        var options = onFailure ? OnFailure() : OnStop().WithDefaultStoppingStrategy();
        var supervisor = Watch(Start(options.WithManualReset().WithMaxNrOfRetries(2)));
        for (var i = 0; i < 2; i++)
        {
            supervisor.Tell(new InvalidOperationException("again"));
            AwaitStopped(supervisor);
            Scheduler.Advance(Max);
            ExpectMsg("started");
        }

        supervisor.Tell(new InvalidOperationException("too often"));
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void Restarts_outside_the_window_of_the_strategy_do_not_count()
    {
        var supervisor = Watch(Start(OnFailure().WithManualReset().WithSupervisorStrategy(
            new OneForOneStrategy(1, TimeSpan.FromMinutes(5), static _ => Directive.Restart))));
        for (var i = 0; i < 3; i++)
        {
            supervisor.Tell(new InvalidOperationException("now and then"));
            AwaitStopped(supervisor);
            Scheduler.Advance(Min);
            ExpectMsg("started");
            Scheduler.Advance(TimeSpan.FromMinutes(5));
        }

        supervisor.Tell(new InvalidOperationException("one"));
        AwaitStopped(supervisor);
        Scheduler.Advance(Min);
        ExpectMsg("started");
        supervisor.Tell(new InvalidOperationException("two in the window"));
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void A_child_that_runs_long_enough_makes_the_pause_short_again()
    {
        var supervisor = Start(OnStop().WithAutoReset(TimeSpan.FromSeconds(15)));
        supervisor.Tell(PoisonPill.Instance.GetType());
        AwaitStopped(supervisor);
        Scheduler.Advance(Min);
        ExpectMsg("started");
        Assert.Equal(1, RestartCount(supervisor));
        Scheduler.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(1, RestartCount(supervisor));
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        AwaitAssert(() => Assert.Equal(0, RestartCount(supervisor)));
    }

    [Fact]
    public void A_manual_reset_makes_the_pause_short_again_and_nothing_else_does()
    {
        var supervisor = Start(OnStop().WithManualReset());
        supervisor.Tell(PoisonPill.Instance.GetType());
        AwaitStopped(supervisor);
        Scheduler.Advance(Min);
        ExpectMsg("started");
        Scheduler.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, RestartCount(supervisor));
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        Assert.Equal(0, RestartCount(supervisor));
    }

    [Fact]
    public void Messages_go_to_the_child_and_its_answers_to_the_parent_of_the_supervisor()
    {
        var supervisor = ActorOfAsTestActorRef<Forwarder>(
            Props.Create(() => new Forwarder(BackoffSupervisor.Props(OnStop().WithManualReset()), TestActor)));
        ExpectMsg("started");
        supervisor.Tell("echo");
        ExpectMsg("echo");
        supervisor.Tell("to the parent");
        ExpectMsg("parent got: to the parent");
    }

    [Fact]
    public void While_the_child_is_stopped_a_message_is_answered_or_a_dead_letter()
    {
        var answering = Start(OnStop().WithManualReset().WithReplyWhileStopped("not now"));
        answering.Tell(PoisonPill.Instance.GetType());
        AwaitStopped(answering);
        answering.Tell("echo");
        ExpectMsg("not now");

        var silent = Start(OnStop().WithManualReset());
        silent.Tell(PoisonPill.Instance.GetType());
        AwaitStopped(silent);
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));
        silent.Tell("echo");
        Assert.Equal("echo", ExpectMsg<Akka.Event.DeadLetter>().Message);
    }

    [Fact]
    public void After_the_final_message_the_supervisor_ends_with_its_child()
    {
        var options = OnStop().WithManualReset().WithFinalStopMessage(static m => m is Type or "last");
        var running = Watch(Start(options));
        running.Tell(PoisonPill.Instance.GetType());
        ExpectTerminated(running);

        var stopped = Watch(Start(options));
        Watch(CurrentChild(stopped)!).Tell(PoisonPill.Instance);
        ExpectMsg<Terminated>();
        AwaitStopped(stopped);
        stopped.Tell("last");
        ExpectTerminated(stopped);
    }

    [Fact]
    public void A_supervisor_is_not_made_with_pauses_that_make_no_sense()
    {
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Child, "c", TimeSpan.Zero, Max, 0.1));
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Child, "c", Max, Min, 0.1));
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Child, "c", Min, Max, 1.1));
        Assert.Throws<ArgumentException>(
            () => BackoffSupervisor.Props(OnStop().WithAutoReset(Min - TimeSpan.FromSeconds(1))));
    }

    private BackoffOptions OnStop() => Backoff.OnStop(Child, "child", Min, Max, 0, -1);

    private BackoffOptions OnFailure() => Backoff.OnFailure(Child, "child", Min, Max, 0, -1);

    private IActorRef Start(BackoffOptions options)
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        ExpectMsg("started");
        return supervisor;
    }

    private IActorRef? CurrentChild(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        return ExpectMsg<BackoffSupervisor.CurrentChild>().Ref;
    }

    private int RestartCount(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        return ExpectMsg<BackoffSupervisor.RestartCount>().Count;
    }

    // The pause begins in the same step in which the child is forgotten.
    private void AwaitStopped(IActorRef supervisor) => AwaitAssert(() => Assert.Null(CurrentChild(supervisor)));

    private sealed class Crasher : ReceiveActor
    {
        public Crasher(IActorRef to)
        {
            to.Tell("started", ActorRefs.NoSender);
            Receive<Exception>((Action<Exception>)(e => throw e));
            Receive<Type>(_ => Context.Stop(Self));
            Receive<string>(s => s == "echo", s => Sender.Tell(s, ActorRefs.NoSender));
            Receive<string>(s => Context.Parent.Tell(s));
        }
    }

    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(Props supervisor, IActorRef to)
        {
            var below = Context.ActorOf(supervisor);
            Receive<string>(s => !Sender.Path.ToString().Contains("child"), s => below.Forward(s));
            Receive<string>(s => to.Tell($"parent got: {s}"));
        }
    }
}
