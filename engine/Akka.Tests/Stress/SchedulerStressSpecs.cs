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
