using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

/// <summary>What elements cost that pass between a stage and the streams it runs; each island has a thread.</summary>
public class AllocationSpecs : StreamSpec
{
    private const int WarmUp = 20_000;
    private const int Count = 100_000;

    // A turn of the actor costs a message; an element must not.
    private const double BytesPerElementMax = 2;

    public AllocationSpecs()
        : base("""
            pinned { type = PinnedDispatcher }
            akka.stream.materializer.dispatcher = pinned
            """)
    {
    }

    private static Source<int, NotUsed> Sevens => Source.Repeat(7).Take(WarmUp + Count);

    private static Sink<int, NotUsed> Aside => Sink.Ignore<int>().MapMaterializedValue(_ => NotUsed.Instance);

    [Fact]
    public async Task Nothing_is_allocated_for_an_element_that_passes_sub_streams() =>
        Assert.InRange(
            await BytesPerElement(Sevens.GroupBy(1, _ => 1).Select(x => x + 1).Merged()), 0, BytesPerElementMax);

    [Fact]
    public async Task Nothing_is_allocated_for_an_element_of_a_source_that_another_stream_runs() =>
        Assert.InRange(await BytesPerElement(Source.Single(1).ConcatMany(_ => Sevens)), 0, BytesPerElementMax);

    [Fact]
    public async Task Nothing_is_allocated_for_an_element_of_a_source_that_can_be_started_again() =>
        Assert.InRange(
            await BytesPerElement(RestartSource.WithBackoff(
                () => Sevens, RestartSettings.Create(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 0))),
            0,
            BytesPerElementMax);

    [Fact]
    public async Task Nothing_is_allocated_for_an_element_that_passes_junctions() =>
        Assert.InRange(
            await BytesPerElement(Sevens.Detach().Interleave(Source.Empty<int>(), 3).OrElse(Source.Empty<int>())
                .MergeSorted(Source.Empty<int>()).WireTap(Aside).DivertTo(Aside, x => x == 8)),
            0,
            BytesPerElementMax);

    private async Task<double> BytesPerElement(Source<int, NotUsed> source)
    {
        long before = 0;
        var seen = 0;
        var bytes = await source.Select(_ =>
        {
            if (++seen == WarmUp)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            return seen == WarmUp + Count ? GC.GetAllocatedBytesForCurrentThread() - before : -1;
        }).Where(b => b >= 0).RunWith(Sink.First<long>(), Materializer).WaitAsync(Patience);
        return (double)bytes / Count;
    }
}
