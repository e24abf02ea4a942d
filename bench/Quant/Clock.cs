using System.Diagnostics;

namespace WhaleStack.Bench.Quant;

/// <summary>Times work over a whole market.</summary>
internal static class Clock
{
    private const int Passes = 10;

    public static double NanosecondsAnElement(Market market, Func<Market, double> work)
    {
        var sum = 0.0;
        var began = Stopwatch.GetTimestamp();
        for (var pass = 0; pass < Passes; pass++)
        {
            sum += work(market);
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        if (double.IsNaN(sum))
        {
            throw new InvalidOperationException("The work gave no number.");
        }

        return elapsed.TotalNanoseconds / Passes / market.Closes.Length;
    }

    /// <summary>The middle one.</summary>
    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
