using System.Collections.Concurrent;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

/// <summary>Sub-streams that run on other threads than the stream they come from, against plain grouping.</summary>
public class SubstreamStressSpecs : StreamSpec
{
    private const int Count = 20_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 8)]
    [InlineData(3, 64)]
    public async Task Sub_streams_behind_boundaries_get_what_grouping_gives(int seed, int keys)
    {
        var numbers = Numbers(seed);
        var merged = await AllOf(Source.From(numbers).Async().GroupBy(keys, x => x % keys)
            .Select(x => (Key: x % keys, Value: x)).Through(Flow.Create<(int Key, int Value)>().Async()).Merged());
        Assert.Equal(Count, merged.Count);
        foreach (var group in numbers.GroupBy(x => x % keys))
        {
            Assert.Equal(group, merged.Where(m => m.Key == group.Key).Select(m => m.Value));
        }
    }

    [Theory]
    [InlineData(4, 16)]
    [InlineData(5, 200)]
    public async Task Sub_streams_in_actors_of_their_own_lose_and_reorder_nothing(int seed, int keys)
    {
        var numbers = Numbers(seed);
        var seen = new ConcurrentDictionary<int, List<int>>();
        var ended = 0;
        Source.From(numbers).GroupBy(keys, x => x % keys).Grouped(7).To(Sink.ForEach<IEnumerable<int>>(group =>
        {
            foreach (var x in group)
            {
                seen.GetOrAdd(x % keys, _ => []).Add(x);
            }
        }).MapMaterializedValue(task => task.ContinueWith(
            _ => Interlocked.Increment(ref ended), TaskScheduler.Default))).Run(Materializer);
        var groups = numbers.GroupBy(x => x % keys).ToList();
        await Eventually(() => Volatile.Read(ref ended) == groups.Count, "every sub-stream ends");
        Assert.All(groups, group => Assert.Equal(group, seen[group.Key]));
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(7, 5)]
    [InlineData(8, 50)]
    public async Task Sources_that_run_at_once_give_all_they_have_each_in_order(int seed, int breadth)
    {
        var lengths = Numbers(seed).Take(300).Select(x => Math.Abs(x % 20)).ToList();
        var all = await AllOf(Source.From(lengths).ZipWithIndex().MergeMany(breadth, source =>
            Source.From(Enumerable.Range(0, source.Item1)).Async().Select(x => (Number: source.Item2, Value: x))));
        Assert.Equal(lengths.Sum(), all.Count);
        for (var i = 0; i < lengths.Count; i++)
        {
            Assert.Equal(Enumerable.Range(0, lengths[i]), all.Where(a => a.Number == i).Select(a => a.Value));
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Parts_of_a_split_stream_are_the_stream(int seed)
    {
        var numbers = Numbers(seed).ToList();
        var parts = await AllOf((Source<string, NotUsed>)((SubFlow<string, NotUsed, IRunnableGraph<NotUsed>>)Source
            .From(numbers).SplitWhen(x => x % 9 == 0).Through(Flow.Create<int>().Async())
            .Via(Flow.Create<int>().Aggregate("", (text, x) => $"{text},{x}"))).ConcatSubstream());
        Assert.Equal(numbers.Select((x, i) => (x, i)).Count(n => n.i == 0 || n.x % 9 == 0), parts.Count);
        Assert.Equal(string.Concat(numbers.Select(x => $",{x}")), string.Concat(parts));
    }

    private static List<int> Numbers(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => random.Next(1, 1_000_000))];
    }
}
