using Akka.Actor;

namespace Akka.Tests.Actor;

public class DeathWatchSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_watcher_is_told_once_and_knows_whether_the_actor_was_there()
    {
        var actor = Sys.ActorOf(Props.Empty, "mortal");
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);
        Assert.True(ExpectTerminated(actor).ExistenceConfirmed);
        ExpectNoMsg(50);
        Watch(actor);
        Assert.False(ExpectTerminated(actor).ExistenceConfirmed);
    }

    [Fact]
    public void After_Unwatch_nothing_comes_even_if_it_was_on_its_way()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        watcher.Tell(("watch", actor));
        watcher.Tell(("stop and unwatch", actor));
        ExpectMsg("unwatched");
        watcher.Tell("still there?");
        ExpectMsg("still there?");
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_notice_that_waits_in_the_mailbox_is_dropped_by_Unwatch()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        watcher.Tell(("watch", actor));
        watcher.Tell(gate);
        watcher.Tell(("unwatch", actor));
        watcher.Tell("after");
        ((IInternalActorRef)actor).Stop();
        AwaitCondition(() => ((IInternalActorRef)actor).IsTerminated);
        Watch(actor);
        ExpectTerminated(actor);
        gate.Set();
        ExpectMsg("after");
        watcher.Tell("still there?");
        ExpectMsg("still there?");
    }

    [Fact]
    public void WatchWith_sends_the_message_instead()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        watcher.Tell(("watch with", actor));
        watcher.Tell("sync");
        ExpectMsg("sync");
        Sys.Stop(actor);
        ExpectMsg("gone");
    }

    [Fact]
    public void Another_message_for_the_same_watch_is_refused()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        watcher.Tell(("watch with", actor));
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => watcher.Tell(("watch", actor)));
    }

    [Fact]
    public void A_parent_that_watches_its_child_is_told_and_may_use_its_name_again()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Renewer(TestActor)));
        parent.Tell("kill");
        ExpectMsg("renewed");
    }

    [Fact]
    public async Task GracefulStop_waits_for_the_end_and_is_cancelled_when_it_takes_too_long()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(3)));
        var stubborn = Sys.ActorOf(Props.Create(() => new Watcher(TestActor)));
        await Assert.ThrowsAsync<TaskCanceledException>(
            () => stubborn.GracefulStop(TimeSpan.FromMilliseconds(50), "no stop message"));
    }

    [Fact]
    public void What_is_sent_to_an_actor_that_is_gone_is_a_dead_letter()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        EventFilter.DeadLetter<string>(s => s == "late").ExpectOne(() => actor.Tell("late"));
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));
        actor.Tell("later");
        var letter = ExpectMsg<Akka.Event.DeadLetter>();
        Assert.Equal("later", letter.Message);
        Assert.Equal(actor, letter.Recipient);
        Assert.Equal(TestActor, letter.Sender);
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.SuppressedDeadLetter));
        actor.Tell(PoisonPill.Instance);
        ExpectMsg<Akka.Event.SuppressedDeadLetter>();
    }

    [Fact]
    public void What_was_in_the_mailbox_of_a_stopped_actor_is_a_dead_letter()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Blocked(gate)));
        actor.Tell("block");
        EventFilter.DeadLetter<int>().Expect(10, () =>
        {
            actor.Tell(PoisonPill.Instance);
            for (var i = 0; i < 10; i++)
            {
                actor.Tell(i);
            }

            gate.Set();
        });
    }

    private sealed class Blocked : ReceiveActor
    {
        public Blocked(ManualResetEventSlim gate) => ReceiveAny(_ => gate.Wait());
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef to)
        {
            Receive<(string What, IActorRef Who)>(m =>
            {
                switch (m.What)
                {
                    case "watch":
                        Context.Watch(m.Who);
                        break;
                    case "watch with":
                        Context.WatchWith(m.Who, "gone");
                        break;
                    case "unwatch":
                        Context.Unwatch(m.Who);
                        break;
                    default:
                        Context.Stop(m.Who);
                        SpinWait.SpinUntil(() => ((IInternalActorRef)m.Who).IsTerminated, 1000);
                        Context.Unwatch(m.Who);
                        to.Tell("unwatched");
                        break;
                }
            });
            Receive<ManualResetEventSlim>(gate => gate.Wait());
            Receive<string>(to.Forward);
            Receive<Terminated>(_ => to.Tell("told"));
        }
    }

    private sealed class Renewer : ReceiveActor
    {
        public Renewer(IActorRef to)
        {
            var child = Context.Watch(Context.ActorOf(Props.Empty, "child"));
            Receive<string>(_ => Context.Stop(child));
            Receive<Terminated>(_ =>
            {
                Context.ActorOf(Props.Empty, "child");
                to.Tell("renewed");
            });
        }
    }
}
