using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class RestartSpecs : StreamSpec
{
    private static readonly RestartSettings Quick =
        RestartSettings.Create(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20), 0.1);

    [Fact]
    public async Task A_source_is_started_again_when_it_completes_and_when_it_fails()
    {
        var starts = 0;
        var all = await AllOf(RestartSource.WithBackoff(
            () =>
            {
                starts++;
                return starts % 2 == 0
                    ? Source.From([1, 2])
                    : ThenFail(new InvalidOperationException(), 3);
            },
            Quick).Take(7));
        Assert.Equal([3, 1, 2, 3, 1, 2, 3], all);
        Assert.Equal(5, starts);
    }

    [Fact]
    public async Task On_failures_only_completion_ends_it()
    {
        var starts = 0;
        var all = await AllOf(RestartSource.OnFailuresWithBackoff(
            () => ++starts < 3
                ? ThenFail(new InvalidOperationException(), starts)
                : Source.Single(starts),
            Quick));
        Assert.Equal([1, 2, 3], all);
    }

    [Fact]
    public async Task Restarts_are_limited()
    {
        var starts = 0;
        var settings = Quick.WithMaxRestarts(2, TimeSpan.FromSeconds(30));
        var error = await ErrorOf(RestartSource.WithBackoff(
            () => Source.Failed<int>(new InvalidOperationException($"start {++starts}")), settings));
        Assert.Equal("start 3", error.Message);
        starts = 0;
        Assert.Equal([1, 2, 3], await AllOf(RestartSource.WithBackoff(() => Source.Single(++starts), settings)));
    }

    [Fact]
    public async Task Waits_grow_up_to_the_maximum()
    {
        var times = new ConcurrentQueue<long>();
        var clock = Stopwatch.StartNew();
        var settings = RestartSettings.Create(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), 0)
            .WithMaxRestarts(4, TimeSpan.FromSeconds(30));
        await ErrorOf(RestartSource.WithBackoff(
            () =>
            {
                times.Enqueue(clock.ElapsedMilliseconds);
                return Source.Failed<int>(new InvalidOperationException());
            },
            settings));
        var waits = times.Zip(times.Skip(1), (a, b) => b - a).ToList();
        Assert.Equal(4, waits.Count);
        Assert.InRange(waits[0], 40, 1000);
        Assert.InRange(waits[1], 90, 1000);
        Assert.InRange(waits[2], 190, 1000);
        Assert.InRange(waits[3], 190, 1000);
    }

    [Fact]
    public async Task Cancellation_ends_a_source_for_good()
    {
        var starts = 0;
        HandSource<int>.Hand? inner = null;
        var sink = RestartSource.WithBackoff(
            () =>
            {
                starts++;
                return Source.FromGraph(new HandSource<int>()).MapMaterializedValue(h => inner = h);
            },
            Quick).RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);
        await Eventually(() => Volatile.Read(ref inner) is not null, "started");
        inner!.Push(1);
        Assert.Equal(1, await sink.RequestNext());
        sink.Cancel();
        await inner.Cancelled;
        await sink.ExpectNothing();
        Assert.Equal(1, starts);
    }

    [Fact]
    public async Task A_sink_that_cancels_is_started_again_and_upstream_goes_on()
    {
        var got = new ConcurrentQueue<int>();
        var starts = 0;
        var source = Source.FromGraph(new HandSource<int>()).To(RestartSink.WithBackoff(
            () =>
            {
                Interlocked.Increment(ref starts);
                return Flow.Create<int>().Take(2).To(Sink.ForEach<int>(got.Enqueue));
            },
            Quick)).Run(Materializer);
        for (var i = 1; i <= 4; i++)
        {
            source.Push(i);
            var expected = i;
            await Eventually(() => got.Count == expected, $"element {i}");
        }

        await Eventually(() => Volatile.Read(ref starts) == 3, "started three times");
        Assert.Equal([1, 2, 3, 4], got);
        Assert.False(source.IsCancelled);
        source.Complete();
    }

    [Fact]
    public async Task A_flow_that_fails_is_started_again_between_the_same_ends()
    {
        var starts = 0;
        var (source, sink) = Hands.Around(
            RestartFlow.WithBackoff(
                () =>
                {
                    Interlocked.Increment(ref starts);
                    return Flow.Create<int>().Select(x => x < 0 ? throw new InvalidOperationException() : x);
                },
                Quick),
            Materializer);
        sink.Request(9);
        source.Push(1);
        Assert.Equal(1, await sink.Next());
        source.Push(-1);
        await Eventually(() => Volatile.Read(ref starts) == 2, "started again");
        source.Push(2);
        Assert.Equal(2, await sink.Next());
        source.Complete();
        await sink.ExpectComplete();
        Assert.Equal(2, starts);
    }

    [Fact]
    public async Task A_flow_that_completes_ends_it_when_only_failures_restart()
    {
        var (source, sink) = Hands.Around(
            RestartFlow.OnFailuresWithBackoff(() => Flow.Create<int>().Take(1), Quick), Materializer);
        sink.Request(9);
        source.Push(1);
        Assert.Equal(1, await sink.Next());
        await sink.ExpectComplete();
        await source.Cancelled;
    }

    [Fact]
    public void Settings_are_copied_and_never_changed()
    {
        var settings = RestartSettings.Create(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9), 0.2);
        Assert.Equal(int.MaxValue, settings.MaxRestarts);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.MaxRestartsWithin);
        var other = settings.WithMaxRestarts(3, TimeSpan.FromMinutes(1)).WithRandomFactor(0.5)
            .WithMinBackoff(TimeSpan.FromSeconds(2)).WithMaxBackoff(TimeSpan.FromSeconds(8));
        Assert.Equal(3, other.MaxRestarts);
        Assert.Equal(0.5, other.RandomFactor);
        Assert.Equal(TimeSpan.FromSeconds(2), other.MinBackoff);
        Assert.Equal(TimeSpan.FromSeconds(9), settings.MaxBackoff);
    }
}
