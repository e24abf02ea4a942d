using Akka.Actor;

namespace Akka.Tests.Actor;

/// <summary>What a stash holds, gives back, refuses and keeps over a failure.</summary>
public class StashRuleSpecs : Akka.TestKit.Xunit2.TestKit
{
    public StashRuleSpecs()
        : base(
            """
            akka { loglevel = OFF, test { single-expect-default = 60s, default-timeout = 60s } }
            small { mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox", stash-capacity = 2 }
            """)
    {
    }

    [Fact]
    public void One_object_sent_twice_is_two_messages()
    {
        var actor = Open();
        const string Word = "same";
        actor.Tell(Word);
        actor.Tell(Word);
        actor.Tell(Order.UnstashAll);
        ExpectMsg(Word);
        ExpectMsg(Word);
    }

    [Fact]
    public void Unstash_gives_back_the_oldest_alone()
    {
        var actor = Open();
        TellAll(actor, "a", "b", Order.Unstash, Order.Count);
        ExpectMsg("a");
        ExpectMsg(1);
    }

    [Fact]
    public void UnstashAll_with_a_predicate_drops_what_it_refuses()
    {
        var actor = Open();
        TellAll(actor, "keep 1", "drop", "keep 2", Order.UnstashKept, Order.Count);
        ExpectMsg("keep 1");
        ExpectMsg("keep 2");
        ExpectMsg(0);
    }

    [Fact]
    public void What_was_cleared_can_be_put_before_what_came_later_and_nothing_is_dropped()
    {
        var actor = Open();
        TellAll(actor, "a", "a", "b", Order.Clear, "c", "a", Order.PutBack, Order.Count, Order.UnstashAll);
        ExpectMsg(5);
        Assert.Equal(["a", "a", "b", "c", "a"], ReceiveN(5).Cast<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_capacity_of_the_mailbox_or_of_the_props_is_kept(bool byMailbox)
    {
        var props = Props.Create(() => new Keeper(TestActor, false));
        var actor = Sys.ActorOf(byMailbox ? props.WithMailbox("small") : props.WithStashCapacity(2));
        TellAll(actor, Order.Capacity, "a", "b", Order.IsFull, Order.Unstash, Order.IsFull);
        ExpectMsg(2);
        ExpectMsg(true);
        ExpectMsg("a");
        ExpectMsg(false);
        TellAll(actor, "c", "d");
        Assert.IsType<StashOverflowException>(ExpectMsg<Failure>().Cause);
    }

    [Fact]
    public void A_stash_without_a_capacity_is_never_full()
    {
        var actor = Open();
        TellAll(actor, Order.Capacity, "a", Order.IsFull);
        ExpectMsg(-1);
        ExpectMsg(false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_restart_gives_back_what_is_stashed_even_if_the_hook_before_it_fails(bool hookFails)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Keeper(TestActor, hookFails)));
        TellAll(actor, "a", "b", Order.Fail);
        ExpectMsg<Failure>();
        TellAll(actor, Order.Count, Order.UnstashAll);

        // The new instance holds them back again; the count shows that none is lost.
        ExpectMsg(2);
        Assert.Equal(["a", "b"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void A_notice_of_a_death_can_be_stashed()
    {
        var actor = Open();
        var victim = Sys.ActorOf(Props.Empty);
        TellAll(actor, victim);
        Sys.Stop(victim);
        AwaitAssert(() =>
        {
            actor.Tell(Order.Count);
            ExpectMsg(1);
        });
        actor.Tell(Order.UnstashAll);
        ExpectMsg(victim);
    }

    private static void TellAll(IActorRef actor, params ReadOnlySpan<object> messages)
    {
        foreach (var message in messages)
        {
            actor.Tell(message);
        }
    }

    private IActorRef Open() => Sys.ActorOf(Props.Create(() => new Keeper(TestActor, false)));

    private sealed class Order(string name)
    {
        public static readonly Order Count = new("count");
        public static readonly Order Capacity = new("capacity");
        public static readonly Order IsFull = new("is full");
        public static readonly Order Unstash = new("unstash");
        public static readonly Order UnstashAll = new("unstash all");
        public static readonly Order UnstashKept = new("unstash kept");
        public static readonly Order Clear = new("clear");
        public static readonly Order PutBack = new("put back");
        public static readonly Order Fail = new("fail");

        public override string ToString() => name;
    }

    private sealed record Failure(Exception Cause);

    private sealed class Keeper(IActorRef to, bool hookFails) : UntypedActor, IWithStash
    {
        private List<Envelope> _cleared = [];
        private int _letThrough;

        public IStash Stash { get; set; } = null!;

        protected override void PreRestart(Exception reason, object message)
        {
            to.Tell(new Failure(reason));
            if (hookFails)
            {
                throw new InvalidOperationException("hook");
            }
        }

        protected override void OnReceive(object message)
        {
            if (message is IActorRef other)
            {
                Context.Watch(other);
            }
            else if (message is Order order)
            {
                Obey(order);
            }
            else if (_letThrough > 0)
            {
                _letThrough--;
                to.Tell(message is Terminated terminated ? terminated.ActorRef : message);
            }
            else
            {
                Stash.Stash();
            }
        }

        private void Obey(Order order)
        {
            if (order == Order.Fail)
            {
                throw new InvalidOperationException("fail");
            }
            else if (order == Order.Unstash)
            {
                _letThrough = 1;
                Stash.Unstash();
            }
            else if (order == Order.UnstashAll)
            {
                _letThrough = Stash.Count;
                Stash.UnstashAll();
            }
            else if (order == Order.UnstashKept)
            {
                _letThrough = 2;
                Stash.UnstashAll(static e => e.Message is string s && s.StartsWith("keep", StringComparison.Ordinal));
            }
            else if (order == Order.Clear)
            {
                _cleared = [.. Stash.ClearStash()];
                Assert.True(Stash.IsEmpty);
            }
            else if (order == Order.PutBack)
            {
                Stash.Prepend(_cleared);
                Assert.True(Stash.NonEmpty);
            }
            else
            {
                to.Tell(order == Order.Count ? Stash.Count : order == Order.Capacity ? Stash.Capacity : Stash.IsFull);
            }
        }
    }
}
