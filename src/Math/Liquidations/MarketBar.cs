namespace WhaleStack.Quant;

/// <summary>One closed interval of one instrument at one venue: its candle, and the flows that are known of
/// it.</summary>
/// <remarks>What a source does not carry is <see cref="double.NaN"/>, never zero: zero says that nothing
/// happened.</remarks>
/// <param name="CloseTime">End of the interval, UTC. Everything in the bar was known by then.</param>
/// <param name="Open">First price, quote per base, positive.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price, positive.</param>
/// <param name="Close">Last price.</param>
/// <param name="VolumeBase">Traded base, not negative.</param>
/// <param name="TurnoverQuote">Traded quote, not negative.</param>
/// <param name="TakerBuyBase">Base bought by takers, 0 to volume; NaN when the sides are not known.</param>
/// <param name="OpenInterestBase">One-sided open interest at the end of the interval, base, not negative; NaN when not
/// known.</param>
/// <param name="LiquidatedLongsQuote">Longs closed by force in the interval, quote; NaN when not known.</param>
/// <param name="LiquidatedShortsQuote">Shorts closed by force in the interval, quote; NaN when not known.</param>
public readonly record struct MarketBar(
    DateTimeOffset CloseTime,
    double Open,
    double High,
    double Low,
    double Close,
    double VolumeBase,
    double TurnoverQuote,
    double TakerBuyBase,
    double OpenInterestBase,
    double LiquidatedLongsQuote,
    double LiquidatedShortsQuote)
{
    /// <summary>A bar of which only the candle is known.</summary>
    public static MarketBar OfCandle(HeatmapCandle candle, double volumeBase) => new(
        candle.CloseTime,
        candle.Open,
        candle.High,
        candle.Low,
        candle.Close,
        volumeBase,
        candle.TurnoverQuote,
        double.NaN,
        double.NaN,
        double.NaN,
        double.NaN);
}
