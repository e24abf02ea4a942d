using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

public class AsyncBoundarySpecs : StreamSpec
{
    [Fact]
    public async Task Elements_keep_their_order_through_many_boundaries()
    {
        var all = await AllOf(Source.From(Enumerable.Range(0, 20_000)).Async().Select(x => x + 1).Async()
            .Where(_ => true).Async());
        Assert.Equal(Enumerable.Range(1, 20_000), all);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task No_more_elements_are_on_their_way_than_the_buffer_holds(int size)
    {
        var made = 0;
        var sink = Source.From(Enumerable.Range(1, 1000))
            .Select(x =>
            {
                Interlocked.Increment(ref made);
                return x;
            })
            .Async()
            .RunWith(
                Sink.FromGraph(new HandSink<int>()).WithAttributes(Attributes.CreateInputBuffer(1, size)),
                Materializer);
        await Eventually(() => Volatile.Read(ref made) == size, $"{size} elements are buffered");
        await sink.ExpectNothing();
        Assert.Equal(size, Volatile.Read(ref made));
        Assert.Equal(1, await sink.RequestNext());
        sink.Request(999);
        for (var i = 2; i <= 1000; i++)
        {
            Assert.Equal(i, await sink.Next());
        }

        await sink.ExpectComplete();
    }

    [Fact]
    public async Task The_default_size_of_the_buffer_is_sixteen()
    {
        var made = 0;
        var source = Source.From(Enumerable.Range(1, 1000)).Select(x => Interlocked.Increment(ref made)).Async();
        var sink = source.RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);
        await Eventually(() => Volatile.Read(ref made) == 16, "the buffer is full");
        await sink.ExpectNothing();
        Assert.Equal(16, Volatile.Read(ref made));
        sink.Cancel();
    }

    [Fact]
    public async Task A_failure_overtakes_buffered_elements()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Select(x => x).Async(), Materializer);
        source.Push(1);
        source.Push(2);
        source.Fail(new InvalidOperationException("broken"));
        var error = await sink.ExpectError();
        Assert.Equal("broken", error.Message);
    }

    [Fact]
    public async Task Completion_waits_for_buffered_elements()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Select(x => x).Async(), Materializer);
        source.Push(1);
        source.Push(2);
        source.Complete();
        await sink.ExpectNothing();
        Assert.Equal(1, await sink.RequestNext());
        Assert.Equal(2, await sink.RequestNext());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Cancellation_crosses_the_boundary_with_its_cause()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Select(x => x).Async(), Materializer);
        var cause = new InvalidOperationException("enough");
        sink.Cancel(cause);
        Assert.Same(cause, await source.Cancelled);
    }

    [Fact]
    public async Task Both_sides_of_a_boundary_run_on_different_actors()
    {
        var gate = new TaskCompletionSource();
        var seen = 0;
        var done = Source.From(Enumerable.Range(1, 5))
            .Select(x => Interlocked.Increment(ref seen))
            .Async()
            .RunForeach(
                _ =>
                {
                    if (!gate.Task.Wait(Patience))
                    {
                        throw new TimeoutException();
                    }
                },
                Materializer);
        await Eventually(() => Volatile.Read(ref seen) == 5, "upstream goes on while downstream blocks");
        gate.SetResult();
        await done.WaitAsync(Patience);
    }
}
