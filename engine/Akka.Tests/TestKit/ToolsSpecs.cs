using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Extensions;
using Xunit.Sdk;

namespace Akka.Tests.TestKit;

/// <summary>Barriers, latches, time limits of tasks, children, actors from delegates, sources of log entries.</summary>
public class ToolsSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task All_go_on_when_the_last_has_come_to_the_barrier()
    {
        var barrier = CreateTestBarrier(2);
        var first = Task.Run(barrier.Await);
        var second = Task.Run(barrier.Await);
        await Task.WhenAll(first, second);
        Assert.Throws<TimeoutException>(() => barrier.Await(TimeSpan.FromMilliseconds(20)));
        barrier.Reset();
        await Task.WhenAll(Task.Run(barrier.Await), Task.Run(barrier.Await));
    }

    [Fact]
    public void A_latch_opens_after_its_count_and_closes_again()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => latch.Ready(TimeSpan.FromMilliseconds(20)));
        latch.CountDown();
        latch.Ready();
        latch.Reset();
        Assert.False(latch.IsOpen);
        latch.Open();
        Assert.True(latch.IsOpen);
    }

    [Fact]
    public async Task A_task_is_given_so_much_time()
    {
        var never = new TaskCompletionSource<int>().Task;
        var briefly = TimeSpan.FromMilliseconds(20);
        var long_ = TimeSpan.FromSeconds(60);
        Assert.False(await never.AwaitWithTimeout(briefly));
        Assert.True(await Task.CompletedTask.AwaitWithTimeout(long_));
        await Assert.ThrowsAsync<TimeoutException>(() => never.WithTimeout(briefly));
        Assert.Equal(3, await Task.FromResult(3).WithTimeout(long_));
        Assert.Equal(4, await Task.FromResult(4).ShouldCompleteWithin(long_));
        await Task.FromResult(4).ShouldCompleteWithin(4, long_);
        await Assert.ThrowsAnyAsync<Exception>(() => Task.FromResult(4).ShouldCompleteWithin(5, long_));
        await Assert.ThrowsAnyAsync<Exception>(() => never.ShouldCompleteWithin(briefly));
        var failed = Task.FromException(new ArgumentException("wrong"));
        Assert.Equal("wrong", (await failed.ShouldThrowWithin<ArgumentException>(long_)).Message);
        await Assert.ThrowsAnyAsync<Exception>(() => failed.ShouldThrowWithin<TimeoutException>(long_));
        await Assert.ThrowsAnyAsync<Exception>(() => Task.CompletedTask.ShouldThrowWithin<Exception>(long_));
    }

    [Fact]
    public async Task Children_of_a_probe_can_be_made_without_blocking()
    {
        var probe = CreateTestProbe();
        var child = await probe.ChildActorOfAsync<Akka.TestKit.TestActors.BlackHoleActor>("child");
        Assert.Equal(probe.Ref.Path / "child", child.Path);
        var own = await ChildActorOfAsync(Akka.TestKit.TestActors.BlackHoleActor.Props);
        Assert.Equal(TestActor.Path, own.Path.Parent);
    }

    [Fact]
    public void The_assertions_of_a_system_are_those_of_its_test_kit() =>
        Assert.IsType<Akka.TestKit.Xunit2.XunitAssertions>(TestKitAssertionsExtension.For(Sys).Assertions);

    [Fact]
    public void A_delegate_describes_an_actor_and_its_life()
    {
        var probe = CreateTestProbe();
        var actor = ActorOf(
            act =>
            {
                act.OnPreStart = _ => probe.Ref.Tell("started");
                act.OnPreRestart = (reason, message, _) => probe.Ref.Tell($"{reason.Message} {message}");
                act.OnPostRestart = (_, _) => probe.Ref.Tell("restarted");
                act.OnPostStop = _ => probe.Ref.Tell("stopped");
                act.Receive<int>(i => i > 10, (_, context) => context.Sender.Tell("large"));
                act.Receive<int>((i, context) => context.Sender.Tell(i + 1));
                act.ReceiveAsync<double>(async (d, context) =>
                {
                    await Task.Yield();
                    context.Sender.Tell(-d);
                });
                act.Receive<bool>((_, _) => act.Become((m, context) => context.Sender.Tell($"became {m}")));
                act.ReceiveAny((m, _) => throw new InvalidOperationException("failed with"));
            },
            "described");
        Assert.Equal("described", actor.Path.Name);
        probe.ExpectMsg("started");
        Ask(actor, 1, 2);
        Ask(actor, 11, "large");
        Ask(actor, 1.5, -1.5);
        actor.Tell("x");
        probe.ExpectMsg("failed with x");
        probe.ExpectMsg("restarted");
        actor.Tell(true);
        Ask(actor, 1, "became 1");
        Sys.Stop(actor);
        probe.ExpectMsg("stopped");
    }

    [Fact]
    public void A_described_actor_has_described_children_and_a_strategy_for_them()
    {
        var parent = Sys.ActorOf((act, context) =>
        {
            act.Strategy = new OneForOneStrategy(_ => Directive.Resume);
            var count = 0;
            var child = act.ActorOf(
                c => c.Receive<string>((m, x) =>
                {
                    count++;
                    if (m == "fail")
                    {
                        throw new InvalidOperationException(m);
                    }

                    x.Sender.Tell($"{x.Parent.Path.Name} {count}");
                }),
                "child");
            act.ReceiveAny((m, x) => child.Forward(m));
        }, "parent");
        parent.Tell("fail");
        Ask(parent, "count", "parent 2");
    }

    [Fact]
    public void The_source_of_an_entry_is_an_actor_path_in_each_of_its_forms()
    {
        var actor = ActorOf(act => act.ReceiveAny((m, c) => c.GetLogger().Error("wrong")), "teller");
        string[] sources = [actor.Path.ToString(), "/user/teller", "user/teller"];
        foreach (var source in sources)
        {
            EventFilter.Error("wrong", source: source).ExpectOne(() => actor.Tell(1));
        }

        Assert.ThrowsAny<XunitException>(() => EventFilter.Error(source: "/user/other").ExpectOne(
            TimeSpan.FromMilliseconds(50), () => actor.Tell(1)));
    }

    private void Ask(IActorRef actor, object question, object answer)
    {
        actor.Tell(question);
        ExpectMsg(answer);
    }
}
