using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Tests.Dispatch;

public class MailboxSpecs : Akka.TestKit.Xunit2.TestKit
{
    public MailboxSpecs()
        : base(
            """
            bounded.mailbox-type = "Akka.Dispatch.BoundedMailbox"
            bounded { mailbox-capacity = 2, mailbox-push-timeout-time = 20ms }
            priority { mailbox-type = "Akka.Tests.Dispatch.MailboxSpecs+ShortestFirst, Akka.Tests" }
            pinned { type = PinnedDispatcher }
            forked { type = ForkJoinDispatcher, executor = fork-join-executor }
            forked.dedicated-thread-pool.thread-count = 2
            akka.actor.deployment { /configured { mailbox = bounded } }
            """)
    {
    }

    [Fact]
    public void System_messages_are_not_starved_by_user_messages()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Gated(gate)));
        Watch(actor);
        actor.Tell("wait");
        for (var i = 0; i < 10_000; i++)
        {
            actor.Tell(i);
        }

        // The stop goes before every message that waits: none of them may be answered.
        using var muted = EventFilter.DeadLetter<int>().Mute();
        ((IInternalActorRef)actor).Stop();
        gate.Set();
        ExpectTerminated(actor);
        ExpectNoMsg(20);
    }

    [Fact]
    public async Task An_actor_never_runs_on_two_threads()
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Exclusive(40_000, done)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                actor.Tell(i, ActorRefs.NoSender);
            }
        })));
        Assert.Equal(0, await done.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("bounded", null)]
    [InlineData(null, "configured")]
    public void A_full_bounded_mailbox_makes_dead_letters_after_its_push_timeout(string? mailbox, string? name)
    {
        using var gate = new ManualResetEventSlim();
        var props = Props.Create(() => new Gated(gate));
        var actor = Sys.ActorOf(mailbox is null ? props : props.WithMailbox(mailbox), name);
        actor.Tell("wait");
        AwaitCondition(() => ((LocalActorRef)actor).Cell.NumberOfMessages == 0);
        actor.Tell(1);
        actor.Tell(2);
        EventFilter.DeadLetter<int>(i => i == 3).ExpectOne(() => actor.Tell(3));
        gate.Set();
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectNoMsg(20);
    }

    [Fact]
    public void A_priority_mailbox_gives_the_lowest_number_first_and_equals_in_their_order()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Gated(gate)).WithMailbox("priority"));
        actor.Tell("wait");
        AwaitCondition(() => ((LocalActorRef)actor).Cell.NumberOfMessages == 0);
        foreach (var number in new[] { 30, 11, 2, 1, 25 })
        {
            actor.Tell(number);
        }

        gate.Set();
        Assert.Equal([2, 1, 30, 11, 25], ReceiveN(5).Cast<int>());
    }

    [Theory]
    [InlineData("pinned")]
    [InlineData("forked")]
    [InlineData("akka.actor.task-dispatcher")]
    [InlineData("akka.actor.default-blocking-io-dispatcher")]
    public void An_actor_runs_on_the_dispatcher_it_names(string dispatcher)
    {
        var actor = Sys.ActorOf(Props.Create(() => new WhereAmI()).WithDispatcher(dispatcher));
        actor.Tell("where");
        Assert.Equal(dispatcher, ExpectMsg<string>());
        actor.Tell("thread");
        var name = ExpectMsg<string>();
        Assert.Equal(dispatcher is "pinned" or "forked", name.StartsWith(dispatcher, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_dispatcher_or_mailbox_is_refused()
    {
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Empty.WithDispatcher("nowhere")));
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Empty.WithMailbox("nowhere")));
    }

    [Fact]
    public void A_stash_needs_a_mailbox_with_a_front() => Assert.Throws<ConfigurationException>(
        () => Sys.ActorOf(Props.Create(() => new Stasher()).WithMailbox("bounded")));

    public sealed class ShortestFirst(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message is int i ? i.ToString().Length : 0;
    }

    private sealed class Gated : ReceiveActor
    {
        public Gated(ManualResetEventSlim gate)
        {
            Receive<string>(_ => gate.Wait());
            Receive<int>(i => Sender.Tell(i));
        }
    }

    private sealed class Exclusive : ReceiveActor
    {
        private int _inside;
        private int _overlaps;

        public Exclusive(int count, TaskCompletionSource<int> done) => Receive<int>(_ =>
        {
            _overlaps += Interlocked.Increment(ref _inside) == 1 ? 0 : 1;
            Interlocked.Decrement(ref _inside);
            if (--count == 0)
            {
                done.TrySetResult(_overlaps);
            }
        });
    }

    private sealed class WhereAmI : ReceiveActor
    {
        public WhereAmI() => Receive<string>(m => Sender.Tell(
            m == "where" ? Context.Dispatcher.Id : Thread.CurrentThread.Name ?? string.Empty));
    }

    private sealed class Stasher : ReceiveActor, IWithUnboundedStash
    {
        public IStash Stash { get; set; } = null!;
    }
}
