namespace WhaleStack.Quant.Tests;

/// <summary>Bars and models for the specs of the estimator.</summary>
internal static class HeatmapBars
{
    private static readonly DateTimeOffset Start = new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One tier that does not fade.</summary>
    public static HeatmapModelOptions Model(double leverage = 10) => new(
        "one_tier", 0.05, 0.1, 0.0, 0.005, 0.001, false, false, 1.0, 0.0,
        [new LeverageTier(leverage, 1.0, TimeSpan.FromDays(300))]);

    /// <summary>The five tiers of config/quant_math.</summary>
    public static HeatmapModelOptions Usual(bool followsClosings) => new(
        "usual", 0.05, 0.1, 0.5, 0.005, 0.001, true, followsClosings, 1.0, 0.0,
        [
            new LeverageTier(5, 0.15, TimeSpan.FromDays(14)),
            new LeverageTier(10, 0.30, TimeSpan.FromDays(7)),
            new LeverageTier(25, 0.25, TimeSpan.FromDays(2)),
            new LeverageTier(50, 0.18, TimeSpan.FromHours(12)),
            new LeverageTier(100, 0.12, TimeSpan.FromHours(6)),
        ]);

    public static MarketBar Flat(
        DateTimeOffset time, double price, double volume, double openInterest = double.NaN) => new(
        time, price, price, price, price, volume, volume * price, double.NaN, openInterest, double.NaN, double.NaN);

    /// <summary>A random walk with jumps, gaps in time, and flows that are known at times only.</summary>
    public static IEnumerable<MarketBar> Random(int seed, int count)
    {
        var random = new Random(seed);
        var (price, time, openInterest) = (100.0, Start, 10_000.0);
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price *= Math.Exp((random.NextDouble() - 0.5) * (random.Next(200) == 0 ? 0.6 : 0.02));
            var high = Math.Max(open, price) * (1.0 + (random.NextDouble() * 0.01));
            var low = Math.Min(open, price) * (1.0 - (random.NextDouble() * 0.01));
            time += random.Next(300) == 0 ? TimeSpan.FromDays(random.Next(1, 90)) : TimeSpan.FromHours(1);
            openInterest = Math.Max(0.0, openInterest + ((random.NextDouble() - 0.5) * 800.0));
            var volume = random.Next(20) == 0 ? 0.0 : random.NextDouble() * 2_000.0;
            yield return new MarketBar(
                time,
                open,
                high,
                low,
                price,
                volume,
                volume * (low + ((high - low) * random.NextDouble())),
                random.Next(3) == 0 ? double.NaN : volume * random.NextDouble(),
                random.Next(5) == 0 ? double.NaN : openInterest,
                random.Next(4) == 0 ? double.NaN : random.NextDouble() * 5_000.0,
                random.Next(4) == 0 ? double.NaN : random.NextDouble() * 5_000.0);
        }
    }

    public static void Apply(ILevelMap map, IEnumerable<MarketBar> bars)
    {
        foreach (var bar in bars)
        {
            map.Apply(bar);
        }
    }

    /// <summary>All live mass of both sides.</summary>
    public static double[] Cells(ILevelMap map)
    {
        var cells = new double[60_000];
        map.CopyMass(LiquidationSide.Longs, -10_000, cells.AsSpan(0, 30_000));
        map.CopyMass(LiquidationSide.Shorts, -10_000, cells.AsSpan(30_000));
        return cells;
    }
}
