namespace Akka.Tests.Stress;

/// <summary>Real threads that begin together, and waiting for what they do.</summary>
internal static class Threads
{
    /// <summary>Far more than anything here takes; only a hang comes near it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs the same work on so many threads at once, each with its number, and waits for all.</summary>
    public static async Task Together(int count, Action<int> work)
    {
        using var start = new Barrier(count);
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                work(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))).WaitAsync(Patience);
    }

    public static void Await(Func<bool> condition, Func<string> otherwise)
    {
        if (!SpinWait.SpinUntil(condition, Patience))
        {
            Assert.Fail(otherwise());
        }
    }
}
