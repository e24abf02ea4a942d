using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Actor;

public class ReceiveActorSpecs : Akka.TestKit.Xunit2.TestKit
{
    public static TheoryData<object, string> Routes => new()
    {
        { "long enough", "string over five" },
        { "short", "any" },
        { 3, "odd" },
        { 4, "int" },
        { 4L, "any" },
        { DayOfWeek.Friday, "enum" },
        { new Derived(), "derived" },
        { new Base(), "base" },
        { new List<string>(), "strings" },
        { new List<int>(), "any" },
        { new string[1], "strings" },
        { 2.5, "nullable" },
        { new object(), "any" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public void Handlers_are_asked_in_their_order_by_type_and_predicate(object message, string handler)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Router()));
        for (var i = 0; i < 3; i++)
        {
            actor.Tell(message);
            ExpectMsg(handler);
        }
    }

    [Fact]
    public void Messages_of_mixed_types_find_their_handlers()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Router()));
        foreach (var row in Routes.Concat(Routes))
        {
            actor.Tell(row[0]);
            ExpectMsg((string)row[1]);
        }
    }

    [Fact]
    public void Actors_of_one_class_keep_their_own_handlers()
    {
        var actors = Enumerable.Range(0, 3).Select(i => Sys.ActorOf(Props.Create(() => new Numbered(i)))).ToArray();
        for (var i = 0; i < 3; i++)
        {
            actors[i].Tell("number");
            ExpectMsg(i);
        }
    }

    [Fact]
    public void A_handler_that_declines_leaves_the_message_to_the_next_and_at_last_unhandled()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Declining(TestActor)));
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        actor.Tell("declined");
        ExpectMsg("first");
        ExpectMsg("second");
        Assert.Equal("declined", ExpectMsg<UnhandledMessage>().Message);
        actor.Tell(1);
        Assert.Equal(1, ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void Nothing_can_be_added_after_a_handler_for_all_messages()
    {
        var actor = Sys.ActorOf(Props.Create(() => new AddsAfterAll(TestActor)));
        ExpectMsg("refused");
        ExpectMsg("refused");
        actor.Tell("become");
        ExpectMsg("accepted");
        actor.Tell("late");
        ExpectMsg("refused");
    }

    [Fact]
    public void A_behaviour_can_be_replaced_from_within_its_own_handler()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Toggle()));
        foreach (var expected in new[] { "off", "on", "off", "on" })
        {
            actor.Tell(new Derived());
            ExpectMsg(expected);
        }
    }

    private class Base
    {
    }

    private sealed class Derived : Base
    {
    }

    private sealed class Router : ReceiveActor
    {
        public Router()
        {
            Receive<string>(s => s.Length > 5, _ => Sender.Tell("string over five"));
            Receive<int>(_ => Sender.Tell("odd"), i => i % 2 == 1);
            Receive<int>(_ => Sender.Tell("int"));
            Receive<int>(_ => Sender.Tell("never"));
            Receive<DayOfWeek>(_ => Sender.Tell("enum"));
            var derived = typeof(Derived);
            Receive(derived, _ => Sender.Tell("derived"));
            Receive<Base>(_ => Sender.Tell("base"));
            Receive<IEnumerable<object>>(_ => Sender.Tell("strings"));
            Receive<double?>(d => Sender.Tell(d is null ? "never" : "nullable"));
            ReceiveAny(_ => Sender.Tell("any"));
        }
    }

    private sealed class Numbered : ReceiveActor
    {
        public Numbered(int number) => Receive<string>(_ => Sender.Tell(number));
    }

    private sealed class Declining : ReceiveActor
    {
        public Declining(IActorRef log)
        {
            Receive<string>(_ => Decline(log, "first"));
            var all = typeof(object);
            Receive(all, m => m is string && Decline(log, "second"));
        }

        private static bool Decline(IActorRef log, string name)
        {
            log.Tell(name);
            return false;
        }
    }

    private sealed class AddsAfterAll : ReceiveActor
    {
        public AddsAfterAll(IActorRef log)
        {
            Receive<object>(_ => log.Tell("never"), _ => false);
            Receive<string>(m => m == "become", _ =>
            {
                Become(() => Receive<string>(_ => AddOne(log)));
                log.Tell("accepted");
            });
            ReceiveAny(_ => log.Tell("any"));
            AddOne(log);
            AddOne(log);
        }

        private void AddOne(IActorRef log)
        {
            try
            {
                Receive<int>(_ => { });
            }
            catch (InvalidOperationException)
            {
                log.Tell("refused");
            }
        }
    }

    private sealed class Toggle : ReceiveActor
    {
        public Toggle() => On();

        private void On() => Receive<Base>(_ =>
        {
            Become(Off);
            Sender.Tell("off");
        });

        private void Off() => Receive<Base>(_ =>
        {
            Become(On);
            Sender.Tell("on");
        });
    }
}
