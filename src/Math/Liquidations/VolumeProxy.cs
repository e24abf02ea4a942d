namespace WhaleStack.Quant;

/// <summary>Notional opened in a candle, estimated from its turnover and direction when open interest is not
/// known.</summary>
/// <remarks>
/// Formula: long = f x V x b, short = f x V x (1 - b), b = (1 + (c - o) / (h - l)) / 2; b = 1/2 when h = l.
/// Where: V = turnover, f = share of turnover that opens positions, o, h, l, c = prices of the candle; b stands in
/// for the takers' share of buying. Unit: quote. Range: not negative, long + short = f x V.
/// Source: ours; docs/decisions, "volume proxy". Warm-up: none. Cost: O(1).
/// </remarks>
public static class VolumeProxy
{
    /// <summary>Name of this source of inflow, as people see it.</summary>
    public const string SourceName = "volume proxy";

    /// <summary>The opened notional of each side.</summary>
    public static (double LongQuote, double ShortQuote) Opened(HeatmapCandle candle, double inflowFraction)
    {
        var range = candle.High - candle.Low;
        var buyShare = range > 0.0 ? (1.0 + ((candle.Close - candle.Open) / range)) / 2.0 : 0.5;
        var openedQuote = inflowFraction * candle.TurnoverQuote;
        return (openedQuote * buyShare, openedQuote * (1.0 - buyShare));
    }
}
