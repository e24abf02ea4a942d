using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using Akka.Actor;

// Timers of actors and scheduled messages, on Akka.NET's public API only, like the file they stand beside.
public static partial class EngineBench
{
    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(int timers, TaskCompletionSource started, TaskCompletionSource done)
        {
            var left = timers;
            Receive<string>(_ =>
            {
                for (var i = 0; i < timers; i++)
                {
                    Timers.StartSingleTimer(i, Tick.Instance, TimeSpan.FromMilliseconds(100 + (i % 900)));
                }

                started.TrySetResult();
            });
            Receive<Tick>(_ =>
            {
                if (--left == 0)
                {
                    done.TrySetResult();
                }
            });
        }

        public ITimerScheduler Timers { get; set; }
    }

    // The rate is of starting; how long after the last one was due all had arrived is said beside it.
    static async Task<Result> ActorTimers(int timers)
    {
        using var system = NewSystem();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = system.ActorOf(Props.Create(() => new Timed(timers, started, done)));
        await Task.Delay(50);
        var allocated = GC.GetTotalAllocatedBytes(true);
        var watch = Stopwatch.StartNew();
        actor.Tell("go");
        await started.Task;
        var start = watch.Elapsed;
        allocated = GC.GetTotalAllocatedBytes(true) - allocated;
        await done.Task;
        return await Scheduled(system, timers, start, watch.Elapsed, allocated, "timer");
    }

    static async Task<Result> ScheduledTells(int messages)
    {
        using var system = NewSystem();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = system.ActorOf(Props.Create(() => new Counter(messages, done)));
        var scheduler = system.Scheduler;
        await Task.Delay(50);
        var allocated = GC.GetTotalAllocatedBytes(true);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < messages; i++)
        {
            scheduler.ScheduleTellOnce(
                TimeSpan.FromMilliseconds(100 + (i % 900)), actor, Msg.Instance, ActorRefs.NoSender);
        }

        var start = watch.Elapsed;
        allocated = GC.GetTotalAllocatedBytes(true) - allocated;
        await done.Task;
        return await Scheduled(system, messages, start, watch.Elapsed, allocated, "msg");
    }

    static async Task<Result> Scheduled(
        ActorSystem system, int count, TimeSpan start, TimeSpan all, long allocated, string unit)
    {
        await system.Terminate();
        var late = all - start - TimeSpan.FromMilliseconds(999);
        return new Result(count / start.TotalSeconds, unit + "s/s", string.Format(
            CultureInfo.InvariantCulture,
            "{0:0.0} B/{1} alloc; all there {2:0} ms after the start, {3:0} ms after the last was due at most",
            allocated / (double)count,
            unit,
            all.TotalMilliseconds,
            late.TotalMilliseconds + start.TotalMilliseconds));
    }
}
