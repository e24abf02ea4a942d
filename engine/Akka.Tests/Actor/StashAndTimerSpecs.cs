using Akka.Actor;
using Akka.TestKit;

namespace Akka.Tests.Actor;

public class StashAndTimerSpecs : Akka.TestKit.Xunit2.TestKit
{
    public StashAndTimerSpecs()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Stashed_messages_come_back_in_order_before_the_others()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door(TestActor)));
        foreach (var word in new[] { "a", "b", "open", "c" })
        {
            actor.Tell(word);
        }

        Assert.Equal(["a", "b", "c"], ReceiveN(3).Cast<string>());
        Assert.Equal(TestActor, LastSender);
    }

    [Fact]
    public void One_message_cannot_be_stashed_twice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door(TestActor)));
        actor.Tell("twice");
        ExpectMsg("refused");
    }

    [Fact]
    public void A_restart_puts_the_stash_back_into_the_mailbox()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door(TestActor)));
        foreach (var word in new[] { "a", "b", "fail", "open" })
        {
            actor.Tell(word);
        }

        Assert.Equal(["a", "b"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void A_stash_with_a_limit_overflows()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door(TestActor)).WithStashCapacity(2));
        actor.Tell("a");
        actor.Tell("b");
        EventFilter.Exception<StashOverflowException>().ExpectOne(() => actor.Tell("c"));
    }

    [Fact]
    public void A_stash_of_a_stopped_actor_goes_to_the_dead_letters()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door(TestActor)));
        actor.Tell("a");
        EventFilter.DeadLetter<string>(s => s == "a").ExpectOne(() => actor.Tell(PoisonPill.Instance));
    }

    [Fact]
    public void A_stashed_notice_of_death_comes_back()
    {
        var victim = Sys.ActorOf(Props.Create(() => new Clock(TestActor)));
        var mourner = Sys.ActorOf(Props.Create(() => new Mourner(victim, TestActor)));
        ExpectMsg("watching");
        Sys.Stop(victim);
        ExpectMsg("stashed");
        mourner.Tell("open");
        ExpectMsg(victim);
    }

    [Fact]
    public void Timers_tick_are_replaced_and_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Clock(TestActor)));
        actor.Tell(("periodic", "k", "tick"));
        ExpectMsg("started");
        Scheduler.Advance(TimeSpan.FromSeconds(2));
        ExpectMsg("tick");
        ExpectMsg("tick");
        actor.Tell(("periodic", "k", "tock"));
        ExpectMsg("started");
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("tock");
        actor.Tell(("single", "s", "once"));
        ExpectMsg("started");
        actor.Tell(("cancel", "k", ""));
        ExpectMsg("False");
        Scheduler.Advance(TimeSpan.FromSeconds(5));
        ExpectMsg("once");
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_timer_message_in_the_mailbox_is_dropped_after_a_cancel()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Clock(TestActor)));
        actor.Tell(("single", "k", "stale"));
        ExpectMsg("started");
        actor.Tell(gate);
        actor.Tell(("cancel", "k", ""));
        Scheduler.Advance(TimeSpan.FromSeconds(2));
        gate.Set();
        ExpectMsg("False");
        ExpectNoMsg(50);

        gate.Reset();
        actor.Tell(("single", "k", "old"));
        ExpectMsg("started");
        actor.Tell(gate);
        actor.Tell(("single", "k", "new"));
        Scheduler.Advance(TimeSpan.FromSeconds(2));
        gate.Set();
        ExpectMsg("started");
        Scheduler.Advance(TimeSpan.FromSeconds(2));
        ExpectMsg("new");
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_restart_ends_the_timers()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Clock(TestActor)));
        actor.Tell(("periodic", "k", "tick"));
        ExpectMsg("started");
        actor.Tell(new InvalidOperationException());
        actor.Tell(("cancel", "other", ""));
        ExpectMsg("False");
        Scheduler.Advance(TimeSpan.FromSeconds(3));
        ExpectNoMsg(50);
    }

    private sealed class Door : ReceiveActor, IWithUnboundedStash
    {
        public Door(IActorRef to)
        {
            Receive<string>(m => m == "open", _ =>
            {
                Stash.UnstashAll();
                Become(() => Receive<string>(to.Forward));
            });
            Receive<string>(m => m == "fail", (Action<string>)(_ => throw new InvalidOperationException("fail")));
            Receive<string>(m => m == "twice", _ =>
            {
                Stash.Stash();
                Assert.Throws<IllegalActorStateException>(Stash.Stash);
                to.Tell("refused");
            });
            Receive<string>(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Clock : ReceiveActor, IWithTimers
    {
        public Clock(IActorRef to)
        {
            Receive<(string What, string Key, string Message)>(m =>
            {
                switch (m.What)
                {
                    case "periodic":
                        Timers.StartPeriodicTimer(m.Key, m.Message, TimeSpan.FromSeconds(1));
                        to.Tell("started");
                        break;
                    case "single":
                        Timers.StartSingleTimer(m.Key, m.Message, TimeSpan.FromSeconds(2));
                        to.Tell("started");
                        break;
                    default:
                        Timers.Cancel(m.Key);
                        to.Tell(Timers.IsTimerActive(m.Key).ToString());
                        break;
                }
            });
            Receive<string>(to.Tell);
            Receive<ManualResetEventSlim>(gate => gate.Wait());
            Receive<Exception>((Action<Exception>)(e => throw e));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private sealed class Mourner : ReceiveActor, IWithUnboundedStash
    {
        public Mourner(IActorRef victim, IActorRef listener)
        {
            Context.Watch(victim);
            Receive<Terminated>(_ =>
            {
                Stash.Stash();
                listener.Tell("stashed");
            });
            Receive<string>(_ =>
            {
                Become(() => Receive<Terminated>(notice => listener.Tell(notice.ActorRef)));
                Stash.UnstashAll();
            });
            listener.Tell("watching");
        }

        public IStash Stash { get; set; } = null!;
    }
}
