using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using WhaleStack.Quant;

namespace WhaleStack.Bench.Quant;

/// <summary>Times the update of each model of heatmaps by one five-minute bar.</summary>
internal static class HeatmapBench
{
    /// <summary>An update may take so long, nanoseconds.</summary>
    private const double TargetNanoseconds = 4_000;

    private static readonly ImmutableArray<LeverageTier> Tiers =
    [
        new(5, 0.15, TimeSpan.FromDays(14)), new(10, 0.30, TimeSpan.FromDays(7)), new(25, 0.25, TimeSpan.FromDays(2)),
        new(50, 0.18, TimeSpan.FromHours(12)), new(100, 0.12, TimeSpan.FromHours(6)),
    ];

    public static void Print(Market market, int rounds)
    {
        Console.WriteLine();
        Console.WriteLine("ns a bar and model; a bar has open interest, takers and liquidations");
        Console.WriteLine($"{"",-22} {"update",8} {"kB",8} {"target",8}");
        var bars = Bars(market);
        foreach (var (name, hasHalfLives, followsClosings, leverageMin) in new[]
        {
            (HeatmapModelsOptions.AllOpenings, false, false, 1.0),
            (HeatmapModelsOptions.HighLeverage, true, false, 25.0),
            (HeatmapModelsOptions.TimeWeighted, true, true, 1.0),
        })
        {
            var map = new HeatmapEstimator(new HeatmapModelOptions(
                name, 0.05, 0.1, 0.5, 0.005, 0.001, hasHalfLives, followsClosings, leverageMin,
                hasHalfLives ? 0.002 : 0.0, Tiers));
            var times = Enumerable.Range(0, rounds + 1).Select(_ => NanosecondsABar(map, bars)).Skip(1).ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-22} {Clock.Middle(times),8:0} {map.StateBytes / 1_024,8} {TargetNanoseconds,8:0}"));
        }
    }

    private static MarketBar[] Bars(Market market)
    {
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return [.. Enumerable.Range(1, market.Closes.Length - 1).Select(i => new MarketBar(
            start.AddMinutes(5 * i),
            Math.Clamp(market.Closes[i - 1], market.Lows[i], market.Highs[i]),
            market.Highs[i],
            market.Lows[i],
            market.Closes[i],
            market.Volumes[i],
            market.Volumes[i] * market.Closes[i],
            market.Volumes[i] * market.Sold[i] / 100.0,
            10_000.0 + (market.Sold[i] / 2.0),
            market.Sold[i] * 1_000.0,
            market.Sold[i] * 500.0))];
    }

    private static double NanosecondsABar(HeatmapEstimator map, MarketBar[] bars)
    {
        map.Clear();
        var began = Stopwatch.GetTimestamp();
        foreach (ref readonly var bar in bars.AsSpan())
        {
            map.Apply(bar);
        }

        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / bars.Length;
    }
}
