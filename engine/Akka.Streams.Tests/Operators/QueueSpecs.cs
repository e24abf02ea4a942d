using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;
using Akka.Util;

namespace Akka.Streams.Tests.Operators;

public class QueueSpecs : StreamSpec
{
    [Fact]
    public async Task An_offer_is_enqueued_while_there_is_room()
    {
        var (queue, sink) = Queue(2, OverflowStrategy.Backpressure);
        await Offer<QueueOfferResult.Enqueued>(queue, 1);
        await Offer<QueueOfferResult.Enqueued>(queue, 2);
        Assert.Equal(1, await sink.RequestNext());
        Assert.Equal(2, await sink.RequestNext());
    }

    [Fact]
    public async Task With_back_pressure_an_offer_to_a_full_queue_waits_and_the_next_one_is_refused()
    {
        var (queue, sink) = Queue(1, OverflowStrategy.Backpressure);
        await Offer<QueueOfferResult.Enqueued>(queue, 1);
        var waiting = queue.OfferAsync(2);
        await Assert.ThrowsAnyAsync<Exception>(() => queue.OfferAsync(3).WaitAsync(Patience));
        await sink.ExpectNothing();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, await sink.RequestNext());
        Assert.IsType<QueueOfferResult.Enqueued>(await waiting.WaitAsync(Patience));
        Assert.Equal(2, await sink.RequestNext());
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, "3 4", true)]
    [InlineData(OverflowStrategy.DropTail, "1 4", true)]
    [InlineData(OverflowStrategy.DropBuffer, "3 4", true)]
    [InlineData(OverflowStrategy.DropNew, "1 2", false)]
    public async Task A_full_queue_drops_what_its_strategy_says(
        OverflowStrategy strategy, string kept, bool newestIsEnqueued)
    {
        var (queue, sink) = Queue(2, strategy);
        await Offer<QueueOfferResult.Enqueued>(queue, 1);
        await Offer<QueueOfferResult.Enqueued>(queue, 2);
        foreach (var element in new[] { 3, 4 })
        {
            var result = await queue.OfferAsync(element).WaitAsync(Patience);
            Assert.Equal(newestIsEnqueued, result is QueueOfferResult.Enqueued);
            Assert.Equal(!newestIsEnqueued, result is QueueOfferResult.Dropped);
        }

        queue.Complete();
        sink.Request(9);
        foreach (var expected in kept.Split(' '))
        {
            Assert.Equal(int.Parse(expected), await sink.Next());
        }

        await sink.ExpectComplete();
    }

    [Fact]
    public async Task A_queue_that_must_not_overflow_fails_and_says_so()
    {
        var (queue, sink) = Queue(1, OverflowStrategy.Fail);
        await Offer<QueueOfferResult.Enqueued>(queue, 1);
        var failure = await Offer<QueueOfferResult.Failure>(queue, 2);
        Assert.IsType<BufferOverflowException>(failure.Cause);
        Assert.IsType<BufferOverflowException>(await sink.ExpectError());
        await Assert.ThrowsAsync<BufferOverflowException>(() => queue.WatchCompletionAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Without_a_buffer_an_offer_waits_for_demand()
    {
        var (queue, sink) = Queue(0, OverflowStrategy.Backpressure);
        var waiting = queue.OfferAsync(1);
        await sink.ExpectNothing();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, await sink.RequestNext());
        Assert.IsType<QueueOfferResult.Enqueued>(await waiting.WaitAsync(Patience));
        var (dropping, _) = Queue(0, OverflowStrategy.DropNew);
        await Offer<QueueOfferResult.Dropped>(dropping, 1);
    }

    [Fact]
    public async Task Completion_lets_the_buffer_out_and_later_offers_are_refused()
    {
        var (queue, sink) = Queue(4, OverflowStrategy.Backpressure);
        await Offer<QueueOfferResult.Enqueued>(queue, 1);
        queue.Complete();
        await Offer<QueueOfferResult.QueueClosed>(queue, 2);
        Assert.False(queue.WatchCompletionAsync().IsCompleted);
        Assert.Equal(1, await sink.RequestNext());
        await sink.ExpectComplete();
        await queue.WatchCompletionAsync().WaitAsync(Patience);
        await Eventually(() => queue.OfferAsync(3).IsFaulted, "offers fail");
        await Assert.ThrowsAsync<StreamDetachedException>(() => queue.OfferAsync(3));
    }

    [Fact]
    public async Task Failure_does_not_wait_for_the_buffer()
    {
        var (queue, sink) = Queue(4, OverflowStrategy.Backpressure);
        await Offer<QueueOfferResult.Enqueued>(queue, 1);
        queue.Fail(new InvalidOperationException("now"));
        Assert.Equal("now", (await sink.ExpectError()).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => queue.WatchCompletionAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_waiting_offer_learns_that_downstream_cancelled()
    {
        var (queue, sink) = Queue(1, OverflowStrategy.Backpressure);
        await Offer<QueueOfferResult.Enqueued>(queue, 1);
        var waiting = queue.OfferAsync(2);
        await sink.ExpectNothing();
        sink.Cancel();
        Assert.IsType<QueueOfferResult.QueueClosed>(await waiting.WaitAsync(Patience));
        await queue.WatchCompletionAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Many_producers_lose_nothing()
    {
        var (queue, sum) = Source.Queue<int>(100_000, OverflowStrategy.Fail)
            .ToMaterialized(Sink.Aggregate<int, long>(0, (a, b) => a + b), Keep.Both).Run(Materializer);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 1; i <= 2_000; i++)
            {
                Assert.IsType<QueueOfferResult.Enqueued>(await queue.OfferAsync(i));
            }
        })));
        queue.Complete();
        Assert.Equal(4L * 2_000 * 2_001 / 2, await sum.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_sink_queue_gives_elements_then_none()
    {
        var queue = Source.From([1, 2]).RunWith(Sink.Queue<int>(), Materializer);
        Assert.Equal(1, (await queue.PullAsync().WaitAsync(Patience)).Value);
        Assert.Equal(2, (await queue.PullAsync().WaitAsync(Patience)).Value);
        Assert.Equal(Option<int>.None, await queue.PullAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_sink_queue_holds_upstream_back()
    {
        var (source, queue) = Source.FromGraph(new HandSource<int>())
            .ToMaterialized(
                Sink.Queue<int>().WithAttributes(Attributes.CreateInputBuffer(2, 2)), Keep.Both).Run(Materializer);
        for (var i = 1; i <= 5; i++)
        {
            source.Push(i);
        }

        await Eventually(() => source.Pulls == 2, "two are in");
        await Task.Delay(50);
        Assert.Equal(2, source.Pulls);
        Assert.Equal(1, (await queue.PullAsync().WaitAsync(Patience)).Value);
        await Eventually(() => source.Pulls == 3, "one more");
        source.Complete();
    }

    [Fact]
    public async Task A_sink_queue_fails_its_pulls_with_the_stream_and_allows_one_at_a_time()
    {
        var queue = Source.Failed<int>(new InvalidOperationException("bad")).RunWith(Sink.Queue<int>(), Materializer);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => queue.PullAsync().WaitAsync(Patience));
        Assert.Equal("bad", error.Message);
        var silent = Source.Never<int>().RunWith(Sink.Queue<int>(), Materializer);
        _ = silent.PullAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => silent.PullAsync().WaitAsync(Patience));
    }

    private (ISourceQueueWithComplete<int> Queue, HandSink<int>.Hand Sink) Queue(int size, OverflowStrategy strategy) =>
        Source.Queue<int>(size, strategy).ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both)
            .Run(Materializer);

    private static async Task<TResult> Offer<TResult>(ISourceQueueWithComplete<int> queue, int element) =>
        Assert.IsType<TResult>(await queue.OfferAsync(element).WaitAsync(Patience));
}
