using System.Diagnostics;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class TimingSpecs : StreamSpec
{
    [Fact]
    public async Task Idle_timeout_fails_a_silent_stream_and_leaves_a_busy_one_alone()
    {
        var error = await ErrorOf(Source.Never<int>().IdleTimeout(TimeSpan.FromMilliseconds(100)));
        Assert.IsType<TimeoutException>(error);
        var busy = await AllOf(Source.Tick(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), 1)
            .IdleTimeout(TimeSpan.FromMilliseconds(1000)).Take(10));
        Assert.Equal(10, busy.Count);
    }

    [Fact]
    public async Task Keep_alive_injects_when_upstream_is_silent_and_someone_waits()
    {
        var (source, sink) = Hands.Around(
            Flow.Create<int>().KeepAlive(TimeSpan.FromMilliseconds(50), () => -1), Materializer);
        Assert.Equal(-1, await sink.RequestNext());
        source.Push(1);
        Assert.Equal(1, await sink.RequestNext());
        Assert.Equal(-1, await sink.RequestNext());
        source.Complete();
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Grouped_within_emits_by_number_and_by_time()
    {
        var (source, sink) = Hands.Around(
            Flow.Create<int>().GroupedWithin(3, TimeSpan.FromMilliseconds(200)).Select(g => string.Join("", g)),
            Materializer);
        sink.Request(9);
        for (var i = 1; i <= 4; i++)
        {
            source.Push(i);
        }

        Assert.Equal("123", await sink.Next());
        Assert.Equal("4", await sink.Next());
        await sink.ExpectNothing();
        source.Push(5);
        source.Complete();
        Assert.Equal("5", await sink.Next());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Grouped_within_holds_upstream_back_when_a_full_group_is_not_wanted()
    {
        var (source, sink) = Hands.Around(
            Flow.Create<int>().GroupedWithin(2, TimeSpan.FromMinutes(1)).Select(g => string.Join("", g)),
            Materializer);
        for (var i = 1; i <= 5; i++)
        {
            source.Push(i);
        }

        await Eventually(() => source.Pulls == 2, "one group");
        await sink.ExpectNothing();
        Assert.Equal(2, source.Pulls);
        Assert.Equal("12", await sink.RequestNext());
    }

    [Fact]
    public async Task Throttle_lets_a_burst_through_and_then_keeps_the_rate()
    {
        var clock = Stopwatch.StartNew();
        var all = await AllOf(Source.From(Enumerable.Range(1, 15))
            .Throttle(20, TimeSpan.FromMilliseconds(1000), 5, ThrottleMode.Shaping));
        Assert.Equal(Enumerable.Range(1, 15), all);

        // Five at once, then ten at fifty milliseconds each.
        Assert.InRange(clock.ElapsedMilliseconds, 420, 3000);
    }

    [Fact]
    public async Task An_enforcing_throttle_fails_when_elements_come_too_fast()
    {
        var error = await ErrorOf(Source.From(Enumerable.Range(1, 100))
            .Throttle(1, TimeSpan.FromMinutes(1), 5, ThrottleMode.Enforcing));
        Assert.IsType<OverflowException>(error);
    }

    [Fact]
    public async Task Throttle_completes_after_the_element_it_holds()
    {
        var all = await AllOf(Source.From([1, 2])
            .Throttle(1, TimeSpan.FromMilliseconds(50), 1, ThrottleMode.Shaping));
        Assert.Equal([1, 2], all);
    }

    [Fact]
    public async Task Tick_ends_when_it_is_cancelled()
    {
        var (ticks, sink) = Source.Tick(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), "tick")
            .ToMaterialized(Sink.FromGraph(new HandSink<string>()), Keep.Both).Run(Materializer);
        Assert.Equal("tick", await sink.RequestNext());
        Assert.Equal("tick", await sink.RequestNext());
        ticks.Cancel();
        await sink.ExpectComplete();
        Assert.True(ticks.IsCancellationRequested);
    }
}
