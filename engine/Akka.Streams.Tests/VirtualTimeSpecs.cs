using System.Collections.Concurrent;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

/// <summary>Everything that waits does so by the scheduler of the system: its time can be moved by hand.</summary>
public class VirtualTimeSpecs : VirtualTimeSpec
{
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

    [Fact]
    public async Task TakeWithin_ends_when_its_time_is_over()
    {
        var all = Source.Tick(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60), 1).TakeWithin(TimeSpan.FromSeconds(30))
            .RunWith(Sink.Seq<int>(), Materializer);
        await PassTimeUntil(() => all.IsCompleted);
        Assert.Equal([1], await all);
    }

    [Fact]
    public async Task SkipWithin_drops_until_its_time_is_over()
    {
        var number = 0;
        var first = Source.Tick(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), "tick").Select(_ => ++number)
            .SkipWithin(TimeSpan.FromSeconds(30)).RunWith(Sink.First<int>(), Materializer);
        await PassTimeUntil(() => first.IsCompleted);
        Assert.Equal(3, await first);
    }

    [Fact]
    public async Task InitialDelay_does_not_pull_before_its_time()
    {
        var (source, ended) = Source.FromGraph(new HandSource<int>()).InitialDelay(TimeSpan.FromSeconds(10))
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both).Run(Materializer);
        await PassTime(TimeSpan.FromSeconds(5));
        Assert.Equal(0, source.Pulls);
        await PassTimeUntil(() => source.Pulls == 1);
        Assert.False(ended.IsCompleted);
    }

    [Fact]
    public async Task InitialTimeout_fails_a_stream_without_an_element() => await Fails(
        Source.Never<int>().InitialTimeout(TimeSpan.FromSeconds(5)));

    [Fact]
    public async Task InitialTimeout_leaves_a_stream_with_an_element_alone()
    {
        var ended = Source.Single(1).Concat(Source.Never<int>()).InitialTimeout(TimeSpan.FromSeconds(1))
            .RunWith(Sink.Ignore<int>(), Materializer);
        await PassTime(TimeSpan.FromSeconds(5));
        Assert.False(ended.IsCompleted);
    }

    [Fact]
    public async Task CompletionTimeout_fails_a_stream_that_goes_on() => await Fails(
        Source.Tick(TimeSpan.Zero, TimeSpan.FromSeconds(1), 1).CompletionTimeout(TimeSpan.FromSeconds(5)));

    [Fact]
    public async Task BackpressureTimeout_fails_a_stream_whose_elements_nobody_wants()
    {
        var asked = false;
        var ended = Source.Repeat(1).BackpressureTimeout(TimeSpan.FromSeconds(5))
            .Throttle(1, TimeSpan.FromHours(1), 1, ThrottleMode.Shaping)
            .RunWith(Sink.ForEach<int>(_ => asked = true), Materializer);
        await PassTimeUntil(() => ended.IsCompleted);
        Assert.True(asked);
        await Assert.ThrowsAsync<TimeoutException>(() => ended);
    }

    [Fact]
    public async Task A_sub_stream_that_nobody_runs_in_time_is_given_up()
    {
        var (source, sink) = Hands.Around(Flow.FromGraph(new GroupBy<int, int>(5, x => x, false)), Materializer);
        sink.Request(2);
        source.Push(1);
        var late = await sink.Next();
        source.Push(1);
        source.Push(2);
        var next = sink.Next();
        await PassTimeUntil(() => next.IsCompleted);
        Assert.Equal(2, await Run(await next).RequestNext());
        Assert.IsType<SubscriptionTimeoutException>(await Run(late).ExpectError());

        HandSink<int>.Hand Run(Source<int, NotUsed> part) =>
            part.RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);
    }

    private async Task Fails<T, TMat>(Source<T, TMat> source)
    {
        var ended = source.RunWith(Sink.Ignore<T>(), Materializer);
        await PassTimeUntil(() => ended.IsCompleted);
        await Assert.ThrowsAsync<TimeoutException>(() => ended);
    }
}
