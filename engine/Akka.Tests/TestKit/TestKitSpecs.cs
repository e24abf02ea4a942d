using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Xunit.Sdk;

namespace Akka.Tests.TestKit;

public class TestKitSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void The_test_actor_is_the_sender_of_what_a_test_tells()
    {
        var probe = CreateTestProbe();
        ((IActorRef)probe).Tell("hello");
        probe.ExpectMsg("hello");
        Assert.Equal(TestActor, probe.LastSender);
        probe.Reply("back");
        Assert.Equal("back", ExpectMsgFrom<string>(probe.Ref));
    }

    [Fact]
    public async Task The_test_actor_stays_the_sender_after_an_await()
    {
        var echo = ActorOf(Akka.TestKit.TestActors.SimpleEchoActor.Props());
        await Task.Delay(10);
        echo.Tell("after");
        Assert.Equal("after", await ExpectMsgAsync<string>());
        await Task.Yield();
        echo.Tell("again");
        await ExpectMsgAsync("again");
    }

    [Fact]
    public void An_expectation_that_is_not_met_fails_and_says_why()
    {
        TestActor.Tell(1);
        var wrong = Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>());
        Assert.Contains("System.String", wrong.Message, StringComparison.Ordinal);
        var late = Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(TimeSpan.FromMilliseconds(50)));
        Assert.Contains("Timeout", late.Message, StringComparison.Ordinal);
        TestActor.Tell(2);
        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(50));
        Assert.ThrowsAny<XunitException>(
            () => Within(TimeSpan.FromMilliseconds(50), () => ExpectMsg<string>(TimeSpan.FromMilliseconds(200))));
    }

    [Fact]
    public void Messages_can_be_fished_ignored_and_received_in_rows()
    {
        IgnoreMessages<double>();
        foreach (object message in new object[] { 1, 2.5, "a", 3, 4, "end" })
        {
            TestActor.Tell(message);
        }

        Assert.Equal("a", FishForMessage<string>(_ => true));
        var pause = TimeSpan.FromMilliseconds(50);
        Assert.Equal([3, 4], ReceiveWhile<int>(_ => true, idle: pause, shouldIgnoreOtherMessageTypes: false));
        Assert.Equal(["end"], ReceiveN(1));
        TestActor.Tell("x");
        TestActor.Tell("y");
        ExpectMsgAllOf("y", "x");
    }

    [Fact]
    public void An_auto_pilot_answers_until_it_ends_itself()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"auto {message}", ActorRefs.NoSender);
            return Equals(message, 2) ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        foreach (var i in new[] { 1, 2, 3 })
        {
            probe.Ref.Tell(i);
        }

        ExpectMsg("auto 1");
        ExpectMsg("auto 2");
        ExpectNoMsg(50);
    }

    [Fact]
    public async Task Event_filters_count_entries_and_fail_when_they_are_missing()
    {
        await EventFilter.Warning(contains: "careful").ExpectOneAsync(() =>
        {
            Sys.Log.Warning("be careful {0}", 1);
            return Task.CompletedTask;
        });
        EventFilter.Exception<InvalidOperationException>().Expect(
            2,
            () =>
            {
                Sys.Log.Error(new InvalidOperationException("one"), "one");
                Sys.Log.Error(new InvalidOperationException("two"), "two");
            });
        EventFilter.DeadLetter<string>().ExpectOne(() => Sys.DeadLetters.Tell("lost"));
        Assert.ThrowsAny<XunitException>(() =>
            EventFilter.Error().ExpectOne(TimeSpan.FromMilliseconds(100), () => { }));
    }

    [Fact]
    public void A_test_actor_ref_runs_on_the_thread_of_the_test()
    {
        var actor = ActorOfAsTestActorRef<Counter>("counter");
        actor.Tell(3);
        actor.Tell(4);
        Assert.Equal(7, actor.UnderlyingActor.Sum);
        Assert.Equal(Environment.CurrentManagedThreadId, actor.UnderlyingActor.LastThread);
        Assert.Throws<InvalidOperationException>(() => actor.Receive("wrong"));
    }

    [Fact]
    public void A_probe_watches_and_has_children()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf(Props.Create<Counter>());
        Assert.Equal(probe.Ref.Path, child.Path.Parent);
        Watch(child);
        Sys.Stop(child);
        ExpectTerminated(child);
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<int>(i =>
            {
                Sum += i;
                LastThread = Environment.CurrentManagedThreadId;
            });
            Receive<string>((Action<string>)(_ => throw new InvalidOperationException()));
        }

        public int Sum { get; private set; }

        public int LastThread { get; private set; }
    }
}

public class TestSchedulerSpecs : Akka.TestKit.Xunit2.TestKit
{
    public TestSchedulerSpecs()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Nothing_happens_before_its_time_and_everything_in_its_order()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(2), TestActor, "second", ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "first", ActorRefs.NoSender);
        var ticks = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), TestActor, "tick", ActorRefs.NoSender);
        Scheduler.Advance(TimeSpan.FromMilliseconds(999));
        ExpectNoMsg(50);
        Scheduler.Advance(TimeSpan.FromMilliseconds(1001));
        ExpectMsg("first");
        ExpectMsg("second");
        Scheduler.Advance(TimeSpan.FromSeconds(2));
        ExpectMsg("tick");
        ExpectMsg("tick");
        ticks.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(10));
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_repeated_job_runs_once_for_each_interval_that_passed_at_its_time()
    {
        var begin = Scheduler.Now;
        var times = new List<double>();
        void Note() => times.Add((Scheduler.Now - begin).TotalSeconds);
        Scheduler.ScheduleRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), Note);
        Scheduler.ScheduleOnce(TimeSpan.FromSeconds(4), Note);
        Scheduler.Advance(TimeSpan.FromSeconds(8.5));
        Assert.Equal([1, 3, 4, 5, 7], times);
        Assert.Equal(begin.AddSeconds(8.5), Scheduler.Now);
        Assert.Equal(TimeSpan.FromSeconds(8.5), Scheduler.MonotonicClock);
        Scheduler.AdvanceTo(begin.AddSeconds(9));
        Assert.Equal(6, times.Count);
        Assert.Throws<InvalidOperationException>(() => Scheduler.AdvanceTo(begin));
    }

    [Fact]
    public void What_a_job_schedules_and_is_due_runs_in_the_same_advance()
    {
        var ran = false;
        Scheduler.ScheduleOnce(
            TimeSpan.FromSeconds(1), () => Scheduler.ScheduleOnce(TimeSpan.FromSeconds(1), () => ran = true));
        Scheduler.Advance(TimeSpan.FromSeconds(1.5));
        Assert.False(ran);
        Scheduler.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(ran);
    }
}
