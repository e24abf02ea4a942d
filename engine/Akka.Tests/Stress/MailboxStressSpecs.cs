using Akka.Actor;

namespace Akka.Tests.Stress;

/// <summary>Mailboxes between sleep and work, and between user and system messages.</summary>
public class MailboxStressSpecs : Akka.TestKit.Xunit2.TestKit
{
    public MailboxStressSpecs()
        : base(
            """
            akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }
            one-at-a-time { type = Dispatcher, throughput = 1 }
            one-thread { type = ForkJoinDispatcher, executor = fork-join-executor, throughput = 50 }
            one-thread.dedicated-thread-pool.thread-count = 1
            """)
    {
    }

    [Theory]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("one-at-a-time")]
    public async Task No_wake_up_is_lost_when_messages_meet_an_actor_that_goes_to_sleep(string dispatcher)
    {
        const int Senders = 2;
        var rounds = Soak.Count(usual: 5_000, soak: 1_000_000);
        var counts = new int[Senders];
        var actor = Sys.ActorOf(Props.Create(() => new Counter(counts)).WithDispatcher(dispatcher));

        // Each sender waits for its message before it sends the next, so the mailbox runs dry all the time.
        await Threads.Together(Senders, i =>
        {
            for (var n = 1; n <= rounds; n++)
            {
                actor.Tell(i, ActorRefs.NoSender);
                Threads.Await(() => Volatile.Read(ref counts[i]) == n, () => $"message {n} of {i} was not handled");
            }
        });
        Soak.Note($"wake-ups on {dispatcher}", Senders * rounds, "passed");
    }

    [Fact]
    public async Task Messages_of_many_senders_keep_the_order_of_each()
    {
        const int Senders = 4;
        var each = Soak.Count(usual: 50_000, soak: 5_000_000);
        var last = new int[Senders];
        var wrong = 0;
        var actor = Sys.ActorOf(Props.Create(() => new OrderChecker(last, () => Interlocked.Increment(ref wrong))));
        await Threads.Together(Senders, i =>
        {
            for (var n = 1; n <= each; n++)
            {
                actor.Tell((i, n), ActorRefs.NoSender);
            }
        });
        Threads.Await(() => last.All(n => n == each), () => string.Join(' ', last));
        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("one-at-a-time")]
    public async Task A_flood_of_messages_does_not_hold_up_a_stop(string dispatcher)
    {
        for (var round = 0; round < Soak.Count(usual: 10, soak: 500); round++)
        {
            var counts = new int[4];
            var actor = Sys.ActorOf(Props.Create(() => new Counter(counts)).WithDispatcher(dispatcher));
            await Threads.Together(3, i =>
            {
                if (i == 2)
                {
                    Threads.Await(() => counts[0] + counts[1] > 0, () => "nothing was handled");
                    ((IInternalActorRef)actor).Stop();
                }

                // The flood ends only when the stop has gone through.
                var sent = 0;
                Threads.Await(
                    () =>
                    {
                        for (var n = 0; n < 16 && sent < 2_000_000; n++, sent++)
                        {
                            actor.Tell(i, ActorRefs.NoSender);
                        }

                        return ((IInternalActorRef)actor).IsTerminated;
                    },
                    () => "the stop was not handled");
            });
        }
    }

    [Fact]
    public void An_actor_with_many_messages_leaves_room_for_another_after_its_throughput()
    {
        var counts = new int[2];
        using var gate = new ManualResetEventSlim();
        var flooded = Sys.ActorOf(Props.Create(() => new Counter(counts)).WithDispatcher("one-thread"));
        flooded.Tell(gate, ActorRefs.NoSender);
        for (var i = 0; i < 100_000; i++)
        {
            flooded.Tell(0, ActorRefs.NoSender);
        }

        // On one thread the order is certain: the other one is next when the first has had its share.
        var other = Sys.ActorOf(Props.Create(() => new Snapshot(counts, TestActor)).WithDispatcher("one-thread"));
        other.Tell("now");
        gate.Set();
        Assert.InRange(ExpectMsg<int>(Threads.Patience), 0, 50);
    }

    private sealed class Counter(int[] counts) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is ManualResetEventSlim gate)
            {
                gate.Wait();
                return;
            }

            Volatile.Write(ref counts[(int)message], counts[(int)message] + 1);
        }
    }

    private sealed class Snapshot(int[] counts, IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.Tell(Volatile.Read(ref counts[0]));
    }

    private sealed class OrderChecker(int[] last, Action onWrong) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var (sender, number) = ((int, int))message;
            if (last[sender] + 1 != number)
            {
                onWrong();
            }

            Volatile.Write(ref last[sender], number);
        }
    }
}
