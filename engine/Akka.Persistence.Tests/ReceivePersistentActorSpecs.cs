using Akka.Actor;
using Akka.Event;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

public sealed class ReceivePersistentActorSpecs() : Akka.TestKit.Xunit2.TestKit(Storage.Memory)
{
    [Fact]
    public void Handlers_are_tried_in_order_and_a_predicate_may_decline()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Ordered(TestActor)));

        actor.Tell(5);
        actor.Tell(50);
        actor.Tell(7L);
        actor.Tell('c');

        ExpectMsg("small 5");
        ExpectMsg("any int 50");
        ExpectMsg("took 7");
        ExpectMsg("anything c");
    }

    [Fact]
    public void A_command_without_handler_is_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Door(TestActor)));

        actor.Tell(12);

        Assert.Equal(12, ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void Become_changes_the_commands_and_stacked_behaviours_return()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door(TestActor)));

        foreach (var command in new[] { "knock", "open", "knock", "lock", "knock", "unlock", "knock" })
        {
            actor.Tell(command);
        }

        ExpectMsg("closed");
        ExpectMsg("open");
        ExpectMsg("locked");
        ExpectMsg("open");
    }

    [Fact]
    public void Asynchronous_commands_run_one_after_the_other_and_may_persist()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Slow(TestActor)));

        actor.Tell("a");
        actor.Tell("b");

        ExpectMsg("start a");
        ExpectMsg("stored a");
        ExpectMsg("start b");
        ExpectMsg("stored b");
    }

    [Fact]
    public void Recovery_uses_the_recover_handlers()
    {
        var first = Sys.ActorOf(Props.Create(() => new Slow(TestActor)));
        first.Tell("a");
        ExpectMsg("start a");
        ExpectMsg("stored a");
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);

        Sys.ActorOf(Props.Create(() => new Slow(TestActor)));

        ExpectMsg("recovered a");
    }

    [Fact]
    public void No_handler_can_follow_one_that_takes_everything()
    {
        Sys.ActorOf(Props.Create(() => new TooMany(TestActor)));

        Assert.IsType<InvalidOperationException>(ExpectMsg<Exception>());
    }

    [Fact]
    public void Handlers_cannot_be_added_later()
    {
        var actor = Sys.ActorOf(Props.Create(() => new TooLate(TestActor)));

        actor.Tell("now");

        Assert.IsType<InvalidOperationException>(ExpectMsg<Exception>());
    }

    private sealed class Ordered : ReceivePersistentActor
    {
        public Ordered(IActorRef probe)
        {
            Command<int>(n => probe.Tell("small " + n), n => n < 10);
            Command<int>(n => probe.Tell("any int " + n));
            Command<long>(n =>
            {
                probe.Tell("took " + n);
                return true;
            });
            CommandAny(m => probe.Tell("anything " + m));
        }

        public override string PersistenceId => "ordered";
    }

    private sealed class Door : ReceivePersistentActor
    {
        public Door(IActorRef probe)
        {
            Command<string>(_ => probe.Tell("closed"), m => m == "knock");
            Command<string>(m => m == "open", _ => Become(() => Open(probe)));
        }

        public override string PersistenceId => "door";

        private void Open(IActorRef probe)
        {
            Command<string>(m => m == "knock", _ => probe.Tell("open"));
            Command<string>(m => m == "lock", _ => BecomeStacked(() => Locked(probe)));
        }

        private void Locked(IActorRef probe)
        {
            Command<string>(m => m == "knock", _ => probe.Tell("locked"));
            Command<string>(m => m == "unlock", _ => UnbecomeStacked());
        }
    }

    private sealed class Slow : ReceivePersistentActor
    {
        public Slow(IActorRef probe)
        {
            Recover<Noted>(e => probe.Tell("recovered " + e.Text));
            CommandAsync<string>(async text =>
            {
                probe.Tell("start " + text);
                await Task.Delay(10);
                Persist(new Noted(text), e => probe.Tell("stored " + e.Text));
            });
        }

        public override string PersistenceId => "slow";
    }

    private sealed class TooMany : ReceivePersistentActor
    {
        public TooMany(IActorRef probe)
        {
            CommandAny(_ => { });
            try
            {
                Command<string>(_ => { });
            }
            catch (InvalidOperationException exception)
            {
                probe.Tell(exception);
            }
        }

        public override string PersistenceId => "too many";
    }

    private sealed class TooLate : ReceivePersistentActor
    {
        public TooLate(IActorRef probe) => Command<string>(_ =>
        {
            try
            {
                Command<int>(_ => { });
            }
            catch (InvalidOperationException exception)
            {
                probe.Tell(exception);
            }
        });

        public override string PersistenceId => "too late";
    }
}
