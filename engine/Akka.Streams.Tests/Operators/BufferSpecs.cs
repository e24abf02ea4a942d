using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class BufferSpecs : StreamSpec
{
    [Theory]
    [InlineData(OverflowStrategy.DropHead, "3 4 5")]
    [InlineData(OverflowStrategy.DropTail, "1 2 5")]
    [InlineData(OverflowStrategy.DropBuffer, "4 5")]
    [InlineData(OverflowStrategy.DropNew, "1 2 3")]
    public async Task A_full_buffer_drops_what_its_strategy_says(OverflowStrategy strategy, string kept)
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Buffer(3, strategy), Materializer);
        for (var i = 1; i <= 5; i++)
        {
            source.Push(i);
        }

        await Eventually(() => source.Pulls == 6, "the buffer takes everything");
        source.Complete();
        sink.Request(10);
        foreach (var expected in kept.Split(' '))
        {
            Assert.Equal(int.Parse(expected), await sink.Next());
        }

        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Back_pressure_stops_upstream_at_the_size_of_the_buffer()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Buffer(3, OverflowStrategy.Backpressure), Materializer);
        for (var i = 1; i <= 5; i++)
        {
            source.Push(i);
        }

        await Eventually(() => source.Pulls == 3, "three are wanted");
        await sink.ExpectNothing();
        Assert.Equal(3, source.Pulls);
        Assert.Equal(1, await sink.RequestNext());
        await Eventually(() => source.Pulls == 4, "one more is wanted");
        source.Complete();
        sink.Request(9);
        for (var i = 2; i <= 5; i++)
        {
            Assert.Equal(i, await sink.Next());
        }

        await sink.ExpectComplete();
    }

    [Fact]
    public async Task A_buffer_that_must_not_overflow_fails_the_stream()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Buffer(2, OverflowStrategy.Fail), Materializer);
        source.Push(1);
        source.Push(2);
        source.Push(3);
        Assert.IsType<BufferOverflowException>(await sink.ExpectError());
        await source.Cancelled;
    }

    [Fact]
    public async Task A_failure_of_upstream_does_not_wait_for_the_buffer()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Buffer(2, OverflowStrategy.Backpressure), Materializer);
        source.Push(1);
        source.Fail(new InvalidOperationException("now"));
        Assert.Equal("now", (await sink.ExpectError()).Message);
    }

    [Fact]
    public async Task Conflate_merges_while_downstream_is_busy()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Conflate((a, b) => a + b), Materializer);
        sink.Request();
        source.Push(1);
        Assert.Equal(1, await sink.Next());
        source.Push(2);
        source.Push(3);
        source.Push(4);
        await Eventually(() => source.Pulls == 5, "upstream never waits");
        Assert.Equal(9, await sink.RequestNext());
        source.Push(5);
        source.Complete();
        Assert.Equal(5, await sink.RequestNext());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Conflate_with_seed_keeps_a_summary()
    {
        var (source, sink) = Hands.Around(
            Flow.Create<int>().ConflateWithSeed(x => $"{x}", (s, x) => $"{s}+{x}"), Materializer);
        source.Push(1);
        source.Push(2);
        source.Push(3);
        await Eventually(() => source.Pulls == 4, "all three are in");
        Assert.Equal("1+2+3", await sink.RequestNext());
    }

    [Fact]
    public async Task Batch_holds_upstream_back_at_its_limit()
    {
        var (source, sink) = Hands.Around(
            Flow.Create<int>().Batch(3, x => $"{x}", (s, x) => $"{s}+{x}"), Materializer);
        for (var i = 1; i <= 6; i++)
        {
            source.Push(i);
        }

        await Eventually(() => source.Pulls == 4, "three in the batch, one waits");
        await sink.ExpectNothing();
        Assert.Equal(4, source.Pulls);
        Assert.Equal("1+2+3", await sink.RequestNext());
        await Eventually(() => source.Pulls == 7, "the next batch is filled");
        source.Complete();
        Assert.Equal("4+5+6", await sink.RequestNext());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Batch_emits_the_element_that_waited_before_it_completes()
    {
        var (source, sink) = Hands.Around(
            Flow.Create<int>().BatchWeighted(3, x => x, x => $"{x}", (s, x) => $"{s}+{x}"), Materializer);
        source.Push(3);
        source.Push(9);
        source.Complete();
        await Eventually(() => source.Pulls == 2, "both are in");
        Assert.Equal("3", await sink.RequestNext());
        Assert.Equal("9", await sink.RequestNext());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task A_restarted_conflation_forgets_its_summary()
    {
        var flow = Flow.Create<int>()
            .ConflateWithSeed(x => $"{x}", (s, x) => x == 2 ? throw new InvalidOperationException() : $"{s}+{x}")
            .WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider));
        var (source, sink) = Hands.Around(flow, Materializer);
        source.Push(1);
        source.Push(2);
        source.Push(3);
        await Eventually(() => source.Pulls == 4, "all three are in");
        Assert.Equal("3", await sink.RequestNext());
    }

    [Fact]
    public void A_buffer_has_room_for_at_least_one()
    {
        Assert.Throws<ArgumentException>(
            () => { _ = Flow.Create<int>().Buffer(0, OverflowStrategy.Backpressure); });
    }
}
