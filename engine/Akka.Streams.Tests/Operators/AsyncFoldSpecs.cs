using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class AsyncFoldSpecs : StreamSpec
{
    private static readonly InvalidOperationException Boom = new("boom");

    private static readonly Attributes Resuming =
        ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider);

    private static readonly Attributes Restarting =
        ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider);

    private static Source<int, NotUsed> OneToFive => Source.From(Enumerable.Range(1, 5));

    [Fact]
    public async Task Scan_gives_the_zero_and_every_result()
    {
        Assert.Equal([0, 1, 3, 6, 10, 15], await AllOf(OneToFive.ScanAsync(0, AddLater)));
        Assert.Equal([0, 1, 3, 6, 10, 15], await AllOf(OneToFive.ScanAsync(0, (s, x) => Task.FromResult(s + x))));
        Assert.Equal([0], await AllOf(Source.Empty<int>().ScanAsync(0, AddLater)));
    }

    [Fact]
    public async Task Aggregate_gives_the_last_result_only()
    {
        Assert.Equal([15], await AllOf(OneToFive.AggregateAsync(0, AddLater)));
        Assert.Equal([15], await AllOf(OneToFive.AggregateAsync(0, (s, x) => Task.FromResult(s + x))));
        Assert.Equal([7], await AllOf(Source.Empty<int>().AggregateAsync(7, AddLater)));
    }

    [Fact]
    public async Task One_call_at_a_time_and_only_on_demand()
    {
        var calls = 0;
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (source, sink) = Hands.Around(
            Flow.Create<int>().ScanAsync(0, (_, _) =>
            {
                Interlocked.Increment(ref calls);
                return gate.Task;
            }),
            Materializer);
        Assert.Equal(0, await sink.RequestNext());
        Assert.Equal(0, source.Pulls);
        sink.Request(2);
        source.Push(1);
        source.Push(2);
        await Eventually(() => Volatile.Read(ref calls) == 1, "called");
        await sink.ExpectNothing();
        Assert.Equal(1, Volatile.Read(ref calls));
        source.Complete();
        gate.SetResult(9);
        Assert.Equal(9, await sink.Next());
        Assert.Equal(9, await sink.Next());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Failures_and_cancellation_do_not_wait_for_a_running_call()
    {
        var (source, sink) = Hands.Around(
            Flow.Create<int>().AggregateAsync(0, (_, _) => new TaskCompletionSource<int>().Task), Materializer);
        sink.Request();
        source.Push(1);
        source.Fail(Boom);
        Assert.Same(Boom, await sink.ExpectError());
        (source, sink) = Hands.Around(
            Flow.Create<int>().ScanAsync(0, (_, _) => new TaskCompletionSource<int>().Task), Materializer);
        Assert.Equal(0, await sink.RequestNext());
        sink.Request();
        source.Push(1);
        sink.Cancel();
        await source.Cancelled;
    }

    [Fact]
    public async Task Errors_are_a_matter_of_the_decider_be_they_thrown_or_in_the_task()
    {
        foreach (var fold in new Func<int, int, Task<int>>[] { Throws, Fails })
        {
            Assert.Same(Boom, await ErrorOf(OneToFive.ScanAsync(0, fold)));
            Assert.Same(Boom, await ErrorOf(OneToFive.AggregateAsync(0, fold)));
            Assert.Equal([0, 1, 3, 7, 12], await AllOf(OneToFive.ScanAsync(0, fold).WithAttributes(Resuming)));
            Assert.Equal([12], await AllOf(OneToFive.AggregateAsync(0, fold).WithAttributes(Resuming)));
            Assert.Equal([0, 1, 3, 4, 9], await AllOf(OneToFive.ScanAsync(0, fold).WithAttributes(Restarting)));
            Assert.Equal([9], await AllOf(OneToFive.AggregateAsync(0, fold).WithAttributes(Restarting)));
        }

        Assert.Equal([3], await AllOf(OneToFive.Take(3).AggregateAsync(0, Fails).WithAttributes(Resuming)));
        static Task<int> Throws(int sum, int x) => x == 3 ? throw Boom : AddLater(sum, x);
        static Task<int> Fails(int sum, int x) => x == 3 ? Task.FromException<int>(Boom) : AddLater(sum, x);
    }

    [Fact]
    public async Task Sinks_fold_too()
    {
        Assert.Equal(15, await OneToFive.RunAggregateAsync(0, AddLater, Materializer).WaitAsync(Patience));
        Assert.Equal(15, await OneToFive.RunAggregateAsync(0, AddLater, Sys).WaitAsync(Patience));
        Assert.Equal(120, await OneToFive.RunSum((a, b) => a * b, Materializer).WaitAsync(Patience));
        Assert.Equal(120, await OneToFive.RunSum((a, b) => a * b, Sys).WaitAsync(Patience));
        await Assert.ThrowsAsync<NoSuchElementException>(
            () => Source.Empty<int>().RunSum((a, b) => a + b, Materializer).WaitAsync(Patience));
        Assert.Same(Boom, await Assert.ThrowsAsync<InvalidOperationException>(
            () => Source.Failed<int>(Boom).RunAggregateAsync(0, AddLater, Materializer).WaitAsync(Patience)));
    }

    private static async Task<int> AddLater(int sum, int x)
    {
        await Task.Yield();
        return sum + x;
    }
}
