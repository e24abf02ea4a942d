using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class MappingSpecs : StreamSpec
{
    private static readonly Attributes Resuming =
        ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider);

    private static readonly Attributes Restarting =
        ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider);

    private static Source<int, NotUsed> OneToFive => Source.From(Enumerable.Range(1, 5));

    [Fact]
    public async Task An_error_in_a_function_fails_the_stream_and_cancels_upstream()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Select(_ => Throw()), Materializer);
        sink.Request();
        source.Push(1);
        Assert.Equal("three", (await sink.ExpectError()).Message);
        Assert.Equal("three", (await source.Cancelled).Message);
    }

    [Fact]
    public async Task A_resuming_decider_skips_the_element()
    {
        Assert.Equal([1, 2, 4, 5], await AllOf(OneToFive.Select(NotThree).WithAttributes(Resuming)));
        Assert.Equal([1, 2, 4, 5], await AllOf(OneToFive.Where(x => NotThree(x) > 0).WithAttributes(Resuming)));
        Assert.Equal([1, 2, 4, 5], await AllOf(OneToFive.Collect(_ => true, NotThree).WithAttributes(Resuming)));
        Assert.Equal([1, 2, 4, 5], await AllOf(OneToFive.TakeWhile(x => NotThree(x) > 0).WithAttributes(Resuming)));
        Assert.Equal(
            [1, 1, 2, 2, 4, 4, 5, 5],
            await AllOf(OneToFive.SelectMany(x => new[] { x, NotThree(x) }).WithAttributes(Resuming)));
    }

    [Fact]
    public async Task The_decider_of_the_materializer_holds_unless_an_attribute_says_otherwise()
    {
        var lenient = ActorMaterializer.Create(
            Sys, ActorMaterializerSettings.Create(Sys).WithSupervisionStrategy(Deciders.ResumingDecider));
        var source = OneToFive.Select(NotThree);
        Assert.Equal(4, (await source.RunWith(Sink.Seq<int>(), lenient).WaitAsync(Patience)).Count);
        var strict = source.WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.StoppingDecider));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => strict.RunWith(Sink.Seq<int>(), lenient).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_null_is_not_an_element()
    {
        var error = await ErrorOf(OneToFive.Select(_ => (string)null!));
        Assert.IsType<ArgumentNullException>(error);
    }

    [Fact]
    public async Task Collect_maps_where_the_function_is_defined()
    {
        Assert.Equal(["2", "4"], await AllOf(OneToFive.Collect(x => x % 2 == 0, x => x.ToString())));
    }

    [Fact]
    public async Task Select_many_flattens_and_skips_empty_ones()
    {
        var flat = await AllOf(OneToFive.SelectMany(x => x % 2 == 0 ? [] : Enumerable.Repeat(x, x)));
        Assert.Equal([1, 3, 3, 3, 5, 5, 5, 5, 5], flat);
    }

    [Fact]
    public async Task Select_many_completes_with_its_last_element()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().SelectMany(x => new[] { x, x }), Materializer);
        source.Push(1);
        source.Complete();
        Assert.Equal(1, await sink.RequestNext());
        await sink.ExpectNothing();
        Assert.Equal(1, await sink.RequestNext());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task Select_many_emits_what_it_holds_before_a_later_element_fails()
    {
        IEnumerable<int> Broken()
        {
            yield return 1;
            throw new InvalidOperationException("iterator");
        }

        Assert.Equal("iterator", (await ErrorOf(Source.Single(1).SelectMany(_ => Broken()))).Message);
        Assert.Equal(
            [1, 1], await AllOf(Source.From([1, 2]).SelectMany(_ => Broken()).WithAttributes(Resuming)));
    }

    [Fact]
    public async Task Scan_begins_with_its_zero_even_when_nothing_follows()
    {
        Assert.Equal([0, 1, 3, 6, 10, 15], await AllOf(OneToFive.Scan(0, (a, b) => a + b)));
        Assert.Equal([7], await AllOf(Source.Empty<int>().Scan(7, (a, b) => a + b)));
    }

    [Fact]
    public async Task Scan_emits_its_zero_before_a_failure()
    {
        var sink = Source.Failed<int>(new InvalidOperationException("early")).Scan(7, (a, b) => a + b)
            .RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);
        Assert.Equal(7, await sink.RequestNext());
        Assert.Equal("early", (await sink.ExpectError()).Message);
    }

    [Fact]
    public async Task Scan_starts_again_from_zero_on_restart_and_goes_on_on_resume()
    {
        var sums = OneToFive.Scan(0, (a, b) => a + NotThree(b));
        Assert.Equal([0, 1, 3, 0, 4, 9], await AllOf(sums.WithAttributes(Restarting)));
        Assert.Equal([0, 1, 3, 7, 12], await AllOf(sums.WithAttributes(Resuming)));
    }

    [Fact]
    public async Task Aggregate_gives_one_element_when_upstream_completes()
    {
        Assert.Equal([15], await AllOf(OneToFive.Aggregate(0, (a, b) => a + b)));
        Assert.Equal([7], await AllOf(Source.Empty<int>().Aggregate(7, (a, b) => a + b)));
        Assert.Equal([9], await AllOf(OneToFive.Aggregate(0, (a, b) => a + NotThree(b)).WithAttributes(Restarting)));
        Assert.Equal([12], await AllOf(OneToFive.Aggregate(0, (a, b) => a + NotThree(b)).WithAttributes(Resuming)));
    }

    [Fact]
    public async Task Grouped_gives_the_rest_at_the_end()
    {
        var groups = await AllOf(OneToFive.Grouped(2).Select(g => string.Join("", g)));
        Assert.Equal(["12", "34", "5"], groups);
        Assert.Throws<ArgumentException>(() => { _ = OneToFive.Grouped(0); });
    }

    [Fact]
    public async Task Take_completes_with_its_last_element_and_cancels_upstream()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Take(2), Materializer);
        sink.Request(5);
        source.Push(1);
        source.Push(2);
        Assert.Equal(1, await sink.Next());
        Assert.Equal(2, await sink.Next());
        await sink.ExpectComplete();
        Assert.IsAssignableFrom<SubscriptionWithCancelException.NonFailureCancellation>(await source.Cancelled);
    }

    [Fact]
    public async Task Take_nothing_completes_at_once()
    {
        var (source, sink) = Hands.Around(Flow.Create<int>().Take(0), Materializer);
        await sink.ExpectComplete();
        await source.Cancelled;
        Assert.Equal(0, source.Pulls);
    }

    [Fact]
    public async Task Take_while_may_include_the_element_that_ends_it()
    {
        Assert.Equal([1, 2], await AllOf(OneToFive.TakeWhile(x => x < 3)));
        Assert.Equal([1, 2, 3], await AllOf(OneToFive.TakeWhile(x => x < 3, inclusive: true)));
    }

    [Fact]
    public async Task Skip_drops_the_first_elements()
    {
        Assert.Equal([4, 5], await AllOf(OneToFive.Skip(3)));
        Assert.Equal([3, 4, 5], await AllOf(OneToFive.SkipWhile(x => x < 3)));
        Assert.Equal([3, 4, 5, 1], await AllOf(OneToFive.Concat(Source.Single(1)).SkipWhile(x => x < 3)));
    }

    [Fact]
    public async Task A_cancelled_downstream_cancels_upstream_with_its_cause()
    {
        var (source, sink) = Hands.Around(
            Flow.Create<int>().Select(x => x).Where(_ => true).Scan(0, (a, b) => a + b), Materializer);
        var cause = new InvalidOperationException("why");
        sink.Cancel(cause);
        Assert.Same(cause, await source.Cancelled);
    }

    private static int NotThree(int x) => x == 3 ? Throw() : x;

    private static int Throw() => throw new InvalidOperationException("three");
}
