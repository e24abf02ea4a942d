using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class FlattenSpecs : StreamSpec
{
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public async Task Concat_many_runs_one_source_after_the_other()
    {
        Assert.Equal(
            [0, 1, 0, 1, 2, 0, 1, 2, 3],
            await AllOf(Source.From([2, 0, 3, 4]).ConcatMany(n => Source.From(Enumerable.Range(0, n)))));
        Assert.Empty(await AllOf(Source.Empty<int>().ConcatMany(Source.Single)));
    }

    [Fact]
    public async Task Concat_many_does_not_make_a_source_before_its_turn()
    {
        var hands = new List<HandSource<int>.Hand>();
        var sink = Source.From([1, 2]).ConcatMany(_ => Hand(hands)).RunWith(
            Sink.FromGraph(new HandSink<int>()), Materializer);
        sink.Request(5);
        await Eventually(() => Count(hands) == 1, "the first runs");
        await sink.ExpectNothing();
        Assert.Equal(1, Count(hands));
        hands[0].Push(7);
        hands[0].Complete();
        Assert.Equal(7, await sink.Next());
        await Eventually(() => Count(hands) == 2, "the second runs");
        hands[1].Complete();
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Merge_many_runs_as_many_as_it_may()
    {
        var hands = new List<HandSource<int>.Hand>();
        var sink = Source.From([1, 2, 3]).MergeMany(2, _ => Hand(hands)).RunWith(
            Sink.FromGraph(new HandSink<int>()), Materializer);
        sink.Request(5);
        await Eventually(() => Count(hands) == 2, "two run");
        await sink.ExpectNothing();
        Assert.Equal(2, Count(hands));
        hands[1].Push(2);
        Assert.Equal(2, await sink.Next());
        hands[1].Complete();
        await Eventually(() => Count(hands) == 3, "the third takes the place of the second");
        hands[0].Push(1);
        hands[2].Push(3);
        Assert.Equal([1, 3], new[] { await sink.Next(), await sink.Next() }.Order());
        hands[0].Complete();
        hands[2].Complete();
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Each_source_is_one_element_ahead_at_most()
    {
        var hands = new List<HandSource<int>.Hand>();
        var sink = Source.From([1]).MergeMany(2, _ => Hand(hands)).RunWith(
            Sink.FromGraph(new HandSink<int>()), Materializer);
        await Eventually(() => Count(hands) == 1 && hands[0].Pulls == 1, "running");
        hands[0].Push(1);
        hands[0].Push(2);
        await sink.ExpectNothing();
        Assert.Equal(1, hands[0].Pulls);
        hands[0].Complete();
        Assert.Equal(1, await sink.RequestNext());
        Assert.Equal(2, await sink.RequestNext());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task A_source_that_fails_fails_all_and_cancels_the_others()
    {
        var hands = new List<HandSource<int>.Hand>();
        var (upstream, sink) = Hands.Around(
            Flow.Create<int>().MergeMany(3, _ => Hand(hands)), Materializer);
        upstream.Push(1);
        upstream.Push(2);
        await Eventually(() => Count(hands) == 2, "both run");
        hands[0].Fail(Boom);
        Assert.Same(Boom, await sink.ExpectError());
        await hands[1].Cancelled;
        Assert.Same(Boom, await upstream.Cancelled);
    }

    [Fact]
    public async Task A_failure_upstream_fails_at_once_and_a_cancellation_reaches_all()
    {
        var hands = new List<HandSource<int>.Hand>();
        var flow = Flow.Create<int>().MergeMany(3, _ => Hand(hands));
        var (upstream, sink) = Hands.Around(flow, Materializer);
        upstream.Push(1);
        await Eventually(() => Count(hands) == 1, "one runs");
        upstream.Fail(Boom);
        Assert.Same(Boom, await sink.ExpectError());
        await hands[0].Cancelled;
        (upstream, sink) = Hands.Around(flow, Materializer);
        upstream.Push(1);
        await Eventually(() => Count(hands) == 2, "another runs");
        sink.Cancel();
        await upstream.Cancelled;
        await hands[1].Cancelled;
    }

    [Fact]
    public async Task An_error_in_the_function_is_a_matter_of_the_decider_which_the_sources_inherit()
    {
        var source = Source.From([1, 2, 3]).ConcatMany(
            n => n == 2 ? throw Boom : Source.From([n, 0]).Select(x => 6 / x));
        Assert.IsType<DivideByZeroException>(await ErrorOf(source));
        Assert.Equal([6, 2], await AllOf(source.WithAttributes(
            ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider))));
    }

    [Fact]
    public async Task Many_small_sources_pass_in_one_stream()
    {
        var sum = await Source.From(Enumerable.Range(0, 10_000)).MergeMany(8, n => Source.From([n, 1]))
            .RunAggregate(0L, (s, x) => s + x, Materializer).WaitAsync(Patience);
        Assert.Equal((10_000L * 9_999 / 2) + 10_000, sum);
    }

    private static int Count(List<HandSource<int>.Hand> hands)
    {
        lock (hands)
        {
            return hands.Count;
        }
    }

    private static Source<int, NotUsed> Hand(List<HandSource<int>.Hand> hands) =>
        Source.FromGraph(new HandSource<int>()).MapMaterializedValue(hand =>
        {
            lock (hands)
            {
                hands.Add(hand);
            }

            return NotUsed.Instance;
        });
}
