using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Stages;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class SplitSpecs : StreamSpec
{
    private static readonly InvalidOperationException Boom = new("boom");

    private static Source<int, NotUsed> OneToSeven => Source.From(Enumerable.Range(1, 7));

    [Fact]
    public async Task Split_when_begins_a_part_with_the_element()
    {
        Assert.Equal(["12", "345", "67"], await Parts(OneToSeven.SplitWhen(x => x % 3 == 0)));
        Assert.Equal(["1", "2"], await Parts(OneToSeven.Take(2).SplitWhen(_ => true)));
        Assert.Empty(await Parts(Source.Empty<int>().SplitWhen(_ => true)));
    }

    [Fact]
    public async Task Split_after_ends_a_part_with_the_element()
    {
        Assert.Equal(["123", "456", "7"], await Parts(OneToSeven.SplitAfter(x => x % 3 == 0)));
        Assert.Equal(["1", "2"], await Parts(OneToSeven.Take(2).SplitAfter(_ => true)));
        Assert.Equal(["1234567"], await Parts(OneToSeven.SplitAfter(_ => false)));
    }

    [Fact]
    public async Task Flows_split_too()
    {
        var when = (Flow<int, int, NotUsed>)Flow.Create<int>().SplitWhen(x => x % 3 == 0).Take(1).MergeSubstreams();
        Assert.Equal([1, 3, 6], await AllOf(OneToSeven.Via(when)));
        var after = (Flow<int, int, NotUsed>)Flow.Create<int>().SplitAfter(x => x % 3 == 0).Take(1).MergeSubstreams();
        Assert.Equal([1, 4, 7], await AllOf(OneToSeven.Via(after)));
    }

    [Fact]
    public async Task A_part_is_fed_at_its_own_pace_and_outlives_the_wish_for_more_parts()
    {
        var (source, sink) = Split(SubstreamCancelStrategy.Drain);
        sink.Request();
        source.Push(1);
        var part = Run(await sink.Next());
        await part.ExpectNothing();
        Assert.Equal(1, source.Pulls);
        Assert.Equal(1, await part.RequestNext());
        sink.Cancel();
        part.Request();
        source.Push(2);
        Assert.Equal(2, await part.Next());
        Assert.False(source.IsCancelled);
        part.Request();
        source.Push(10);
        await part.ExpectComplete();
        await source.Cancelled;
    }

    [Fact]
    public async Task The_next_part_waits_for_demand()
    {
        var (source, sink) = Split(SubstreamCancelStrategy.Drain);
        sink.Request();
        source.Push(1);
        var part = Run(await sink.Next());
        Assert.Equal(1, await part.RequestNext());
        part.Request();
        source.Push(10);
        await part.ExpectComplete();
        source.Complete();
        await sink.ExpectNothing();
        var next = Run(await sink.RequestNext());
        await sink.ExpectComplete();
        Assert.Equal(10, await next.RequestNext());
        await next.ExpectComplete();
    }

    [Fact]
    public async Task A_cancelled_part_is_drained_or_ends_everything()
    {
        var (source, sink) = Split(SubstreamCancelStrategy.Drain);
        sink.Request(2);
        source.Push(1);
        Run(await sink.Next()).Cancel();
        source.Push(2);
        source.Push(3);
        source.Push(10);
        Assert.Equal(10, await Run(await sink.Next()).RequestNext());
        (source, sink) = Split(SubstreamCancelStrategy.Propagate);
        sink.Request(2);
        source.Push(1);
        Run(await sink.Next()).Cancel();
        await source.Cancelled;
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task A_failure_upstream_fails_the_part_too()
    {
        var (source, sink) = Split(SubstreamCancelStrategy.Drain);
        sink.Request();
        source.Push(1);
        var part = Run(await sink.Next());
        source.Fail(Boom);
        Assert.Same(Boom, await part.ExpectError());
        Assert.Same(Boom, await sink.ExpectError());
    }

    [Fact]
    public async Task An_error_in_the_condition_is_a_matter_of_the_decider()
    {
        var source = (Source<int, NotUsed>)OneToSeven.SplitWhen(x => x == 4 ? throw Boom : false).MergeSubstreams();
        Assert.Same(Boom, await ErrorOf(source));
        Assert.Equal([1, 2, 3, 5, 6, 7], await AllOf(source.WithAttributes(
            ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider))));
    }

    [Fact]
    public async Task Parts_that_only_one_element_long_all_arrive_when_the_stream_is_cut_short()
    {
        var first = await AllOf(OneToSeven.Via(
            new Split<int>(_ => true, after: true, SubstreamCancelStrategy.Drain)).Take(2));
        Assert.Equal([1], await AllOf(first[0]));
        Assert.Equal([2], await AllOf(first[1]));
    }

    private async Task<IReadOnlyList<string>> Parts<TMat, TClosed>(SubFlow<int, TMat, TClosed> parts) =>
        await AllOf((Source<string, TMat>)((SubFlow<string, TMat, TClosed>)parts.Via(
            Flow.Create<int>().Aggregate("", (text, x) => text + x))).ConcatSubstream());

    private HandSink<int>.Hand Run(Source<int, NotUsed> part) =>
        part.RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);

    private (HandSource<int>.Hand, HandSink<Source<int, NotUsed>>.Hand) Split(SubstreamCancelStrategy onCancel) =>
        Hands.Around(Flow.FromGraph(new Split<int>(x => x >= 10, after: false, onCancel)), Materializer);
}
