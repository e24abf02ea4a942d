using System.Collections.Immutable;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

/// <summary>Hubs: streams that join and leave while others run.</summary>
public class HubSpecs : StreamSpec
{
    [Fact]
    public async Task A_merge_hub_gives_what_all_producers_send()
    {
        var (sink, all) = MergeHub.Source<int>(4).Take(300)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        foreach (var start in new[] { 0, 1000, 2000 })
        {
            Source.From(Enumerable.Range(start, 100)).RunWith(sink, Materializer);
        }

        var result = await all.WaitAsync(Patience);
        foreach (var start in new[] { 0, 1000, 2000 })
        {
            Assert.Equal(Enumerable.Range(start, 100), result.Where(x => x >= start && x < start + 1000));
        }
    }

    [Fact]
    public async Task A_merge_hub_goes_on_without_a_producer_that_fails()
    {
        var (sink, first) = MergeHub.Source<int>(16)
            .ToMaterialized(Sink.First<int>(), Keep.Both).Run(Materializer);
        Source.Failed<int>(new InvalidOperationException("no")).RunWith(sink, Materializer);
        Source.Single(7).RunWith(sink, Materializer);
        Assert.Equal(7, await first.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_merge_hub_that_ends_cancels_its_producers()
    {
        var (sink, first) = MergeHub.Source<int>(16)
            .ToMaterialized(Sink.First<int>(), Keep.Both).Run(Materializer);
        var before = Source.Repeat(1).WatchTermination(Keep.Right).To(sink).Run(Materializer);
        await first.WaitAsync(Patience);
        await before.WaitAsync(Patience);
        var after = Source.Repeat(1).WatchTermination(Keep.Right).To(sink).Run(Materializer);
        await after.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_merge_hub_holds_back_a_producer_whose_share_is_full()
    {
        var sink = MergeHub.Source<int>(3).To(Sink.FromGraph(new HandSink<int>())).Run(Materializer);
        var sent = 0;
        Source.From(Enumerable.Range(1, 100)).Select(x => sent = x).RunWith(sink, Materializer);
        await Eventually(() => Volatile.Read(ref sent) >= 3, "the share is full");
        Assert.InRange(Volatile.Read(ref sent), 3, 5);
    }

    [Fact]
    public async Task A_broadcast_hub_gives_all_elements_to_every_consumer()
    {
        var (hand, hub) = Source.FromGraph(new HandSource<int>())
            .ToMaterialized(BroadcastHub.Sink<int>(8), Keep.Both).Run(Materializer);
        var joined = new int[3];
        Task<IImmutableList<int>> Join(int number, int most) => hub
            .Select(x => joined[number] = x)
            .Where(x => x > 0)
            .Take(most)
            .RunWith(Sink.Seq<int>(), Materializer);
        var (one, two, three) = (Join(0, 1000), Join(1, 5), Join(2, 1000));
        await Eventually(
            () =>
            {
                hand.Push(-1);
                return joined.All(x => x == -1);
            },
            "all have joined");
        foreach (var x in Enumerable.Range(1, 500))
        {
            hand.Push(x);
        }

        hand.Complete();
        Assert.Equal(Enumerable.Range(1, 500), await one.WaitAsync(Patience));
        Assert.Equal(Enumerable.Range(1, 5), await two.WaitAsync(Patience));
        Assert.Equal(Enumerable.Range(1, 500), await three.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_broadcast_hub_without_consumers_keeps_what_fits_for_the_first()
    {
        var taken = 0;
        var hub = Source.From(Enumerable.Range(1, 100)).Select(x => taken = x)
            .ToMaterialized(BroadcastHub.Sink<int>(4), Keep.Right).Run(Materializer);
        await Eventually(() => Volatile.Read(ref taken) >= 4, "the buffer is full");
        Assert.InRange(Volatile.Read(ref taken), 4, 5);
        var all = await hub.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(1, 100), all);
    }

    [Fact]
    public async Task Consumers_of_a_broadcast_hub_fail_with_it()
    {
        var failure = new InvalidOperationException("no");
        var (gate, hub) = Source.Maybe<int>().ToMaterialized(BroadcastHub.Sink<int>(4), Keep.Both).Run(Materializer);
        var before = hub.RunWith(Sink.Ignore<int>(), Materializer);
        gate.SetException(failure);
        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(() => before.WaitAsync(Patience)));
        var after = hub.RunWith(Sink.Ignore<int>(), Materializer);
        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(() => after.WaitAsync(Patience)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4096)]
    public void A_broadcast_hub_refuses_a_buffer_of_an_unlawful_size(int size) =>
        Assert.Throws<ArgumentException>(() => BroadcastHub.Sink<int>(size));
}
