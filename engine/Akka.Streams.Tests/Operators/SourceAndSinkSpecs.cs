using System.Threading.Channels;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;
using Akka.Util;

namespace Akka.Streams.Tests.Operators;

public class SourceAndSinkSpecs : StreamSpec
{
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public async Task Simple_sources_give_what_they_say()
    {
        Assert.Equal([1], await AllOf(Source.Single(1)));
        Assert.Empty(await AllOf(Source.Empty<int>()));
        Assert.Empty(await AllOf(Source.From(Array.Empty<int>())));
        Assert.Equal([1, 1, 1], await AllOf(Source.Repeat(1).Take(3)));
        Assert.Same(Boom, await ErrorOf(Source.Failed<int>(Boom)));
        Assert.Same(Boom, await ErrorOf(ThenFail(Boom, 1)));
        Assert.Equal([1, 2], await AllOf(Source.FromEnumerator(() => new List<int> { 1, 2 }.GetEnumerator())));
    }

    [Fact]
    public async Task A_task_is_a_source()
    {
        var later = new TaskCompletionSource<int>();
        var all = AllOf(Source.FromTask(later.Task));
        later.SetResult(3);
        Assert.Equal([3], await all);
        Assert.Equal([4], await AllOf(Source.FromTask(Task.FromResult(4))));
        Assert.Same(Boom, await ErrorOf(Source.FromTask(Task.FromException<int>(Boom))));
    }

    [Fact]
    public async Task Maybe_gives_one_element_or_none()
    {
        var (promise, all) = Source.Maybe<string>().ToMaterialized(Sink.Seq<string>(), Keep.Both).Run(Materializer);
        promise.SetResult("yes");
        Assert.Equal(["yes"], await all.WaitAsync(Patience));
        (promise, all) = Source.Maybe<string>().ToMaterialized(Sink.Seq<string>(), Keep.Both).Run(Materializer);
        promise.SetResult(null!);
        Assert.Empty(await all.WaitAsync(Patience));
        (promise, all) = Source.Maybe<string>().ToMaterialized(Sink.Seq<string>(), Keep.Both).Run(Materializer);
        promise.SetException(Boom);
        Assert.Same(Boom, await Assert.ThrowsAsync<InvalidOperationException>(() => all.WaitAsync(Patience)));
    }

    [Fact]
    public async Task Unfold_goes_on_until_there_is_none()
    {
        static Option<(int, int)> Next(int n) => n > 3 ? Option<(int, int)>.None : (n + 1, n * n);
        Assert.Equal([1, 4, 9], await AllOf(Source.Unfold(1, Next)));
        Assert.Equal([1, 4, 9], await AllOf(Source.UnfoldAsync(1, async n =>
        {
            await Task.Yield();
            return Next(n);
        })));
        Assert.Same(Boom, await ErrorOf(Source.Unfold<int, int>(1, _ => throw Boom)));
        Assert.Same(Boom, await ErrorOf(
            Source.UnfoldAsync<int, int>(1, _ => Task.FromException<Option<(int, int)>>(Boom))));
    }

    [Fact]
    public async Task An_asynchronous_enumerable_is_read_on_demand_and_disposed_of()
    {
        var produced = 0;
        var disposed = new TaskCompletionSource();
        async IAsyncEnumerable<int> Numbers()
        {
            try
            {
                for (var i = 1; i <= 100; i++)
                {
                    Interlocked.Increment(ref produced);
                    if (i % 2 == 0)
                    {
                        await Task.Yield();
                    }

                    yield return i;
                }
            }
            finally
            {
                disposed.TrySetResult();
            }
        }

        Assert.Equal(Enumerable.Range(1, 100), await AllOf(Source.From(Numbers)));
        produced = 0;
        disposed = new TaskCompletionSource();
        var sink = Source.From(Numbers).RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);
        Assert.Equal(1, await sink.RequestNext());
        await sink.ExpectNothing();
        Assert.Equal(1, Volatile.Read(ref produced));
        sink.Cancel();
        await disposed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_channel_is_read_until_it_is_completed()
    {
        var channel = Channel.CreateBounded<int>(4);
        var all = AllOf(ChannelSource.FromReader(channel.Reader));
        for (var i = 0; i < 1000; i++)
        {
            await channel.Writer.WriteAsync(i);
        }

        channel.Writer.Complete();
        Assert.Equal(Enumerable.Range(0, 1000), await all);
        var broken = Channel.CreateUnbounded<int>();
        var error = ErrorOf(Source.ChannelReader(broken.Reader));
        broken.Writer.Complete(Boom);
        Assert.Same(Boom, await error);
    }

    [Fact]
    public async Task First_takes_one_and_cancels()
    {
        var (source, first) = Source.FromGraph(new HandSource<int>())
            .ToMaterialized(Sink.First<int>(), Keep.Both).Run(Materializer);
        source.Push(1);
        Assert.Equal(1, await first.WaitAsync(Patience));
        await source.Cancelled;
        await Assert.ThrowsAsync<NoSuchElementException>(() => Run(Source.Empty<int>(), Sink.First<int>()));
        Assert.Equal(0, await Run(Source.Empty<int>(), Sink.FirstOrDefault<int>()));
        Assert.Same(Boom, await Assert.ThrowsAsync<InvalidOperationException>(
            () => Run(Source.Failed<int>(Boom), Sink.FirstOrDefault<int>())));
    }

    [Fact]
    public async Task Last_waits_for_the_end()
    {
        Assert.Equal(3, await Run(Source.From([1, 2, 3]), Sink.Last<int>()));
        await Assert.ThrowsAsync<NoSuchElementException>(() => Run(Source.Empty<int>(), Sink.Last<int>()));
        Assert.Equal(0, await Run(Source.Empty<int>(), Sink.LastOrDefault<int>()));
    }

    [Fact]
    public async Task For_each_ends_with_the_stream_or_with_its_action()
    {
        var sum = 0;
        await Run(Source.From([1, 2, 3]), Sink.ForEach<int>(x => sum += x));
        Assert.Equal(6, sum);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Run(Source.From([1]), Sink.ForEach<int>(_ => throw Boom)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Run(Source.Failed<int>(Boom), Sink.ForEach<int>(_ => { })));
    }

    [Fact]
    public async Task For_each_async_runs_as_many_as_told()
    {
        var running = 0;
        var most = 0;
        await Run(Source.From(Enumerable.Range(0, 50)), Sink.ForEachAsync<int>(3, async _ =>
        {
            var now = Interlocked.Increment(ref running);
            lock (Boom)
            {
                most = Math.Max(most, now);
            }

            await Task.Delay(2);
            Interlocked.Decrement(ref running);
        }));
        Assert.Equal(3, most);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Run(Source.From([1]), Sink.ForEachAsync<int>(1, _ => Task.FromException(Boom))));
    }

    [Fact]
    public async Task On_complete_tells_how_it_ended()
    {
        var ended = new TaskCompletionSource<Exception?>();
        Source.From([1]).RunWith(
            Sink.OnComplete<int>(() => ended.SetResult(null), e => ended.SetResult(e)), Materializer);
        Assert.Null(await ended.Task.WaitAsync(Patience));
        ended = new TaskCompletionSource<Exception?>();
        Source.Failed<int>(Boom).RunWith(
            Sink.OnComplete<int>(() => ended.SetResult(null), e => ended.SetResult(e)), Materializer);
        Assert.Same(Boom, await ended.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Folds_and_contramaps_work()
    {
        Assert.Equal("123", await Run(Source.From([1, 2, 3]), Sink.Aggregate<int, string>("", (s, x) => s + x)));
        Assert.Equal(6, await Run(
            Source.From(["1", "5"]), Sink.Aggregate<int, int>(0, (a, b) => a + b).ContraMap<string>(int.Parse)));
        Assert.Equal(6, await Source.From([1, 5]).RunAggregate(0, (a, b) => a + b, Sys).WaitAsync(Patience));
    }

    private Task<T> Run<TIn, T>(Source<TIn, NotUsed> source, Sink<TIn, Task<T>> sink) =>
        source.RunWith(sink, Materializer).WaitAsync(Patience);
}
