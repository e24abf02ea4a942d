using System.Diagnostics;

namespace WhaleStack.Bench.Matching;

/// <summary>What one round measured.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">Median time of a request, in nanoseconds, the clock's own included.</param>
/// <param name="P99">The same of the slowest hundredth.</param>
/// <param name="Bytes">Allocated for a request.</param>
internal sealed record Figures(double Rate, double P50, double P99, double Bytes)
{
    /// <summary>Runs requests once for the rate and, on a fresh book, once with a clock around each.</summary>
    public static Figures Of(Mix mix, Func<IBook> make)
    {
        var book = Filled(mix, make);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        foreach (ref readonly var request in mix.Requests.AsSpan())
        {
            book.Do(request);
        }

        var rate = mix.Requests.Length / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)mix.Requests.Length;
        var latencies = Latencies(mix, Filled(mix, make));
        return new Figures(rate, At(latencies, 0.50), At(latencies, 0.99), bytes);
    }

    /// <summary>The middle one of each figure.</summary>
    public static Figures Median(IReadOnlyCollection<Figures> rounds) => new(
        Middle(rounds.Select(static r => r.Rate)),
        Middle(rounds.Select(static r => r.P50)),
        Middle(rounds.Select(static r => r.P99)),
        Middle(rounds.Select(static r => r.Bytes)));

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static IBook Filled(Mix mix, Func<IBook> make)
    {
        var book = make();
        foreach (ref readonly var request in mix.Before.AsSpan())
        {
            book.Do(request);
        }

        return book;
    }

    private static long[] Latencies(Mix mix, IBook book)
    {
        var latencies = new long[mix.Requests.Length];
        for (var i = 0; i < latencies.Length; i++)
        {
            var began = Stopwatch.GetTimestamp();
            book.Do(mix.Requests[i]);
            latencies[i] = Stopwatch.GetTimestamp() - began;
        }

        Array.Sort(latencies);
        return latencies;
    }

    private static double At(long[] sorted, double share) =>
        Stopwatch.GetElapsedTime(0L, sorted[(int)(share * (sorted.Length - 1))]).TotalNanoseconds;
}
