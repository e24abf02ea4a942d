using System.Collections.Concurrent;
using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class SelectAsyncSpecs : StreamSpec
{
    private const int Many = 50_000;

    private static readonly Attributes Resuming =
        ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider);

    [Fact]
    public async Task Order_is_kept_and_nothing_is_lost_when_tasks_end_on_other_threads()
    {
        var all = await AllOf(Source.From(Enumerable.Range(0, Many)).SelectAsync(64, OnAnotherThread));
        Assert.Equal(Enumerable.Range(0, Many), all);
    }

    [Fact]
    public async Task Nothing_is_lost_when_order_does_not_matter()
    {
        var all = await AllOf(Source.From(Enumerable.Range(0, Many)).SelectAsyncUnordered(64, OnAnotherThread));
        Assert.Equal(Enumerable.Range(0, Many), all.Order());
    }

    [Fact]
    public async Task Tasks_that_are_done_and_tasks_that_are_not_keep_their_order_together()
    {
        var all = await AllOf(Source.From(Enumerable.Range(0, 5_000))
            .SelectAsync(8, x => x % 3 == 0 ? OnAnotherThread(x) : Task.FromResult(x)));
        Assert.Equal(Enumerable.Range(0, 5_000), all);
    }

    [Fact]
    public async Task No_more_tasks_run_at_once_than_told()
    {
        var running = new ConcurrentDictionary<int, TaskCompletionSource<int>>();
        var (source, sink) = Hands.Around(
            Flow.Create<int>().SelectAsync(
                3,
                x => running.GetOrAdd(x, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task),
            Materializer);
        for (var i = 1; i <= 6; i++)
        {
            source.Push(i);
        }

        sink.Request(6);
        await Eventually(() => running.Count == 3, "three tasks run");
        await sink.ExpectNothing();
        Assert.Equal(3, running.Count);
        running[2].SetResult(2);
        await sink.ExpectNothing();
        Assert.Equal(3, running.Count);
        running[1].SetResult(1);
        Assert.Equal(1, await sink.Next());
        Assert.Equal(2, await sink.Next());
        await Eventually(() => running.Count == 5, "two more may start");
    }

    [Fact]
    public async Task Unordered_results_do_not_wait_for_slower_ones()
    {
        var slow = new TaskCompletionSource<int>();
        var (source, sink) = Hands.Around(
            Flow.Create<int>().SelectAsyncUnordered(2, x => x == 1 ? slow.Task : Task.FromResult(x)), Materializer);
        sink.Request(3);
        source.Push(1);
        source.Push(2);
        Assert.Equal(2, await sink.Next());
        source.Complete();
        await sink.ExpectNothing();
        slow.SetResult(1);
        Assert.Equal(1, await sink.Next());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task A_failed_task_fails_the_stream_without_waiting_for_its_turn()
    {
        var never = new TaskCompletionSource<int>();
        var (source, sink) = Hands.Around(
            Flow.Create<int>().SelectAsync(
                4, x => x == 1 ? never.Task : Task.FromException<int>(new InvalidOperationException("second"))),
            Materializer);
        sink.Request();
        source.Push(1);
        source.Push(2);
        Assert.Equal("second", (await sink.ExpectError()).Message);
        Assert.Equal("second", (await source.Cancelled).Message);
    }

    [Fact]
    public async Task A_resuming_decider_skips_failed_tasks_thrown_errors_and_nulls()
    {
        var numbers = Source.From(Enumerable.Range(0, 2_000));
        Task<string> Map(int x) => (x % 5) switch
        {
            0 => Task.FromException<string>(new InvalidOperationException()),
            1 => throw new InvalidOperationException(),
            2 => Task.FromResult<string>(null!),
            3 => Later(x),
            _ => Task.FromResult(x.ToString()),
        };

        static async Task<string> Later(int x)
        {
            await Task.Yield();
            return x % 2 == 0 ? x.ToString() : throw new InvalidOperationException();
        }

        var expected = Enumerable.Range(0, 2_000).Where(x => x % 5 == 4 || (x % 5 == 3 && x % 2 == 0))
            .Select(x => x.ToString()).ToList();
        Assert.Equal(expected, await AllOf(numbers.SelectAsync(16, Map).WithAttributes(Resuming)));
        Assert.Equal(
            expected.Order(), (await AllOf(numbers.SelectAsyncUnordered(16, Map).WithAttributes(Resuming))).Order());
    }

    [Fact]
    public async Task The_stream_completes_after_the_last_task()
    {
        var last = new TaskCompletionSource<int>();
        var (source, sink) = Hands.Around(Flow.Create<int>().SelectAsync(2, _ => last.Task), Materializer);
        sink.Request(2);
        source.Push(1);
        source.Complete();
        await sink.ExpectNothing();
        last.SetResult(9);
        Assert.Equal(9, await sink.Next());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task A_cancelled_task_is_a_failure()
    {
        var error = await ErrorOf(Source.Single(1)
            .SelectAsync(1, _ => Task.FromCanceled<int>(new CancellationToken(canceled: true))));
        Assert.IsType<TaskCanceledException>(error);
    }

    private static async Task<int> OnAnotherThread(int x)
    {
        await Task.Yield();
        if (x % 97 == 0)
        {
            await Task.Yield();
        }

        return x;
    }
}
