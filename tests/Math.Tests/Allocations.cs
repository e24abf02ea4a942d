namespace WhaleStack.Quant.Tests;

/// <summary>Bytes that code takes from the heap.</summary>
internal static class Allocations
{
    private const int Attempts = 5;

    /// <summary>The least of some attempts: a collection in the middle of one counts what is left of the thread's own
    /// piece of the heap.</summary>
    public static long Of(Action<int> run)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run(attempt);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
