using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

public class MaterializationSpecs : StreamSpec
{
    [Fact]
    public async Task A_stream_runs_from_source_to_sink()
    {
        var result = await AllOf(Source.From(Enumerable.Range(1, 5)).Select(x => x * 2).Where(x => x != 4));
        Assert.Equal([2, 6, 8, 10], result);
    }

    [Fact]
    public async Task A_graph_can_be_run_many_times()
    {
        var source = Source.From(Enumerable.Range(1, 3)).Scan(0, (a, b) => a + b);
        Assert.Equal([0, 1, 3, 6], await AllOf(source));
        Assert.Equal([0, 1, 3, 6], await AllOf(source));
    }

    [Fact]
    public async Task One_flow_can_be_used_twice_in_one_graph()
    {
        var twice = Flow.Create<int>().Select(x => x * 2).Buffer(3, OverflowStrategy.Backpressure);
        Assert.Equal([4, 8, 12], await AllOf(Source.From([1, 2, 3]).Via(twice).Via(twice)));
        var source = Source.From([1, 2]).Via(twice);
        Assert.Equal([2, 4, 2, 4], await AllOf(source.Concat(source)));
    }

    [Fact]
    public async Task Materialized_values_are_kept_as_told()
    {
        var source = Source.From([1, 2, 3]).MapMaterializedValue(_ => "left");
        var sink = Sink.Aggregate<int, int>(0, (a, b) => a + b);
        Assert.Equal("left", source.To(sink).Run(Materializer));
        Assert.Equal(6, await source.ToMaterialized(sink, Keep.Right).Run(Materializer).WaitAsync(Patience));
        var (left, right) = source.ToMaterialized(sink, Keep.Both).Run(Materializer);
        Assert.Equal(("left", 6), (left, await right.WaitAsync(Patience)));
        Assert.Same(NotUsed.Instance, source.ToMaterialized(sink, Keep.None).Run(Materializer));
        Assert.Equal(4, source.ViaMaterialized(KillSwitches.Single<int>(), (l, _) => l.Length)
            .To(sink).Run(Materializer));
    }

    [Fact]
    public async Task The_empty_flow_changes_nothing()
    {
        var empty = Flow.Create<int>();
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).Via(empty).Via(empty)));
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).Via(empty.Via(empty).Async())));
        Assert.Equal([1, 2], await AllOf(Source.From([1, 2]).Via(empty.Named("x")).Via(empty.Select(x => x))));
    }

    [Fact]
    public async Task A_chain_of_ten_thousand_stages_runs()
    {
        var source = Source.From([1, 2, 3]);
        for (var i = 0; i < 10_000; i++)
        {
            source = source.Select(x => x + 1);
        }

        Assert.Equal([10_001, 10_002, 10_003], await AllOf(source));
    }

    [Fact]
    public async Task A_stopped_materializer_stops_its_streams_and_starts_no_more()
    {
        var materializer = ActorMaterializer.Create(Sys);
        var done = Source.Never<int>().RunWith(Sink.Ignore<int>(), materializer);
        materializer.Shutdown();
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => done.WaitAsync(Patience));
        Assert.True(materializer.IsShutdown);
        Assert.ThrowsAny<Exception>(() => { _ = Source.Single(1).RunWith(Sink.Ignore<int>(), materializer); });
    }

    [Fact]
    public async Task The_actor_of_a_stream_stops_when_the_stream_has_ended()
    {
        await AllOf(Source.From([1, 2, 3]).Async().Select(x => x));
        var supervisor = (Akka.Actor.LocalActorRef)Materializer.Supervisor;
        await Eventually(() => !supervisor.Children.Any(), "no actors left");
    }
}
