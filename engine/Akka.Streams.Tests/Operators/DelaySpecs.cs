using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class DelaySpecs : VirtualTimeSpec
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public async Task Elements_come_later_and_in_order_and_completion_waits_for_them()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Delay(Wait), Materializer);
        sink.Request(5);
        source.Push(1);
        source.Push(2);
        source.Complete();
        await PassTime(Wait / 2);
        await sink.ExpectNothing();
        var first = sink.Next();
        await PassTimeUntil(() => first.IsCompleted);
        Assert.Equal(1, await first);
        var second = sink.Next();
        await PassTimeUntil(() => second.IsCompleted);
        Assert.Equal(2, await second);
        await sink.ExpectComplete();
        Assert.Equal(Enumerable.Range(1, 100), await AllOf(
            Source.From(Enumerable.Range(1, 100)).Delay(TimeSpan.Zero, DelayOverflowStrategy.Backpressure)));
    }

    [Theory]
    [InlineData(DelayOverflowStrategy.DropTail, "1 2 5")]
    [InlineData(DelayOverflowStrategy.DropHead, "3 4 5")]
    [InlineData(DelayOverflowStrategy.DropBuffer, "4 5")]
    [InlineData(DelayOverflowStrategy.DropNew, "1 2 3")]
    public async Task A_full_buffer_which_an_attribute_sizes_drops_what_its_strategy_says(
        DelayOverflowStrategy strategy, string kept)
    {
        var (source, sink) = Around(Wait, strategy);
        PushFive(source);
        await Eventually(() => source.Pulls == 6, "the buffer takes everything");
        source.Complete();
        await PassTime(Wait * 2);
        sink.Request(10);
        foreach (var expected in kept.Split(' '))
        {
            Assert.Equal(int.Parse(expected), await sink.Next());
        }

        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Back_pressure_loses_nothing()
    {
        var all = Source.From(Enumerable.Range(1, 50)).Delay(Wait, DelayOverflowStrategy.Backpressure)
            .RunWith(Sink.Seq<int>(), Materializer);
        await PassTimeUntil(() => all.IsCompleted);
        Assert.Equal(Enumerable.Range(1, 50), await all);
    }

    [Fact]
    public async Task A_full_buffer_makes_upstream_wait_or_fails_the_stream()
    {
        var (source, sink) = Around(Wait, DelayOverflowStrategy.Backpressure);
        sink.Request();
        PushFive(source);
        await Eventually(() => source.Pulls == 3, "three wait");
        await sink.ExpectNothing();
        Assert.Equal(3, source.Pulls);
        (source, sink) = Around(Wait, DelayOverflowStrategy.Fail);
        PushFive(source);
        Assert.IsType<BufferOverflowException>(await sink.ExpectError());
        await source.Cancelled;
    }

    [Fact]
    public async Task A_full_buffer_gives_elements_early_when_told_to()
    {
        var (source, sink) = Around(Wait, DelayOverflowStrategy.EmitEarly);
        PushFive(source);
        await Eventually(() => source.Pulls == 4, "one more than the buffer holds");
        await sink.ExpectNothing();
        Assert.Equal(1, await sink.RequestNext());
        Assert.Equal(2, await sink.RequestNext());
        sink.Request();
        await sink.ExpectNothing();
        sink.Cancel();
        await source.Cancelled;
    }

    [Fact]
    public async Task A_failure_does_not_wait()
    {
        var (source, sink) = Around(Wait, DelayOverflowStrategy.DropNew);
        sink.Request();
        source.Push(1);
        source.Fail(Boom);
        Assert.Same(Boom, await sink.ExpectError());
    }

    [Fact]
    public async Task Detach_takes_one_element_ahead()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Detach(), Materializer);
        await Eventually(() => source.Pulls == 1, "pulled ahead");
        source.Push(1);
        source.Push(2);
        await sink.ExpectNothing();
        Assert.Equal(1, source.Pulls);
        source.Complete();
        Assert.Equal(1, await sink.RequestNext());
        Assert.Equal(2, await sink.RequestNext());
        await sink.ExpectComplete();
        (source, sink) = Hands.Around(Flow.Create<int>().Detach(), Materializer);
        source.Fail(Boom);
        Assert.Same(Boom, await sink.ExpectError());
    }

    [Fact]
    public async Task Expand_repeats_what_there_is_until_there_is_more()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Expand(x => Tens(x)), Materializer);
        source.Push(1);
        Assert.Equal(10, await sink.RequestNext());
        Assert.Equal(11, await sink.RequestNext());
        Assert.Equal(12, await sink.RequestNext());
        source.Push(2);
        await Eventually(() => source.Pulls == 2, "the second was asked for when the first was out");
        await sink.ExpectNothing();
        Assert.Equal(20, await sink.RequestNext());
        source.Complete();
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Expand_gives_every_element_once_unless_it_expands_to_nothing()
    {
        Assert.Equal([10, 20, 30], await AllOf(Source.From([1, 2, 3]).Expand(x => Tens(x).Once())));
        Assert.Equal([10, 30], await AllOf(
            Source.From([1, 2, 3]).Expand(x => x == 2 ? Enumerable.Empty<int>().GetEnumerator() : Tens(x).Once())));
        Assert.Same(Boom, await ErrorOf(Source.Single(1).Expand<int, int, NotUsed>(_ => throw Boom)));
        var (source, sink) = Hands.Around(Flow.Create<int>().Expand(x => Tens(x)), Materializer);
        source.Push(1);
        source.Complete();
        await sink.ExpectNothing();
        Assert.Equal(10, await sink.RequestNext());
        await sink.ExpectComplete();
    }

    private static IEnumerator<int> Tens(int x)
    {
        for (var i = 0; ; i++)
        {
            yield return (x * 10) + i;
        }
    }

    private static void PushFive(HandSource<int>.Hand source)
    {
        for (var i = 1; i <= 5; i++)
        {
            source.Push(i);
        }
    }

    private (HandSource<int>.Hand, HandSink<int>.Hand) Around(TimeSpan time, DelayOverflowStrategy strategy) =>
        Hands.Around(
            Flow.Create<int>().Delay(time, strategy).WithAttributes(Attributes.CreateInputBuffer(3, 3)), Materializer);
}

/// <summary>Enumerators cut short.</summary>
internal static class EnumeratorCuts
{
    public static IEnumerator<T> Once<T>(this IEnumerator<T> elements)
    {
        elements.MoveNext();
        yield return elements.Current;
    }
}
