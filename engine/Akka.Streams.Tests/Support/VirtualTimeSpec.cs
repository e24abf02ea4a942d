using Akka.TestKit;

namespace Akka.Streams.Tests.Support;

/// <summary>A system whose time the test moves by hand.</summary>
public abstract class VirtualTimeSpec : StreamSpec
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    protected VirtualTimeSpec(string config = "")
        : base($"{config}\nakka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    protected TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    /// <summary>Moves time on, by small steps between which streams may act.</summary>
    protected async Task PassTime(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            Scheduler.Advance(Step);
            await Task.Delay(1);
        }
    }

    /// <summary>Moves time on until something has happened.</summary>
    protected async Task PassTimeUntil(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, "Not in time");
            await PassTime(Step);
        }
    }
}
