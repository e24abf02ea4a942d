using System.Collections.Concurrent;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;
using Akka.TestKit;

namespace Akka.Streams.Tests;

/// <summary>Everything that waits does so by the scheduler of the system: its time can be moved by hand.</summary>
public class VirtualTimeSpecs : StreamSpec
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public VirtualTimeSpecs()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task Restarts_wait_twice_as_long_each_time_up_to_the_maximum()
    {
        var starts = new ConcurrentQueue<TimeSpan>();
        var settings = RestartSettings.Create(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 0)
            .WithMaxRestarts(5, TimeSpan.FromHours(1));
        var failed = ErrorOf(RestartSource.WithBackoff(
            () =>
            {
                starts.Enqueue(Scheduler.MonotonicClock);
                return Source.Failed<int>(new InvalidOperationException());
            },
            settings));
        await PassTimeUntil(() => failed.IsCompleted);
        var waits = starts.Zip(starts.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        double[] expected = [1, 2, 4, 5, 5];
        Assert.Equal(expected.Length, waits.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(waits[i], expected[i], expected[i] + 1.5);
        }
    }

    [Fact]
    public async Task A_stream_that_ran_long_enough_begins_its_waits_anew()
    {
        var starts = new ConcurrentQueue<TimeSpan>();
        var settings = RestartSettings.Create(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), 0)
            .WithMaxRestarts(1, TimeSpan.FromSeconds(5));
        var all = RestartSource.WithBackoff(
            () =>
            {
                starts.Enqueue(Scheduler.MonotonicClock);
                return Source.Tick(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 1).Take(1);
            },
            settings).Take(4).RunWith(Sink.Seq<int>(), Materializer);
        await PassTimeUntil(() => all.IsCompleted);
        Assert.Equal([1, 1, 1, 1], await all);
        Assert.All(
            starts.Zip(starts.Skip(1), (a, b) => (b - a).TotalSeconds), wait => Assert.InRange(wait, 11, 14));
    }

    [Fact]
    public async Task Idle_timeout_counts_from_the_last_element()
    {
        var (source, ended) = Source.FromGraph(new HandSource<int>()).IdleTimeout(TimeSpan.FromSeconds(10))
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both).Run(Materializer);
        await Eventually(() => source.Pulls == 1, "running");
        await PassTime(TimeSpan.FromSeconds(8));
        source.Push(1);
        await Eventually(() => source.Pulls == 2, "passed");
        await PassTime(TimeSpan.FromSeconds(8));
        Assert.False(ended.IsCompleted);
        await PassTimeUntil(() => ended.IsCompleted);
        await Assert.ThrowsAsync<TimeoutException>(() => ended);
    }

    [Fact]
    public async Task Throttle_spends_the_time_of_the_scheduler()
    {
        var times = new ConcurrentQueue<TimeSpan>();
        var done = Source.From(Enumerable.Range(0, 5)).Throttle(1, TimeSpan.FromSeconds(2), 1, ThrottleMode.Shaping)
            .RunForeach(_ => times.Enqueue(Scheduler.MonotonicClock), Materializer);
        await PassTimeUntil(() => done.IsCompleted);
        var waits = times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds);
        Assert.All(waits, wait => Assert.InRange(wait, 1.5, 3.5));
        // Four waits of two seconds; the clock may move a few steps before or after an element notes its time.
        Assert.InRange((times.Last() - times.First()).TotalSeconds, 7, 11);
    }

    private async Task PassTime(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            Scheduler.Advance(Step);
            await Task.Delay(1);
        }
    }

    private async Task PassTimeUntil(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, "Not in time");
            await PassTime(Step);
        }
    }
}
