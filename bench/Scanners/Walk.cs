using WhaleStack.Messages.Market;

namespace WhaleStack.Bench.Scanners;

/// <summary>A year of 5-minute candles of a seeded random walk with bursts, so that scanners have something to
/// say.</summary>
internal static class Walk
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private const int Candles = 365 * 288;

    public static Candle[] Year(int seed)
    {
        var random = new Random(seed);
        var time = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var price = 60_000.0;
        var candles = new Candle[Candles];
        for (var i = 0; i < Candles; i++)
        {
            var isBurst = random.Next(500) == 0;
            var step = (random.NextDouble() - 0.5) * (isBurst ? 0.06 : 0.004);
            var close = Math.Clamp(price * (1.0 + step), 10_000.0, 200_000.0);
            var high = Math.Max(price, close) * (1.0 + (random.NextDouble() * 0.001));
            var low = Math.Min(price, close) * (1.0 - (random.NextDouble() * 0.001));
            var volume = (isBurst ? 2_000.0 : 100.0) * (0.5 + random.NextDouble());
            candles[i] = new Candle(
                time + (i * Interval), Interval, Money(price), Money(high), Money(low), Money(close), Money(volume),
                Money(volume * close));
            price = close;
        }

        return candles;
    }

    /// <summary>The yardstick: every number once.</summary>
    public static double Sum(Candle[] candles)
    {
        var sum = 0m;
        foreach (var candle in candles)
        {
            sum += candle.HighQuote + candle.LowQuote + candle.CloseQuote;
        }

        return (double)sum;
    }

    private static decimal Money(double value) => Math.Round((decimal)value, 4);
}
