using Akka.Actor;

namespace Akka.Tests.Actor;

public class AsyncHandlerSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void No_message_is_handled_before_an_asynchronous_handler_ends()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Async()));
        actor.Tell(50);
        actor.Tell("next");
        Assert.Equal(["begin 50", "end 50", "next"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void Context_and_sender_are_kept_across_awaits()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Async()), "keeper");
        actor.Tell(1.5);
        Assert.Equal(actor, ExpectMsg<IActorRef>());
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void A_failure_after_an_await_goes_to_the_supervisor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Async()));
        EventFilter.Exception<InvalidOperationException>("late").ExpectOne(() => actor.Tell('x'));
        actor.Tell("restarted");
        ExpectMsg("restarted");
    }

    [Fact]
    public void System_messages_are_handled_during_an_await()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Async()));
        Watch(actor);
        actor.Tell(60_000);
        ExpectMsg("begin 60000");
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public async Task Continuations_never_run_beside_each_other_or_beside_a_message()
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Overlap(1000, done)));
        for (var i = 0; i < 1000; i++)
        {
            actor.Tell(i, ActorRefs.NoSender);
        }

        Assert.Equal(0, await done.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private sealed class Async : ReceiveActor
    {
        public Async()
        {
            ReceiveAsync<int>(async ms =>
            {
                Sender.Tell($"begin {ms}");
                await Task.Delay(ms);
                Sender.Tell($"end {ms}");
            });
            ReceiveAsync<double>(async _ =>
            {
                await Task.Delay(5);
                await Task.Yield();
                Context.Sender.Tell(Context.Self);
            });
            ReceiveAsync<char>(async _ =>
            {
                await Task.Delay(5);
                throw new InvalidOperationException("late");
            });
            Receive<string>(m => Sender.Tell(m));
        }
    }

    private sealed class Overlap : ReceiveActor
    {
        private int _inside;
        private int _overlaps;

        public Overlap(int count, TaskCompletionSource<int> done) => ReceiveAsync<int>(async i =>
        {
            Enter();
            await (i % 3 == 0 ? Task.Yield().ToTask() : Task.Run(() => { }));
            Leave();
            Enter();
            await Task.WhenAll(Task.Yield().ToTask(), Task.CompletedTask);
            Leave();
            if (i == count - 1)
            {
                done.TrySetResult(_overlaps);
            }
        });

        private void Enter() => _overlaps += Interlocked.Increment(ref _inside) == 1 ? 0 : 1;

        private void Leave() => Interlocked.Decrement(ref _inside);
    }
}

internal static class YieldExtensions
{
    public static async Task ToTask(this System.Runtime.CompilerServices.YieldAwaitable yield) => await yield;
}
