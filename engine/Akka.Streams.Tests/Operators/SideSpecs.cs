using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;
using Akka.Util;

namespace Akka.Streams.Tests.Operators;

public class SideSpecs : StreamSpec
{
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public async Task A_tap_shows_elements_and_never_slows_the_stream()
    {
        var (side, main) = Source.From(Enumerable.Range(1, 5))
            .WireTapMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Right)
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(i, await main.RequestNext());
        }

        await main.ExpectComplete();
        await side.ExpectNothing();
        Assert.Equal(5, await side.RequestNext());
        await side.ExpectComplete();
    }

    [Fact]
    public async Task A_tap_that_ends_or_fails_leaves_the_stream_alone()
    {
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).WireTap(Sink.Cancelled<int>())));
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).WireTap(_ => throw Boom)));
        var seen = new ConcurrentQueue<int>();
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).WireTap(seen.Enqueue)));
        await Eventually(() => seen.Contains(2), "seen");
    }

    [Fact]
    public async Task A_tap_hears_of_failure_and_cancellation()
    {
        var (source, side, main) = Tapped();
        source.Fail(Boom);
        Assert.Same(Boom, await side.ExpectError());
        Assert.Same(Boom, await main.ExpectError());
        (source, side, main) = Tapped();
        main.Cancel();
        await source.Cancelled;
        await side.ExpectComplete();
    }

    [Fact]
    public async Task Diverted_elements_go_aside_at_the_pace_of_their_sink()
    {
        var (side, main) = Source.From([1, 2, 3]).DivertToMaterialized(
                Sink.FromGraph(new HandSink<int>()), x => x == 2, Keep.Right)
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        main.Request(5);
        Assert.Equal(1, await main.Next());
        await main.ExpectNothing();
        Assert.Equal(2, await side.RequestNext());
        Assert.Equal(3, await main.Next());
        await main.ExpectComplete();
        await side.ExpectComplete();
        Assert.Equal([1, 3], await AllOf(Source.From([1, 2, 3]).DivertTo(
            Sink.Ignore<int>().MapMaterializedValue(_ => NotUsed.Instance), x => x == 2)));
        Assert.Same(Boom, await ErrorOf(Source.Failed<int>(Boom).DivertTo(Sink.Cancelled<int>(), _ => true)));
    }

    [Fact]
    public async Task The_second_source_is_used_when_the_first_gives_nothing()
    {
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).OrElse(Source.From([3]))));
        Assert.Equal([3], await AllOf(Source.Empty<int>().OrElse(Source.From([3]))));
        Assert.Empty(await AllOf(Source.Empty<int>().OrElse(Source.Empty<int>())));
        Assert.Same(Boom, await ErrorOf(Source.Failed<int>(Boom).OrElse(Source.From([3]))));
        Assert.Equal([3], await AllOf(Source.Empty<int>().Via(Flow.Create<int>().OrElse(Source.From([3])))));
    }

    [Fact]
    public async Task The_second_source_waits_and_is_cancelled_by_the_first_element()
    {
        var ((first, second), sink) = Source.FromGraph(new HandSource<int>())
            .OrElseMaterialized(Source.FromGraph(new HandSource<int>()), Keep.Both)
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        sink.Request(2);
        await Eventually(() => first.Pulls == 1, "the first is asked");
        Assert.Equal(0, second.Pulls);
        first.Push(1);
        Assert.Equal(1, await sink.Next());
        await second.Cancelled;
        sink.Cancel();
        await first.Cancelled;
    }

    [Fact]
    public async Task Sources_take_turns_and_the_longer_one_goes_on()
    {
        var letters = Source.From(["a", "b", "c", "d", "e"]);
        Assert.Equal(
            ["a", "b", "1", "2", "c", "d", "3", "e"],
            await AllOf(letters.Interleave(Source.From(["1", "2", "3"]), 2)));
        Assert.Equal(
            ["1", "a", "2", "b", "c", "d", "e"],
            await AllOf(Source.From(["1", "2"]).Via(Flow.Create<string>().Interleave(letters, 1))));
        Assert.Equal(["a", "b", "c", "d", "e"], await AllOf(Source.Empty<string>().Interleave(letters, 3)));
        var eager = await AllOf(Source.Combine(
            letters, Source.Single("1"), n => Interleave.Create<string>(n, 1, eagerClose: true)));
        Assert.Equal(["a", "1"], eager.Take(2));
        Assert.True(eager.Count < 6);
        Assert.Equal("boom", (await ErrorOf(letters.Interleave(Source.Failed<string>(Boom), 1))).Message);
        Assert.Throws<ArgumentException>(() => letters.Interleave(letters, 0));
    }

    [Fact]
    public async Task Taking_turns_waits_for_the_one_whose_turn_it_is()
    {
        var ((left, right), sink) = Source.FromGraph(new HandSource<int>())
            .InterleaveMaterialized(Source.FromGraph(new HandSource<int>()), 1, Keep.Both)
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        sink.Request(3);
        right.Push(2);
        await sink.ExpectNothing();
        left.Push(1);
        Assert.Equal(1, await sink.Next());
        Assert.Equal(2, await sink.Next());
        sink.Cancel();
        await left.Cancelled;
        await right.Cancelled;
    }

    [Fact]
    public async Task Sorted_sources_become_one_sorted_source()
    {
        Assert.Equal(
            [1, 2, 3, 3, 4, 9],
            await AllOf(Source.From([1, 3, 9]).MergeSorted(Source.From([2, 3, 4]))));
        Assert.Equal([1, 2], await AllOf(Source.Empty<int>().MergeSorted(Source.From([1, 2]))));
        Assert.Equal([2, 1], await AllOf(Source.From([2]).MergeSorted(Source.From([1]), (a, b) => b - a)));
        Assert.Equal([1, 2], await AllOf(Source.From([2]).MergeSorted(Source.From([1]), Comparer<int>.Default)));
        Assert.Same(Boom, await ErrorOf(Source.From([1]).MergeSorted(Source.Failed<int>(Boom))));
    }

    [Fact]
    public async Task A_stream_that_watches_an_actor_fails_when_the_actor_stops()
    {
        var actor = Sys.ActorOf(act => act.ReceiveAny((_, _) => { }));
        var (source, sink) = Hands.Around(Flow.Create<int>().Watch(actor), Materializer);
        sink.Request(2);
        source.Push(1);
        Assert.Equal(1, await sink.Next());
        Sys.Stop(actor);
        Assert.IsType<WatchedActorTerminatedException>(await sink.ExpectError());
        await source.Cancelled;
    }

    [Fact]
    public async Task Sub_streams_collect_and_recover_in_their_own_way()
    {
        Assert.Equal(["2!", "4!"], await AllOf(Source.From([1, 2, 3, 4]).GroupBy(1, _ => 0)
            .Collect(x => x % 2 == 0 ? $"{x}!" : null!).Merged()));
        Assert.Equal([Option<int>.Create(6), Option<int>.Create(-1)], await AllOf(Source.From([1, 0, 3])
            .GroupBy(1, _ => 0).Select(x => 6 / x).Recover(_ => Option<int>.Create(-1)).Merged()));
    }

    private (HandSource<int>.Hand, HandSink<int>.Hand, HandSink<int>.Hand) Tapped()
    {
        var ((source, side), main) = Source.FromGraph(new HandSource<int>())
            .WireTapMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both)
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        return (source, side, main);
    }
}
