using Akka.Actor;

namespace Akka.Tests.Actor;

/// <summary>Asynchronous handlers and hooks, their failures, and what waits for them.</summary>
public class AsyncRuleSpecs : Akka.TestKit.Xunit2.TestKit
{
    public AsyncRuleSpecs()
        : base("akka { loglevel = OFF, test { single-expect-default = 60s, default-timeout = 60s } }")
    {
    }

    [Fact]
    public void A_poison_pill_waits_for_the_handler()
    {
        var (actor, gate) = Begin();
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        gate.SetResult();
        ExpectMsg("went on");
        ExpectMsg("PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_stop_does_not_wait_and_the_rest_of_the_handler_never_runs()
    {
        var (actor, gate) = Begin();
        Watch(actor);
        Sys.Stop(actor);
        ExpectMsg("PostStop");
        ExpectTerminated(actor);
        gate.SetResult();

        // The messages of another actor come after whatever the gate has set free.
        var (other, second) = Begin();
        second.SetResult();
        ExpectMsg("went on");
        Sys.Stop(other);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_restarts_the_actor_with_the_message_at_hand(bool afterAnAwait)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(TestActor, null)));
        actor.Tell(new Fail(afterAnAwait));
        actor.Tell("next");
        ExpectMsg($"PreRestart {new Fail(afterAnAwait)}");
        ExpectMsg("PostStop");
        ExpectMsg("next");
    }

    [Fact]
    public void Messages_wait_for_an_asynchronous_start()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(TestActor, gate)));
        actor.Tell("first");
        ExpectMsg("starting");
        gate.SetResult();
        ExpectMsg("started");
        ExpectMsg("first");
    }

    [Fact]
    public void Handlers_follow_each_other_and_never_mix()
    {
        var (actor, gate) = Begin();
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        second.SetResult();
        actor.Tell(second);
        actor.Tell("last");
        gate.SetResult();
        Assert.Equal(["went on", "waits", "went on", "last"], ReceiveN(4).Cast<string>());
    }

    private (IActorRef Actor, TaskCompletionSource Gate) Begin()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(TestActor, null)));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Tell(gate);
        ExpectMsg("waits");
        return (actor, gate);
    }

    private sealed record Fail(bool AfterAnAwait);

    private sealed class Waiter : ReceiveActor
    {
        private readonly IActorRef _to;
        private readonly TaskCompletionSource? _start;

        public Waiter(IActorRef to, TaskCompletionSource? start)
        {
            _to = to;
            _start = start;
            ReceiveAsync<TaskCompletionSource>(async gate =>
            {
                _to.Tell("waits");
                await gate.Task;
                _to.Tell("went on");
            });
            ReceiveAsync<Fail>(async fail =>
            {
                if (fail.AfterAnAwait)
                {
                    await Task.Yield();
                }

                throw new InvalidOperationException("fail");
            });
            Receive<string>(s => _to.Tell(s));
        }

        protected override void PreStart()
        {
            if (_start is not null)
            {
                RunTask(async () =>
                {
                    _to.Tell("starting");
                    await _start.Task;
                    _to.Tell("started");
                });
            }
        }

        protected override void PreRestart(Exception reason, object message)
        {
            _to.Tell($"PreRestart {message}");
            base.PreRestart(reason, message);
        }

        protected override void PostStop()
        {
            if (_start is null)
            {
                _to.Tell("PostStop");
            }
        }
    }
}
