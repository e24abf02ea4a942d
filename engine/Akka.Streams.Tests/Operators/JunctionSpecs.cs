using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class JunctionSpecs : StreamSpec
{
    [Fact]
    public async Task Merge_takes_elements_of_both_sides_and_completes_with_the_last()
    {
        var all = await AllOf(Source.From([1, 2, 3]).Merge(Source.From([10, 20])));
        Assert.Equal([1, 2, 3, 10, 20], all.Order());
    }

    [Fact]
    public async Task Merge_of_a_narrower_type_widens_it()
    {
        var all = await AllOf(Source.From(["a"]).Merge(Source.From(new object[] { 1 })));
        Assert.Equal(new object[] { 1, "a" }, all.OrderBy(x => x is string));
    }

    [Fact]
    public async Task Merge_goes_on_when_one_side_completes_unless_it_is_eager()
    {
        var source = Source.FromGraph(new HandSource<int>());
        var (patient, patientSink) = source.Merge(Source.Empty<int>().MapMaterializedValue(_ => Hand()))
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        patientSink.Request();
        patient.Push(1);
        Assert.Equal(1, await patientSink.Next());
        var (eager, eagerSink) = source.Merge(Source.Empty<int>().MapMaterializedValue(_ => Hand()), true)
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        await eagerSink.ExpectComplete();
        await eager.Cancelled;
    }

    [Fact]
    public async Task Merge_fails_with_either_side()
    {
        var error = await ErrorOf(Source.Never<int>().Merge(Source.Failed<int>(new InvalidOperationException("one"))));
        Assert.Equal("one", error.Message);
    }

    [Fact]
    public async Task Concat_waits_for_the_end_of_the_first()
    {
        Assert.Equal([1, 2, 3, 4], await AllOf(Source.From([1, 2]).Concat(Source.From([3, 4]))));
        Assert.Equal([3, 4], await AllOf(Source.Empty<int>().Concat(Source.From([3, 4]))));
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).Concat(Source.Empty<int>())));
    }

    [Fact]
    public async Task Concat_fails_with_a_source_that_fails_while_it_waits()
    {
        Assert.IsType<InvalidOperationException>(
            await ErrorOf(Source.Never<int>().Concat(Source.Failed<int>(new InvalidOperationException()))));
    }

    [Fact]
    public async Task Also_to_sends_everything_to_both_at_the_pace_of_the_slower()
    {
        var (side, main) = Source.From([1, 2]).AlsoToMaterialized(
                Sink.FromGraph(new HandSink<int>()), Keep.Right)
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        main.Request(5);
        await main.ExpectNothing();
        Assert.Equal(1, await side.RequestNext());
        Assert.Equal(1, await main.Next());
        side.Request(5);
        Assert.Equal(2, await side.Next());
        Assert.Equal(2, await main.Next());
        await side.ExpectComplete();
        await main.ExpectComplete();
    }

    [Fact]
    public async Task Also_to_goes_on_when_the_side_cancels()
    {
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).AlsoTo(Sink.Cancelled<int>())));
    }

    [Fact]
    public async Task Combine_feeds_several_sources_into_one_junction()
    {
        var all = await AllOf(Source.Combine(
            Source.From([1]), Source.From([2]), n => new Merge<int>(n), Source.From([3]), Source.From([4])));
        Assert.Equal([1, 2, 3, 4], all.Order());
        var inOrder = await AllOf(Source.Combine(
            Source.From([1, 2]), Source.From([3]), n => Concat.Create<int>(n), Source.From([4])));
        Assert.Equal([1, 2, 3, 4], inOrder);
    }

    [Fact]
    public async Task A_merge_of_fast_sources_is_fair()
    {
        var first = await AllOf(Source.Repeat(1).Merge(Source.Repeat(2)).Take(1000));
        Assert.InRange(first.Count(x => x == 1), 400, 600);
    }

    private static HandSource<int>.Hand Hand() => new(_ => { }, () => { }, _ => { });
}
