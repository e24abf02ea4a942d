using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class DelaySpecs : StreamSpec
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(30);
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public async Task Elements_come_later_and_in_order_and_completion_waits_for_them()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Delay(Soon), Materializer);
        sink.Request(5);
        source.Push(1);
        source.Push(2);
        source.Complete();
        Assert.Equal(1, await sink.Next());
        Assert.Equal(2, await sink.Next());
        await sink.ExpectComplete();
        Assert.Equal(Enumerable.Range(1, 100), await AllOf(
            Source.From(Enumerable.Range(1, 100)).Delay(TimeSpan.Zero, DelayOverflowStrategy.Backpressure)));
    }

    [Fact]
    public async Task Elements_that_wait_are_held_in_a_buffer_that_an_attribute_sizes()
    {
        Assert.Equal([1, 2, 5], await Overflow(DelayOverflowStrategy.DropTail));
        Assert.Equal([3, 4, 5], await Overflow(DelayOverflowStrategy.DropHead));
        Assert.Equal([4, 5], await Overflow(DelayOverflowStrategy.DropBuffer));
        Assert.Equal([1, 2, 3], await Overflow(DelayOverflowStrategy.DropNew));
        Assert.Equal([1, 2, 3, 4, 5], await Overflow(DelayOverflowStrategy.Backpressure));
    }

    [Fact]
    public async Task A_full_buffer_makes_upstream_wait_or_fails_the_stream()
    {
        var (source, sink) = Around(Never, DelayOverflowStrategy.Backpressure);
        sink.Request();
        PushFive(source);
        await Eventually(() => source.Pulls == 3, "three wait");
        await sink.ExpectNothing();
        Assert.Equal(3, source.Pulls);
        (source, sink) = Around(Never, DelayOverflowStrategy.Fail);
        PushFive(source);
        Assert.IsType<BufferOverflowException>(await sink.ExpectError());
        await source.Cancelled;
    }

    [Fact]
    public async Task A_full_buffer_gives_elements_early_when_told_to()
    {
        var (source, sink) = Around(Never, DelayOverflowStrategy.EmitEarly);
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
        var (source, sink) = Around(Never, DelayOverflowStrategy.DropNew);
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

    private async Task<IReadOnlyList<int>> Overflow(DelayOverflowStrategy strategy)
    {
        var (source, sink) = Around(TimeSpan.FromMilliseconds(200), strategy);
        sink.Request(10);
        PushFive(source);
        source.Complete();
        var all = new List<int>();
        while (await sink.NextOrEnd() is (true, var element))
        {
            all.Add(element);
        }

        return all;
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
