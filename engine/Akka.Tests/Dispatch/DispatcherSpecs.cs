using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Akka.Tests.Dispatch;

public class DispatcherSpecs : Akka.TestKit.Xunit2.TestKit
{
    // Long enough for any machine: only a failure takes as long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public DispatcherSpecs()
        : base(
            """
            one-thread { type = ForkJoinDispatcher, executor = fork-join-executor, throughput = 7 }
            one-thread.dedicated-thread-pool.thread-count = 1
            short-runs = ${one-thread} { throughput = 1000000, throughput-deadline-time = 1ms }
            long-runs = ${one-thread} { throughput = 1000000, throughput-deadline-time = 1h }
            pinned { type = PinnedDispatcher }
            with-mailbox { type = Dispatcher, mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox" }
            with-requirement { type = Dispatcher }
            with-requirement.mailbox-requirement = "Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics"
            deque.mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox"
            stable.mailbox-type = "Akka.Tests.Dispatch.DispatcherSpecs+AllEqual, Akka.Tests"
            akka.actor.deployment {
              /deployed { dispatcher = one-thread, mailbox = deque }
              "/parent/*" { dispatcher = pinned }
            }
            """)
    {
    }

    [Fact]
    public void A_million_messages_of_one_actor_delay_another_by_the_throughput_at_most()
    {
        using var gate = new ManualResetEventSlim();
        var handled = 0;
        var greedy = Sys.ActorOf(On("one-thread", _ => handled++));
        var other = Sys.ActorOf(On("one-thread", _ => TestActor.Tell(handled)));
        greedy.Tell(gate);
        for (var i = 0; i < 1_000_000; i++)
        {
            greedy.Tell("one of many");
        }

        other.Tell("one");
        gate.Set();
        Assert.InRange(ExpectMsg<int>(Patience), 0, 2 * 7);
    }

    [Theory]
    [InlineData("short-runs", 1)]
    [InlineData("long-runs", 20)]
    public void A_run_ends_at_its_deadline(string dispatcher, int handledBefore)
    {
        // The thread is held until all messages wait, so that each actor has one run for them.
        using var isHeld = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        Sys.ActorOf(On(dispatcher, _ => { })).Tell((Action<object>)(_ =>
        {
            isHeld.Set();
            gate.Wait();
        }));
        Assert.True(isHeld.Wait(Patience));
        var handled = 0;
        var slow = Sys.ActorOf(On(dispatcher, _ =>
        {
            var begin = Stopwatch.GetTimestamp();
            SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(begin) > TimeSpan.FromMilliseconds(2));
            handled++;
        }));
        var other = Sys.ActorOf(On(dispatcher, _ => TestActor.Tell(handled)));
        for (var i = 0; i < 20; i++)
        {
            slow.Tell("slow");
        }

        other.Tell("count");
        gate.Set();
        Assert.Equal(handledBefore, ExpectMsg<int>(Patience));
    }

    [Fact]
    public void Actors_that_keep_each_other_busy_do_not_starve_the_others()
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < 4 * Environment.ProcessorCount; i++)
        {
            var pong = Sys.ActorOf(Props.Create(() => new Player(stop.Token)));
            Sys.ActorOf(Props.Create(() => new Player(stop.Token))).Tell("ball", pong);
        }

        for (var i = 0; i < 5; i++)
        {
            var other = Sys.ActorOf(Props.Create(() => new Runner()));
            other.Tell((Action<object>)(m => TestActor.Tell(m)));
            ExpectMsg<Action<object>>(Patience);
        }

        stop.Cancel();
    }

    [Fact]
    public async Task A_pinned_actor_has_one_thread_for_itself()
    {
        var threads = new HashSet<int>[] { [], [] };
        var actors = threads.Select(seen => Sys.ActorOf(On("pinned", _ =>
        {
            Assert.False(Thread.CurrentThread.IsThreadPoolThread);
            seen.Add(Environment.CurrentManagedThreadId);
            TestActor.Tell("done");
        }))).ToArray();
        for (var i = 0; i < 10; i++)
        {
            await Task.Run(() => Array.ForEach(actors, actor => actor.Tell("where")));
            ExpectMsg("done", Patience);
            ExpectMsg("done", Patience);
        }

        Assert.Single(threads[0]);
        Assert.Single(threads[1]);
        Assert.NotEqual(threads[0].Single(), threads[1].Single());
    }

    [Fact]
    public void Equals_in_a_stable_priority_mailbox_keep_their_order()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(On(string.Empty, TestActor.Tell).WithMailbox("stable"));
        actor.Tell(gate);
        for (var i = 0; i < 1_000; i++)
        {
            actor.Tell(i);
        }

        gate.Set();
        Assert.Equal(Enumerable.Range(0, 1_000), ReceiveN(1_000, Patience).Cast<int>());
    }

    [Fact]
    public void The_queue_is_the_one_that_props_dispatcher_actor_and_deployment_ask_for()
    {
        Assert.IsType<UnboundedMessageQueue>(QueueOf(Props.Create(() => new Runner())));
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(Props.Create(() => new Runner()).WithMailbox("deque")));
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(On("with-mailbox", _ => { })));
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(On("with-requirement", _ => { })));
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(Props.Create(() => new Runner()), "deployed"));
        var bounded = Assert.IsType<BoundedMessageQueue>(
            QueueOf(Props.Create(() => new Demanding<IBoundedMessageQueueSemantics>())));
        Assert.Equal(TimeSpan.FromSeconds(10), bounded.PushTimeOut);
        Assert.IsType<BoundedDequeMessageQueue>(
            QueueOf(Props.Create(() => new Demanding<IBoundedDequeBasedMessageQueueSemantics>())));
        Assert.IsType<UnboundedDequeMessageQueue>(
            QueueOf(Props.Create(() => new Demanding<IDequeBasedMessageQueueSemantics>())));
        Assert.IsType<UnboundedMessageQueue>(
            QueueOf(Props.Create(() => new Demanding<IUnboundedMessageQueueSemantics>())));
    }

    [Fact]
    public void The_dispatcher_is_the_one_that_props_and_deployment_name()
    {
        var plain = (LocalActorRef)Sys.ActorOf(Props.Create(() => new Runner()));
        Assert.Equal("akka.actor.default-dispatcher", plain.Cell.Dispatcher.Id);
        Assert.Equal(30, plain.Cell.Dispatcher.Throughput);
        Assert.Null(plain.Cell.Dispatcher.ThroughputDeadlineTime);
        var deployed = (LocalActorRef)Sys.ActorOf(On("pinned", _ => { }), "deployed");
        Assert.Equal("one-thread", deployed.Cell.Dispatcher.Id);
        Assert.Equal(7, deployed.Cell.Dispatcher.Throughput);
        Assert.Equal(1, Sys.Dispatchers.Lookup("akka.actor.default-blocking-io-dispatcher").Throughput);
        Assert.Equal(5, Sys.Dispatchers.Lookup("akka.actor.internal-dispatcher").Throughput);
        Assert.Equal(TimeSpan.TicksPerMillisecond, Sys.Dispatchers.Lookup("short-runs").ThroughputDeadlineTime);
    }

    private static Props On(string dispatcher, Action<object> handle)
    {
        var props = Props.Create(() => new Runner(handle));
        return dispatcher.Length == 0 ? props : props.WithDispatcher(dispatcher);
    }

    private IMessageQueue QueueOf(Props props, string? name = null) =>
        ((LocalActorRef)Sys.ActorOf(props, name)).Cell.Mailbox.MessageQueue;

    public sealed class AllEqual(Settings settings, Config config) : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => 0;
    }

    private class Runner(Action<object>? handle = null) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case ManualResetEventSlim gate:
                    gate.Wait();
                    break;
                case Action<object> action:
                    action(message);
                    break;
                default:
                    handle?.Invoke(message);
                    break;
            }
        }
    }

    private sealed class Demanding<T> : Runner, IRequiresMessageQueue<T>
        where T : ISemantics
    {
    }

    private sealed class Player(CancellationToken stop) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (!stop.IsCancellationRequested)
            {
                Sender.Tell(message, Self);
            }
        }
    }
}
