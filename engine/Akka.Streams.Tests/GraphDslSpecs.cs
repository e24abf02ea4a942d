using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

/// <summary>Graphs wired by hand, and the junctions they are made of.</summary>
public class GraphDslSpecs : StreamSpec
{
    [Fact]
    public async Task A_broadcast_and_a_merge_make_a_diamond()
    {
        var sink = Sink.Seq<int>();
        var graph = GraphDsl.Create(sink, (builder, end) =>
        {
            var broadcast = builder.Add(new Broadcast<int>(2));
            var merge = builder.Add(new Merge<int>(2));
            builder.From(builder.Add(Source.From(Enumerable.Range(1, 3)))).Via(broadcast)
                .Via(Flow.Create<int>().Select(x => x * 10)).Via(merge).To(end);
            builder.From(broadcast).Via(Flow.Create<int>().Select(x => x * 100)).To(merge);
            return ClosedShape.Instance;
        });
        var result = await RunnableGraph.FromGraph(graph).Run(Materializer).WaitAsync(Patience);
        Assert.Equal([10, 20, 30, 100, 200, 300], result.Order());
    }

    [Fact]
    public async Task A_flow_can_be_wired_backwards()
    {
        var flow = Flow.FromGraph(GraphDsl.Create(builder =>
        {
            var zip = builder.Add(new ZipWith<int, int, int>((a, b) => (a * 10) + b));
            var broadcast = builder.Add(new Broadcast<int>(2));
            builder.To(zip.In1).Via(builder.Add(Flow.Create<int>().Select(x => x + 1))).From(broadcast);
            builder.To(zip.In0).From(broadcast);
            return new FlowShape<int, int>(broadcast.In, zip.Out);
        }));
        Assert.Equal([12, 23, 34], await AllOf(Source.From([1, 2, 3]).Via(flow)));
    }

    [Fact]
    public async Task What_two_graphs_materialize_is_combined()
    {
        var graph = GraphDsl.Create(
            Sink.First<int>(),
            Sink.Last<int>(),
            Keep.Both,
            (builder, first, last) =>
            {
                var broadcast = builder.Add(new Broadcast<int>(2));
                builder.From(builder.Add(Source.From(Enumerable.Range(1, 5)))).To(broadcast.In);
                builder.From(broadcast).To(first);
                builder.From(broadcast).To(last);
                return ClosedShape.Instance;
            });
        var (head, tail) = RunnableGraph.FromGraph(graph).Run(Materializer);
        Assert.Equal(1, await head.WaitAsync(Patience));
        Assert.Equal(5, await tail.WaitAsync(Patience));
    }

    [Fact]
    public void A_port_that_is_neither_connected_nor_open_is_refused()
    {
        Assert.Throws<ArgumentException>(() => GraphDsl.Create(builder =>
        {
            builder.Add(Source.Single(1));
            return ClosedShape.Instance;
        }));
    }

    [Fact]
    public void A_junction_has_no_more_ports_than_it_has()
    {
        Assert.Throws<ArgumentException>(() => GraphDsl.Create(builder =>
        {
            var merge = builder.Add(new Merge<int>(1));
            builder.From(builder.Add(Source.Single(1))).To(merge);
            builder.From(builder.Add(Source.Single(2))).To(merge);
            return new SourceShape<int>(merge.Out);
        }));
    }

    [Fact]
    public async Task A_balance_gives_each_element_to_one_output()
    {
        var (left, right) = RunTwo(new Balance<int>(2), Sink.Seq<int>(), 100);
        var all = (await left.WaitAsync(Patience)).Concat(await right.WaitAsync(Patience));
        Assert.Equal(Enumerable.Range(1, 100), all.Order());
    }

    [Fact]
    public async Task A_balance_goes_on_when_an_output_cancels()
    {
        var (left, right) = RunTwo(new Balance<int>(2), Sink.Seq<int>(), 10, Sink.Cancelled<int>());
        Assert.Equal(Enumerable.Range(1, 10), await left.WaitAsync(Patience));
        Assert.Equal(NotUsed.Instance, right);
    }

    [Fact]
    public async Task A_partition_gives_each_element_to_the_output_that_the_function_names()
    {
        var (odd, even) = RunTwo(new Partition<int>(2, x => x % 2 == 1 ? 0 : 1), Sink.Seq<int>(), 6);
        Assert.Equal([1, 3, 5], await odd.WaitAsync(Patience));
        Assert.Equal([2, 4, 6], await even.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_partition_drops_what_is_meant_for_an_output_that_has_cancelled()
    {
        var (odd, _) = RunTwo(
            new Partition<int>(2, x => x % 2 == 1 ? 0 : 1), Sink.Seq<int>(), 6, Sink.Cancelled<int>());
        Assert.Equal([1, 3, 5], await odd.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_partition_fails_when_the_function_names_no_output()
    {
        var (odd, even) = RunTwo(new Partition<int>(2, x => x), Sink.Seq<int>(), 6);
        await Assert.ThrowsAsync<PartitionOutOfBoundsException>(() => odd.WaitAsync(Patience));
        await Assert.ThrowsAsync<PartitionOutOfBoundsException>(() => even.WaitAsync(Patience));
    }

    private (TMat1 Left, TMat1 Right) RunTwo<TMat1>(
        IGraph<UniformFanOutShape<int, int>, NotUsed> junction, Sink<int, TMat1> sink, int count) =>
        RunTwo(junction, sink, count, sink);

    private (TMat1 Left, TMat2 Right) RunTwo<TMat1, TMat2>(
        IGraph<UniformFanOutShape<int, int>, NotUsed> junction,
        Sink<int, TMat1> first,
        int count,
        Sink<int, TMat2> second) => RunnableGraph.FromGraph(GraphDsl.Create(
            first,
            second,
            Keep.Both,
            (builder, left, right) =>
            {
                var ports = builder.Add(junction);
                builder.From(builder.Add(Source.From(Enumerable.Range(1, count)))).To(ports.In);
                builder.From(ports.Out(0)).To(left);
                builder.From(ports.Out(1)).To(right);
                return ClosedShape.Instance;
            })).Run(Materializer);
}
