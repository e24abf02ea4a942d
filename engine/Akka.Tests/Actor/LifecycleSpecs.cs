using Akka.Actor;

namespace Akka.Tests.Actor;

public class LifecycleSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void Hooks_run_in_order_over_start_restart_and_stop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Hooks(TestActor)));
        actor.Tell("hello");
        actor.Tell(new InvalidOperationException("restart me"));
        actor.Tell("again");
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        var expected = new[]
        {
            "new 1", "AroundPreStart 1", "PreStart 1", "hello 1",
            "AroundPreRestart 1", "PreRestart 1 restart me InvalidOperationException", "PostStop 1",
            "new 2", "AroundPostRestart 2", "PostRestart 2 restart me", "PreStart 2", "again 2",
            "AroundPostStop 2", "PostStop 2",
        };
        Assert.Equal(expected, ReceiveN(expected.Length).Cast<string>());
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_constructor_that_throws_stops_the_actor_without_a_hook()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Props.Create(() => new Broken(TestActor)));
            Watch(actor);
            ExpectTerminated(actor);
        });
        ExpectNoMsg(50);
    }

    [Fact]
    public void An_actor_cannot_be_made_with_new() =>
        Assert.Throws<ActorInitializationException>(() => new Broken(TestActor));

    [Fact]
    public void Two_children_of_one_name_cannot_be()
    {
        Sys.ActorOf(Props.Create(() => new Hooks(TestActor)), "one");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Hooks(TestActor)), "one"));
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, "$one"));
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, "a/b"));
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, ""));
    }

    [Fact]
    public void A_name_is_free_again_once_its_actor_is_gone()
    {
        var first = Sys.ActorOf(Props.Empty, "again");
        Watch(first);
        first.Tell(PoisonPill.Instance);
        ExpectTerminated(first);
        AwaitAssert(() => Sys.ActorOf(Props.Empty, "again"));
    }

    [Fact]
    public void Behaviours_are_replaced_and_stacked()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        foreach (var word in new[] { "how", "sulk", "how", "deeper", "how", "back", "how" })
        {
            actor.Tell(word);
        }

        Assert.Equal(["happy", "sulking", "deep", "sulking"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void A_message_nobody_handles_is_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell(42);
        var unhandled = ExpectMsg<Akka.Event.UnhandledMessage>();
        Assert.Equal(42, unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
        Assert.Equal(TestActor, unhandled.Sender);
    }

    [Fact]
    public void Handlers_are_tried_in_order_and_none_may_follow_the_one_for_all()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Table(TestActor)));
        foreach (object message in new object[] { 5, 50, 3L, "x", 2.5 })
        {
            actor.Tell(message);
        }

        Assert.Equal(["small 5", "int 50", "long 3", "string x", "any 2.5"], ReceiveN(5).Cast<string>());
        EventFilter.Exception<ActorInitializationException>().ExpectOne(
            () => Sys.ActorOf(Props.Create(() => new TooMany())));
    }

    [Fact]
    public void A_receive_timeout_comes_after_silence_and_again()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Quiet(TestActor)));
        ExpectMsg("silence");
        ExpectMsg("silence");
        actor.Tell("stop");
        ExpectMsg("stopped");
        ExpectNoMsg(200);
    }

    private sealed class Hooks : UntypedActor
    {
        private readonly IActorRef _to;
        private readonly int _number;

        public Hooks(IActorRef to)
        {
            _to = to;
            _number = Numbers.Next(Self);
            Say("new");
        }

        public override void AroundPreStart()
        {
            Say(nameof(AroundPreStart));
            base.AroundPreStart();
        }

        public override void AroundPreRestart(Exception cause, object message)
        {
            Say(nameof(AroundPreRestart));
            base.AroundPreRestart(cause, message);
        }

        public override void AroundPostRestart(Exception cause, object message)
        {
            Say(nameof(AroundPostRestart));
            base.AroundPostRestart(cause, message);
        }

        public override void AroundPostStop()
        {
            Say(nameof(AroundPostStop));
            base.AroundPostStop();
        }

        protected override void PreStart() => Say(nameof(PreStart));

        protected override void PreRestart(Exception reason, object message)
        {
            Say(nameof(PreRestart), $" {reason.Message} {message.GetType().Name}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            Say(nameof(PostRestart), $" {reason.Message}");
            base.PostRestart(reason);
        }

        protected override void PostStop() => Say(nameof(PostStop));

        protected override void OnReceive(object message)
        {
            if (message is Exception e)
            {
                throw e;
            }

            Say((string)message);
        }

        private void Say(string what, string more = "") => _to.Tell($"{what} {_number}{more}", ActorRefs.NoSender);
    }

    private static class Numbers
    {
        private static readonly Dictionary<IActorRef, int> Count = [];

        public static int Next(IActorRef actor)
        {
            lock (Count)
            {
                return Count[actor] = Count.GetValueOrDefault(actor) + 1;
            }
        }
    }

    private sealed class Broken : UntypedActor
    {
        private readonly IActorRef _to;

        public Broken(IActorRef to)
        {
            _to = to;
            throw new InvalidOperationException("broken");
        }

        protected override void PostStop() => _to.Tell("PostStop");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Receive<string>(m => m == "how", _ => Sender.Tell("happy"));
            Receive<string>(m => m == "sulk", _ => BecomeStacked(Sulking));
        }

        private void Sulking()
        {
            Receive<string>(m => m == "how", _ => Sender.Tell("sulking"));
            Receive<string>(m => m == "deeper", _ => BecomeStacked(Deep));
        }

        private void Deep()
        {
            Receive<string>(m => m == "how", _ => Sender.Tell("deep"));
            Receive<string>(m => m == "back", _ => UnbecomeStacked());
        }
    }

    private sealed class Table : ReceiveActor
    {
        public Table(IActorRef to)
        {
            Receive<int>(i => to.Tell($"small {i}"), i => i < 10);
            Receive<int>(i => to.Tell($"int {i}"));
            Receive(typeof(long), m => to.Tell($"long {m}"));
            Receive<string>(s =>
            {
                to.Tell($"string {s}");
                return true;
            });
            ReceiveAny(m => to.Tell($"any {m}"));
        }
    }

    private sealed class TooMany : ReceiveActor
    {
        public TooMany()
        {
            ReceiveAny(_ => { });
            Receive<int>(_ => { });
        }
    }

    private sealed class Quiet : ReceiveActor
    {
        public Quiet(IActorRef to)
        {
            Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(30));
            Receive<ReceiveTimeout>(_ => to.Tell("silence"));
            Receive<string>(_ =>
            {
                Context.SetReceiveTimeout(null);
                to.Tell("stopped");
            });
        }
    }
}
