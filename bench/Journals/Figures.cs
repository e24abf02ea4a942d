using System.Diagnostics;

namespace WhaleStack.Bench.Journals;

/// <summary>What one round measured.</summary>
/// <param name="Rate">Events a second.</param>
/// <param name="P50">Median time from asking to having it on disk, in milliseconds.</param>
/// <param name="P99">The same of the slowest hundredth.</param>
internal sealed record Figures(double Rate, double P50, double P99)
{
    /// <summary>Works out a round.</summary>
    /// <param name="events">How many events there were.</param>
    /// <param name="elapsed">How long they took together.</param>
    /// <param name="latencies">How long each request took, in ticks of the stopwatch.</param>
    public static Figures Of(long events, TimeSpan elapsed, List<long> latencies)
    {
        latencies.Sort();
        return new Figures(events / elapsed.TotalSeconds, At(latencies, 0.50), At(latencies, 0.99));
    }

    /// <summary>The middle one of each figure.</summary>
    public static Figures Median(IReadOnlyCollection<Figures> rounds) => new(
        Middle(rounds.Select(static r => r.Rate)),
        Middle(rounds.Select(static r => r.P50)),
        Middle(rounds.Select(static r => r.P99)));

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static double At(List<long> sorted, double share) => sorted.Count == 0
        ? double.NaN
        : Stopwatch.GetElapsedTime(0L, sorted[(int)(share * (sorted.Count - 1))]).TotalMilliseconds;
}
