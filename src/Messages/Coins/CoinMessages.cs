using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Coins;

/// <summary>What a coin can be told.</summary>
public static class CoinCommands
{
    /// <summary>A candle has closed.</summary>
    public sealed record ApplyCandle(InstrumentId Coin, Candle Candle) : IWithCoin;

    /// <summary>A candle is still forming.</summary>
    public sealed record ApplyFormingCandle(InstrumentId Coin, Candle Candle) : IWithCoin;

    /// <summary>A funding settlement.</summary>
    public sealed record ApplyFunding(InstrumentId Coin, FundingRate Funding) : IWithCoin;

    /// <summary>Public trades, oldest first.</summary>
    public sealed record ApplyTrades(InstrumentId Coin, ImmutableArray<Trade> Trades) : IWithCoin;

    /// <summary>A change to the order book.</summary>
    public sealed record ApplyBook(InstrumentId Coin, BookUpdate Update) : IWithCoin;

    /// <summary>A change to the statistics.</summary>
    public sealed record ApplyTicker(InstrumentId Coin, Ticker Ticker) : IWithCoin;

    /// <summary>Forced closes.</summary>
    public sealed record ApplyLiquidations(InstrumentId Coin, ImmutableArray<LiquidationPrint> Prints) : IWithCoin;

    /// <summary>What a vendor's model of liquidation levels shows.</summary>
    public sealed record ApplyLevels(InstrumentId Coin, ModelLevels Levels) : IWithCoin;

    /// <summary>Everything up to the watermark has been sent; tell the scanners what changed.</summary>
    public sealed record PassWatermark(InstrumentId Coin, Watermark Watermark) : IWithCoin;

    /// <summary>Feed data for one coin, in order; answered by one <see cref="CoinReplies.Accepted"/>.</summary>
    public sealed record ApplyBatch(InstrumentId Coin, MarketItems Items) : IWithCoin;
}

/// <summary>What a coin answers.</summary>
public static class CoinReplies
{
    /// <summary>The batch is in the coin's state.</summary>
    /// <param name="Coin">Which coin.</param>
    /// <param name="Refused">Positions in the batch of items refused as impossible (a crossed candle, a negative
    /// size).</param>
    /// <param name="BookGap">True when the book missed an update and needs a new snapshot.</param>
    public sealed record Accepted(InstrumentId Coin, ImmutableArray<int> Refused, bool BookGap) : IWithCoin;

    /// <summary>Closed candles of a timeframe.</summary>
    /// <param name="Coin">Which coin.</param>
    /// <param name="Interval">Length of the candles.</param>
    /// <param name="Items">The candles, oldest first; empty for a timeframe that is not kept.</param>
    public sealed record Candles(InstrumentId Coin, TimeSpan Interval, ImmutableArray<Candle> Items) : IWithCoin;

    /// <summary>What became of the coin's clusters so far.</summary>
    public sealed record Reached(InstrumentId Coin, ReachCounts Counts) : IWithCoin;
}

/// <summary>What a coin tells the scanners and the screen.</summary>
public static class CoinEvents
{
    /// <summary>The coin's view at a watermark.</summary>
    public sealed record CoinUpdated(InstrumentId Coin, Watermark Watermark, CoinView View) : IWithCoin;

    /// <summary>Candles are missing: heatmap cleared, warming again.</summary>
    public sealed record GapFound(InstrumentId Coin, DateTimeOffset From, DateTimeOffset To) : IWithCoin;
}

/// <summary>What can be asked of a coin.</summary>
public static class CoinQueries
{
    /// <summary>The coin's present view.</summary>
    public sealed record GetView(InstrumentId Coin) : IWithCoin;

    /// <summary>The newest closed candles of a timeframe; answered by <see cref="CoinReplies.Candles"/>.</summary>
    /// <param name="Coin">Which coin.</param>
    /// <param name="Interval">Length of the candles, such as a minute or a day.</param>
    /// <param name="CountMax">How many at most, from 1.</param>
    public sealed record GetCandles(InstrumentId Coin, TimeSpan Interval, int CountMax) : IWithCoin;

    /// <summary>What became of the coin's clusters so far; answered by <see cref="CoinReplies.Reached"/>.</summary>
    public sealed record GetReached(InstrumentId Coin) : IWithCoin;
}

/// <summary>Whether a coin's numbers may be acted on.</summary>
public enum CoinCondition
{
    /// <summary>Too few candles since the start or the last gap.</summary>
    Warming = 1,

    /// <summary>Warm.</summary>
    Live = 2,
}

/// <summary>What others may know of a coin.</summary>
/// <param name="Coin">Which coin.</param>
/// <param name="Condition">Warm or not.</param>
/// <param name="LastTime">Event time of the newest fact.</param>
/// <param name="LastPriceQuote">Last price; null before the first fact.</param>
/// <param name="AtrQuote">Average true range of the decision interval; null in warm-up.</param>
/// <param name="TrendFraction">Slow trend: close over its EMA minus 1; null in warm-up.</param>
/// <param name="Clusters">Predicted liquidation clusters, by mass, heaviest first.</param>
/// <param name="ClustersBorn">How many clusters were ever found.</param>
/// <param name="CandlesSinceGap">Closed decision candles since start or gap.</param>
/// <param name="InflowSource">What feeds the heatmap, such as "volume proxy".</param>
public sealed record CoinView(
    InstrumentId Coin,
    CoinCondition Condition,
    DateTimeOffset LastTime,
    decimal? LastPriceQuote,
    double? AtrQuote,
    double? TrendFraction,
    ImmutableArray<ClusterView> Clusters,
    long ClustersBorn,
    long CandlesSinceGap,
    string InflowSource) : IWithCoin
{
    /// <summary>What its recent past amounts to; null where nobody made it.</summary>
    public CoinFacts? Facts { get; init; }

    /// <summary>What more models say, ours and vendors'; empty where the coin holds none.</summary>
    public ImmutableArray<ModelView> Models { get; init; } = [];
}

/// <summary>A price zone where leveraged positions are estimated to be liquidated.</summary>
/// <param name="PositionSide">Whose positions: <see cref="Side.Buy"/> = longs, which lie below the price.</param>
/// <param name="PriceQuote">Centre of the zone.</param>
/// <param name="MassQuote">Estimated notional in the zone; only to be compared with other clusters.</param>
/// <param name="WidthFraction">Width of the zone over its price.</param>
/// <param name="DistanceFraction">Signed distance from the last price, as a fraction.</param>
public sealed record ClusterView(
    Side PositionSide, decimal PriceQuote, double MassQuote, double WidthFraction, double DistanceFraction)
{
    /// <summary>How often clusters like it were reached; null while too few are known, or nobody counts.</summary>
    public ReachRate? Reached { get; init; }
}
