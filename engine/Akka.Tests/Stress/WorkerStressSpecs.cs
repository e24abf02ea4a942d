using System.Diagnostics;
using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Tests.Stress;

/// <summary>Threads that keep what the running actor woke, and the watch over them.</summary>
public class WorkerStressSpecs : Akka.TestKit.Xunit2.TestKit
{
    public WorkerStressSpecs()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }")
    {
    }

    [Fact]
    public void An_actor_that_waits_for_the_one_it_woke_gets_its_answer()
    {
        using var busy = new Rings(Sys, rings: Environment.ProcessorCount, size: 2);
        Threads.Await(() => RunWatch.IsOn, () => "the watch did not begin");
        for (var round = 0; round < Soak.Count(usual: 20, soak: 5_000); round++)
        {
            var asker = Sys.ActorOf(Props.Create(() => new Asker()));
            asker.Tell(TestActor, TestActor);
            ExpectMsg("answered", Threads.Patience);
            Sys.Stop(asker);
        }
    }

    [Fact]
    public void What_an_actor_leaves_on_its_thread_is_not_seen_by_the_one_it_woke()
    {
        // Within one run an actor can find what it left itself.
        var seen = 0;
        var local = new AsyncLocal<IActorRef>();
        using var rings = new Rings(Sys, rings: 1, size: 2, self =>
        {
            seen += local.Value is null || local.Value.Equals(self) ? 0 : 1;
            seen += SynchronizationContext.Current is Left context && !context.By.Equals(self) ? 1 : 0;
            local.Value = self;
            SynchronizationContext.SetSynchronizationContext(new Left(self));
        });
        Threads.Await(() => RunWatch.IsOn, () => "the watch did not begin");
        rings.AwaitSteps(100_000);
        Assert.Equal(0, Volatile.Read(ref seen));
    }

    [Fact]
    public void Nothing_kept_is_lost_while_the_watch_begins_and_ends()
    {
        const int Steps = 5_000;
        for (var round = 0; round < Soak.Count(usual: 10, soak: 2_000); round++)
        {
            using var rings = new Rings(Sys, rings: 3, size: 5);
            rings.AwaitSteps(Steps);
            rings.Rest();
            Threads.Await(() => !RunWatch.IsOn, () => "the watch did not end");
            rings.GoOn();
            rings.AwaitSteps(2 * Steps);
        }
    }

    /// <summary>Actors in circles, each with one message that goes round until it is told to rest.</summary>
    private sealed class Rings : IDisposable
    {
        private readonly ActorSystem _system;
        private readonly IActorRef[] _members;
        private readonly int _size;
        private readonly long[] _steps;
        private readonly int[] _atRest;
        private volatile bool _rests;

        public Rings(ActorSystem system, int rings, int size, Action<IActorRef>? act = null)
        {
            _system = system;
            _size = size;
            _steps = new long[rings];
            _atRest = new int[rings];
            _members = Enumerable.Range(0, rings * size)
                .Select(i => system.ActorOf(Props.Create(() => new Member(this, i / size, act))))
                .ToArray();
            for (var i = 0; i < _members.Length; i++)
            {
                var ring = i / size * size;
                _members[i].Tell(_members[ring + ((i + 1) % size)]);
            }

            Begin();
        }

        public void AwaitSteps(long steps) => Threads.Await(
            () => Enumerable.Range(0, _steps.Length).All(i => Volatile.Read(ref _steps[i]) >= steps),
            () => $"rings stand still at {string.Join(' ', _steps)}");

        public void Rest()
        {
            _rests = true;
            Threads.Await(() => _atRest.All(n => n == 1), () => $"at rest are only {string.Join(' ', _atRest)}");
        }

        public void GoOn()
        {
            Array.Clear(_atRest);
            _rests = false;
            Begin();
        }

        public void Dispose()
        {
            Rest();
            Array.ForEach(_members, _system.Stop);
        }

        private void Begin()
        {
            for (var i = 0; i < _members.Length; i += _size)
            {
                _members[i].Tell(this);
            }
        }

        private sealed class Member(Rings rings, int ring, Action<IActorRef>? act) : UntypedActor
        {
            private IActorRef _next = ActorRefs.Nobody;

            protected override void OnReceive(object message)
            {
                if (message is IActorRef next)
                {
                    _next = next;
                    return;
                }

                if (rings._rests)
                {
                    Volatile.Write(ref rings._atRest[ring], 1);
                    return;
                }

                act?.Invoke(Self);
                _next.Tell(message);
                Volatile.Write(ref rings._steps[ring], rings._steps[ring] + 1);
            }
        }
    }

    private sealed class Left(IActorRef by) : SynchronizationContext
    {
        public IActorRef By { get; } = by;
    }

    /// <summary>Wakes its child and blocks its thread until the child has run.</summary>
    private sealed class Asker : UntypedActor
    {
        private readonly IActorRef _child;

        public Asker()
        {
            _child = Context.ActorOf(Props.Create(() => new Answering()));
        }

        protected override void OnReceive(object message)
        {
            // First the way that a message from outside takes, then with the watch on and a budget left.
            if (message is IActorRef)
            {
                Self.Tell(0, Sender);
                return;
            }

            using var answer = new ManualResetEventSlim();
            _child.Tell(answer);
            if (!answer.Wait(Threads.Patience))
            {
                throw new UnreachableException("the child did not run");
            }

            Sender.Tell("answered");
        }
    }

    private sealed class Answering : UntypedActor
    {
        protected override void OnReceive(object message) => ((ManualResetEventSlim)message).Set();
    }
}
