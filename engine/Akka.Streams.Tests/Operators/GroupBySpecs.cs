using System.Collections.Concurrent;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Stages;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class GroupBySpecs : StreamSpec
{
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public async Task Every_element_reaches_the_sub_stream_of_its_key_in_order()
    {
        var sums = await AllOf(Source.From(Enumerable.Range(1, 1000)).GroupBy(10, x => x % 10)
            .Scan((Key: -1, Last: 0, IsOrdered: true), (s, x) => (x % 10, x, s.IsOrdered && x > s.Last))
            .Where(s => s.Key >= 0).Merged());
        Assert.Equal(1000, sums.Count);
        Assert.All(sums, s => Assert.True(s.IsOrdered));
    }

    [Fact]
    public async Task Operators_run_in_each_sub_stream_by_itself()
    {
        var counts = await AllOf(Source.From(["a", "b", "a", "c", "a", "b"]).GroupBy(5, x => x)
            .Aggregate((Key: "", Count: 0), (s, x) => (x, s.Count + 1)).Merged());
        Assert.Equal([("a", 3), ("b", 2), ("c", 1)], counts.Order());
    }

    [Fact]
    public async Task A_flow_can_be_divided_and_merged_too()
    {
        var flow = (Flow<int, int, NotUsed>)Flow.Create<int>().GroupBy(2, x => x % 2).Take(2).MergeSubstreams();
        Assert.Equal([1, 2, 3, 4], await AllOf(Source.From(Enumerable.Range(1, 9)).Via(flow)));
    }

    [Fact]
    public async Task Sub_streams_can_end_in_a_sink_each()
    {
        var seen = new ConcurrentDictionary<string, bool>();
        var graph = Source.From(["a", "b", "a"]).MapMaterializedValue(_ => 17).GroupBy(2, x => x)
            .To(Sink.Aggregate<string, string>("", (s, x) => s + x).MapMaterializedValue(
                task => task.ContinueWith(t => seen.TryAdd(t.Result, true), TaskScheduler.Default)));
        Assert.Equal(17, graph.Run(Materializer));
        await Eventually(() => seen.Count == 2, "both sinks end");
        Assert.Equal(["aa", "b"], seen.Keys.Order());
        var sink = Flow.Create<string>().GroupBy(2, x => x).To(Sink.ForEach<string>(x => seen.TryAdd(x + "!", true)));
        Source.From(["x", "y"]).RunWith(sink, Materializer);
        await Eventually(() => seen.ContainsKey("x!") && seen.ContainsKey("y!"), "both seen");
    }

    [Fact]
    public async Task One_key_too_many_fails_the_stream_and_its_sub_streams()
    {
        var hand = Divide(2, reopens: false);
        var first = await hand.NextPart(1);
        await hand.NextPart(2);
        hand.Out.Request();
        hand.In.Push(3);
        Assert.IsType<TooManySubstreamsOpenException>(await hand.Out.ExpectError());
        Assert.IsType<TooManySubstreamsOpenException>(await first.ExpectError());
        Assert.IsType<TooManySubstreamsOpenException>(await hand.In.Cancelled);
    }

    [Fact]
    public async Task Upstream_waits_while_the_element_of_one_key_does()
    {
        var hand = Divide(3, reopens: false);
        var one = await hand.NextPart(1);
        Assert.Equal(1, await one.RequestNext());
        var two = await hand.NextPart(2);
        Assert.Equal(2, await two.RequestNext());
        two.Request();
        await Eventually(() => hand.In.Pulls == 3, "upstream was asked");
        hand.In.Push(1);
        hand.In.Push(2);
        await two.ExpectNothing();
        Assert.Equal(3, hand.In.Pulls);
        Assert.Equal(1, await one.RequestNext());
        Assert.Equal(2, await two.Next());
    }

    [Fact]
    public async Task Nothing_is_pulled_while_nobody_wants_anything()
    {
        var hand = Divide(3, reopens: false);
        var one = await hand.NextPart(1);
        Assert.Equal(1, await one.RequestNext());
        await one.ExpectNothing();
        Assert.Equal(1, hand.In.Pulls);
    }

    [Fact]
    public async Task A_new_sub_stream_waits_for_demand_with_its_first_element()
    {
        var hand = Divide(3, reopens: false);
        var one = await hand.NextPart(1);
        one.Request(2);
        Assert.Equal(1, await one.Next());
        hand.In.Push(2);
        hand.In.Push(1);
        await one.ExpectNothing();
        var two = Run(await hand.Out.RequestNext());
        Assert.Equal(1, await one.Next());
        hand.In.Complete();
        await one.ExpectComplete();
        await hand.Out.ExpectComplete();
        await two.ExpectNothing();
        Assert.Equal(2, await two.RequestNext());
        await two.ExpectComplete();
    }

    [Fact]
    public async Task The_elements_of_a_cancelled_sub_stream_are_dropped_for_ever()
    {
        var hand = Divide(2, reopens: false);
        var one = await hand.NextPart(1);
        one.Cancel();
        hand.Out.Request(2);
        hand.In.Push(1);
        hand.In.Push(2);
        var two = Run(await hand.Out.Next());
        Assert.Equal(2, await two.RequestNext());
        hand.In.Push(3);
        Assert.IsType<TooManySubstreamsOpenException>(await hand.Out.ExpectError());
    }

    [Fact]
    public async Task A_closed_key_can_be_opened_again_when_that_is_allowed()
    {
        var hand = Divide(1, reopens: true);
        var one = await hand.NextPart(1);
        Assert.Equal(1, await one.RequestNext());
        one.Cancel();
        hand.Out.Request();
        hand.In.Push(1);
        var again = Run(await hand.Out.Next());
        Assert.Equal(1, await again.RequestNext());
        Assert.Equal(
            [1, 1, 2, 2],
            await AllOf(Source.From([1, 1, 2, 2]).Via((Flow<int, int, NotUsed>)Flow.Create<int>()
                .GroupBy(2, x => x, allowClosedSubstreamRecreation: true).Take(1).MergeSubstreams())));
    }

    [Fact]
    public async Task A_pending_element_is_dropped_with_its_sub_stream()
    {
        var hand = Divide(2, reopens: false);
        var one = await hand.NextPart(1);
        hand.Out.Request();
        hand.In.Push(1);
        await Eventually(() => hand.In.Pulls == 2, "the second element was taken");
        hand.In.Push(2);
        one.Cancel();
        Assert.Equal(2, await Run(await hand.Out.Next()).RequestNext());
    }

    [Fact]
    public async Task Sub_streams_go_on_when_nobody_wants_new_ones()
    {
        var hand = Divide(5, reopens: false);
        var one = await hand.NextPart(1);
        Assert.Equal(1, await one.RequestNext());
        hand.Out.Cancel();
        one.Request(2);
        hand.In.Push(2);
        hand.In.Push(1);
        Assert.Equal(1, await one.Next());
        Assert.False(hand.In.IsCancelled);
        one.Cancel();
        await hand.In.Cancelled;
    }

    [Fact]
    public async Task A_failure_upstream_fails_every_sub_stream()
    {
        var hand = Divide(5, reopens: false);
        var one = await hand.NextPart(1);
        hand.In.Fail(Boom);
        Assert.Same(Boom, await one.ExpectError());
        Assert.Same(Boom, await hand.Out.ExpectError());
    }

    [Fact]
    public async Task A_failure_in_one_sub_stream_fails_the_merged_stream_and_cancels_upstream()
    {
        var (source, sink) = Hands.Around(
            (Flow<int, int, NotUsed>)Flow.Create<int>().GroupBy(5, x => x)
                .Select(x => x == 2 ? throw Boom : x).MergeSubstreams(),
            Materializer);
        sink.Request(3);
        source.Push(1);
        Assert.Equal(1, await sink.Next());
        source.Push(2);
        Assert.Same(Boom, await sink.ExpectError());
        await source.Cancelled;
    }

    [Fact]
    public async Task An_error_in_the_key_function_is_a_matter_of_the_decider()
    {
        static int Key(int x) => x == 2 ? throw Boom : x % 2;
        var stopping = Source.From([1, 2, 3, 4]).GroupBy(5, Key).Merged();
        Assert.Same(Boom, await ErrorOf(stopping));
        Assert.Equal([1, 3, 4], (await AllOf(stopping.WithAttributes(
            ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider)))).Order());
        Assert.Equal([1, 3, 4], (await AllOf(stopping.WithAttributes(
            ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider)))).Order());
        Assert.IsType<ArgumentException>(await ErrorOf(Source.From([1]).GroupBy(5, _ => (string)null!).Merged()));
    }

    [Fact]
    public async Task A_sub_stream_runs_once()
    {
        var hand = Divide(5, reopens: false);
        hand.Out.Request();
        hand.In.Push(1);
        var part = await hand.Out.Next();
        Assert.Equal(1, await Run(part).RequestNext()); // It has begun before the second one tries.
        Assert.Contains("more than once", (await Run(part).ExpectError()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sub_streams_can_run_one_after_the_other()
    {
        Assert.Equal([1, 1, 1], await AllOf(Source.Repeat(1).Take(3).GroupBy(2, x => x).Concatenated()));
        var all = await AllOf((Source<int, NotUsed>)Source.From([1, 2, 2, 1]).GroupBy(2, x => x)
            .MergeSubstreamsWithParallelism(2));
        Assert.Equal([1, 1, 2, 2], all.Order());
    }

    [Fact]
    public void Bad_arguments_are_refused_when_the_stream_is_written()
    {
        Assert.Throws<ArgumentException>(() => Source.Single(1).GroupBy(0, x => x));
        Assert.Throws<ArgumentException>(() => Source.Single(1).GroupBy(1, x => x).MergeSubstreamsWithParallelism(0));
        Assert.Throws<NotSupportedException>(() => Source.Single(1).GroupBy(1, x => x).MapMaterializedValue(x => x));
    }

    private HandSink<int>.Hand Run(Source<int, NotUsed> part) =>
        part.RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);

    private Divided Divide(int keysMax, bool reopens)
    {
        var (source, sink) = Hands.Around(
            Flow.FromGraph(new GroupBy<int, int>(keysMax, x => x, reopens)), Materializer);
        return new Divided(this, source, sink);
    }

    private sealed record Divided(GroupBySpecs Spec, HandSource<int>.Hand In, HandSink<Source<int, NotUsed>>.Hand Out)
    {
        public async Task<HandSink<int>.Hand> NextPart(int element)
        {
            Out.Request();
            In.Push(element);
            return Spec.Run(await Out.Next());
        }
    }
}
