using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

/// <summary>Simple stages in a row run as one stage: nothing but the speed may tell.</summary>
public class FusionSpecs : StreamSpec
{
    [Fact]
    public async Task An_element_passes_all_stages_before_the_next_is_taken()
    {
        var steps = new List<string>();
        await Source.From(Enumerable.Range(1, 3))
            .Select(x => Note(steps, $"a{x}", x))
            .Where(x => Note(steps, $"b{x}", x) != 2)
            .Select(x => Note(steps, $"c{x}", x))
            .RunForeach(x => steps.Add($"d{x}"), Materializer).WaitAsync(Patience);
        Assert.Equal(["a1", "b1", "c1", "d1", "a2", "b2", "a3", "b3", "c3", "d3"], steps);
    }

    [Fact]
    public async Task The_decider_of_each_stage_is_asked_about_its_own_errors()
    {
        var result = await Source.From(Enumerable.Range(1, 6))
            .Select(x => x == 2 ? throw new InvalidOperationException("first") : x)
            .WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider))
            .Select(x => x == 4 ? throw new InvalidOperationException("second") : x)
            .Recover(_ => -1)
            .RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Patience);
        Assert.Equal([1, 3, -1], result);
    }

    [Fact]
    public async Task An_error_fails_the_sink_and_ends_the_source()
    {
        var released = new TaskCompletionSource();
        var failure = new InvalidOperationException("no");
        var task = Source.From(Numbers(released))
            .Select(x => x + 1)
            .Select(x => x == 5 ? throw failure : x)
            .RunForeach(_ => { }, Materializer).WaitAsync(Patience);
        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(() => task));
        await released.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task An_error_in_the_sink_ends_the_source()
    {
        var released = new TaskCompletionSource();
        var failure = new InvalidOperationException("no");
        var task = Source.From(Numbers(released))
            .Select(x => x + 1)
            .RunForeach(x => throw failure, Materializer).WaitAsync(Patience);
        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(() => task));
        await released.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task An_enumerator_that_throws_fails_the_stream_after_its_last_element()
    {
        var seen = new List<int>();
        var task = Source.From(Broken()).Select(x => x * 10).RunForeach(seen.Add, Materializer).WaitAsync(Patience);
        await Assert.ThrowsAsync<InvalidOperationException>(() => task);
        Assert.Equal([10, 20], seen);
    }

    [Fact]
    public async Task A_null_is_no_element()
    {
        var task = Source.From(Enumerable.Range(1, 3))
            .Select(x => x == 2 ? null! : $"{x}")
            .Select(x => x + "!")
            .RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Patience);
        await Assert.ThrowsAsync<ArgumentNullException>(() => task);
    }

    [Fact]
    public async Task A_null_is_skipped_where_the_decider_resumes()
    {
        var result = await Source.From(Enumerable.Range(1, 3))
            .Select(x => x == 2 ? null! : $"{x}")
            .Select(x => x + "!")
            .WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider))
            .RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Patience);
        Assert.Equal(["1!", "3!"], result);
    }

    [Fact]
    public async Task A_stream_without_end_stops_when_it_is_told_to()
    {
        var seen = new TaskCompletionSource();
        var (kill, done) = Source.Repeat(1)
            .Select(x => x + 1)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .Select(x => x + 1)
            .ToMaterialized(Sink.ForEach<int>(_ => seen.TrySetResult()), Keep.Both)
            .Run(Materializer);
        await seen.Task.WaitAsync(Patience);
        kill.Shutdown();
        await done.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_fused_stream_without_end_stops_with_its_materializer()
    {
        var seen = new TaskCompletionSource();
        var materializer = Sys.Materializer();
        var done = Source.Repeat(1)
            .Select(x => x + 1)
            .RunForeach(_ => seen.TrySetResult(), materializer)
            .WaitAsync(Patience);
        await seen.Task.WaitAsync(Patience);
        materializer.Shutdown();
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => done);
    }

    private static int Note(List<string> steps, string step, int element)
    {
        steps.Add(step);
        return element;
    }

    private static IEnumerable<int> Numbers(TaskCompletionSource released)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                yield return i;
            }
        }
        finally
        {
            released.TrySetResult();
        }
    }

    private static IEnumerable<int> Broken()
    {
        yield return 1;
        yield return 2;
        throw new InvalidOperationException("broken");
    }
}
