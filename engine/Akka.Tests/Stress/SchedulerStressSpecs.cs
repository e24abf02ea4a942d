using System.Diagnostics;
using Akka.Actor;

namespace Akka.Tests.Stress;

/// <summary>The real scheduler under many threads: nothing early, nothing lost, nothing after a cancel.</summary>
public class SchedulerStressSpecs : Akka.TestKit.Xunit2.TestKit
{
    private const int Workers = 4;

    public SchedulerStressSpecs()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }")
    {
    }

    [Fact]
    public async Task Nothing_runs_early_and_nothing_is_lost()
    {
        var each = Soak.Count(usual: 2_000, soak: 250_000);
        var fired = 0;
        var early = 0;
        await Threads.Together(Workers, i =>
        {
            var random = new Random(i);
            for (var n = 0; n < each; n++)
            {
                var delay = TimeSpan.FromMilliseconds(random.Next(120));
                var asked = Stopwatch.GetTimestamp();
                Sys.Scheduler.Advanced.ScheduleOnce(delay, () =>
                {
                    // The clock is read around the delay, so a slow machine can only make it longer.
                    if (Stopwatch.GetElapsedTime(asked) < delay)
                    {
                        Interlocked.Increment(ref early);
                    }

                    Interlocked.Increment(ref fired);
                });
            }
        });
        Threads.Await(() => Volatile.Read(ref fired) == Workers * each, () => $"{fired} of {Workers * each} ran");
        Assert.Equal(0, early);
        Soak.Note("scheduled actions", Workers * each, "passed");
    }

    [Fact]
    public async Task What_is_cancelled_before_it_is_due_never_runs_and_the_rest_runs_once()
    {
        var each = Soak.Count(usual: 1_000, soak: 100_000);
        var runs = new int[Workers * each];
        await Threads.Together(Workers, i =>
        {
            for (var n = 0; n < each; n++)
            {
                var slot = (i * each) + n;
                var cancelable = new Cancelable(Sys.Scheduler);

                // A cancelled one is due only when the test is long over.
                var delay = TimeSpan.FromMilliseconds(n % 2 == 0 ? 20 : 600_000);
                Sys.Scheduler.Advanced.ScheduleOnce(delay, () => Interlocked.Increment(ref runs[slot]), cancelable);
                if (n % 2 != 0)
                {
                    cancelable.Cancel();
                }
            }
        });
        Threads.Await(() => runs.Sum() >= runs.Length / 2, () => $"{runs.Sum()} of {runs.Length / 2} ran");
        Assert.All(runs.Index(), run => Assert.Equal(run.Index % 2 == 0 ? 1 : 0, run.Item));
    }

    [Fact]
    public async Task A_repeated_action_stops_for_good_however_its_cancel_races_with_it()
    {
        var each = Soak.Count(usual: 50, soak: 5_000);
        var runs = new int[Workers * each];
        await Threads.Together(Workers, i =>
        {
            for (var n = 0; n < each; n++)
            {
                var slot = (i * each) + n;
                var cancelable = new Cancelable(Sys.Scheduler);
                var tick = TimeSpan.FromMilliseconds(10);
                Sys.Scheduler.Advanced.ScheduleRepeatedly(
                    TimeSpan.Zero, tick, () => Interlocked.Increment(ref runs[slot]), cancelable);
                if (n % 3 == 0)
                {
                    Threads.Await(() => Volatile.Read(ref runs[slot]) > 0, () => "it never ran");
                }

                cancelable.Cancel();
            }
        });

        // What was running at a cancel is over once something that was scheduled after it has run.
        AwaitMarker();
        var counts = runs.ToArray();
        AwaitMarker();
        AwaitMarker();
        Assert.Equal(counts, runs);
    }

    [Fact]
    public async Task Messages_of_one_thread_for_one_moment_all_arrive()
    {
        var each = Soak.Count(usual: 2_000, soak: 250_000);
        var got = new int[Workers];
        var actor = Sys.ActorOf(Props.Create(() => new Tally(got)));
        await Threads.Together(Workers, i =>
        {
            for (var n = 0; n < each; n++)
            {
                Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(n % 30), actor, i, ActorRefs.NoSender);
            }
        });
        Threads.Await(() => got.All(g => g == each), () => string.Join(' ', got));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    public async Task What_one_thread_schedules_with_one_delay_arrives_in_order(int milliseconds)
    {
        // The wheel turns in 40 ms, so that the longer delay waits for several rounds.
        var sys = ActorSystem.Create("ordered", "akka { loglevel = OFF, scheduler.ticks-per-wheel = 4 }");
        const int Each = 5_000;
        var last = new int[Workers];
        var wrong = 0;
        await Threads.Together(Workers, i =>
        {
            for (var n = 1; n <= Each; n++)
            {
                var number = n;
                var delay = TimeSpan.FromMilliseconds(milliseconds);

                // Lies in between until the wheel comes by, and is due only when the test is long over.
                var cancelled = new Cancelable(sys.Scheduler);
                var never = TimeSpan.FromHours(1);
                sys.Scheduler.Advanced.ScheduleOnce(never, () => Interlocked.Increment(ref wrong), cancelled);
                cancelled.Cancel();
                sys.Scheduler.Advanced.ScheduleOnce(delay, () =>
                {
                    wrong += last[i] + 1 == number ? 0 : 1;
                    Volatile.Write(ref last[i], number);
                });
            }
        });
        Threads.Await(() => last.All(n => n >= Each), () => string.Join(' ', last));
        Assert.Equal(0, wrong);
        await sys.Terminate();
    }

    [Fact]
    public async Task A_token_is_cancelled_however_its_first_use_races_with_the_cancel()
    {
        for (var round = 0; round < Soak.Count(usual: 200, soak: 20_000); round++)
        {
            using var cancelable = new Cancelable(Sys.Scheduler);
            var tokens = new CancellationToken[2];
            await Threads.Together(tokens.Length + 1, i =>
            {
                if (i == tokens.Length)
                {
                    cancelable.Cancel();
                    Assert.True(cancelable.IsCancellationRequested);
                    return;
                }

                tokens[i] = cancelable.Token;
                tokens[i].WaitHandle.WaitOne(Threads.Patience);
            });
            Assert.All(tokens, token => Assert.True(token.IsCancellationRequested));
            Assert.Equal(tokens[0], tokens[1]);
        }
    }

    [Fact]
    public void A_token_asked_for_after_the_cancel_is_cancelled_and_after_the_disposal_there_is_none()
    {
        var cancelable = new Cancelable(Sys.Scheduler);
        Assert.False(cancelable.IsCancellationRequested);
        cancelable.Cancel();
        Assert.True(cancelable.IsCancellationRequested);
        Assert.True(cancelable.Token.IsCancellationRequested);
        var disposed = new Cancelable(Sys.Scheduler);
        disposed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => disposed.Token);
        Assert.Throws<ObjectDisposedException>(disposed.Cancel);
    }

    private void AwaitMarker()
    {
        using var marker = new ManualResetEventSlim();
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(30), marker.Set);
        Assert.True(marker.Wait(Threads.Patience));
    }

    private sealed class Tally(int[] got) : UntypedActor
    {
        protected override void OnReceive(object message) =>
            Volatile.Write(ref got[(int)message], got[(int)message] + 1);
    }
}
