using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Composite;

/// <summary>What happened at one venue since its last observation.</summary>
/// <param name="Leg">The instrument there.</param>
/// <param name="Time">Event time of the newest fact.</param>
/// <param name="Trades">Trades, in the order in which they arrived.</param>
/// <param name="Liquidations">Forced closes, in the order in which they arrived.</param>
/// <param name="BidQuote">Best bid; null while unknown.</param>
/// <param name="BidSizeBase">Size there.</param>
/// <param name="AskQuote">Best ask; null while unknown.</param>
/// <param name="AskSizeBase">Size there.</param>
/// <param name="OpenInterestBase">Open contracts, one side; null while unknown.</param>
public sealed record LegObservation(
    InstrumentId Leg,
    DateTimeOffset Time,
    ImmutableArray<Trade> Trades,
    ImmutableArray<LiquidationPrint> Liquidations,
    decimal? BidQuote,
    decimal? BidSizeBase,
    decimal? AskQuote,
    decimal? AskSizeBase,
    decimal? OpenInterestBase);

/// <summary>What a composite instrument can be told. <c>Coin</c> is the composite.</summary>
public static class CompositeCommands
{
    /// <summary>Something happened at a venue.</summary>
    public sealed record Observe(InstrumentId Coin, LegObservation Observation) : IWithCoin;
}

/// <summary>What a composite instrument answers.</summary>
public static class CompositeReplies
{
    /// <summary>The observation is taken; the next one may be sent.</summary>
    public sealed record Observed(InstrumentId Coin, InstrumentId Leg) : IWithCoin;

    /// <summary>What became of the clusters at its venues.</summary>
    /// <param name="Coin">The composite.</param>
    /// <param name="Legs">The venues' counts, which add up.</param>
    /// <param name="Silent">Venues whose coin did not answer in time.</param>
    public sealed record Reached(
        InstrumentId Coin, ImmutableArray<ReachCounts> Legs, ImmutableArray<InstrumentId> Silent) : IWithCoin;
}

/// <summary>What a composite instrument tells everyone.</summary>
public static class CompositeEvents
{
    /// <summary>Nothing has been heard of a venue for too long; the others go on without it.</summary>
    public sealed record LegSilent(InstrumentId Coin, InstrumentId Leg, DateTimeOffset Since, DateTimeOffset Time)
        : IWithCoin;

    /// <summary>A silent venue is heard of again.</summary>
    public sealed record LegBack(InstrumentId Coin, InstrumentId Leg, DateTimeOffset Since, DateTimeOffset Time)
        : IWithCoin;
}

/// <summary>What can be asked of a composite instrument.</summary>
public static class CompositeQueries
{
    /// <summary>Its present <see cref="CompositeView"/>.</summary>
    public sealed record GetView(InstrumentId Coin) : IWithCoin;

    /// <summary>What became of the clusters at its venues so far; answered by
    /// <see cref="CompositeReplies.Reached"/>.</summary>
    public sealed record GetReached(InstrumentId Coin) : IWithCoin;
}

/// <summary>Whether a venue counts.</summary>
public enum LegCondition
{
    /// <summary>Nothing was ever heard of it.</summary>
    Unheard = 1,

    /// <summary>Heard of lately.</summary>
    Live = 2,

    /// <summary>Not heard of for too long: its prices and its weight do not count, its open interest is held.</summary>
    Silent = 3,
}

/// <summary>One instrument across venues.</summary>
/// <param name="Coin">The composite.</param>
/// <param name="Time">Event time of the newest fact; null before the first.</param>
/// <param name="MidQuote">Mean of the live venues' mid prices by weight; null while none is known.</param>
/// <param name="BidQuote">Highest bid of the live venues.</param>
/// <param name="AskQuote">Lowest ask of the live venues.</param>
/// <param name="IsCrossed">True when one venue bids at or above what another asks.</param>
/// <param name="OpenInterestBase">Sum over the venues that ever told it, in the composite's base; null before.</param>
/// <param name="Legs">The venues, the reference of the lags first.</param>
public sealed record CompositeView(
    InstrumentId Coin,
    DateTimeOffset? Time,
    decimal? MidQuote,
    decimal? BidQuote,
    decimal? AskQuote,
    bool IsCrossed,
    decimal? OpenInterestBase,
    ImmutableArray<LegView> Legs);

/// <summary>One venue of a composite instrument, in the composite's units.</summary>
/// <param name="Coin">The instrument there.</param>
/// <param name="Condition">Whether it counts.</param>
/// <param name="LastTime">Event time of its newest fact; null before the first.</param>
/// <param name="WeightFraction">Its share of the live venues' recent turnover, 0 to 1; 0 unless live.</param>
/// <param name="MidQuote">Its mid price; null while unknown.</param>
/// <param name="OpenInterestBase">Its open contracts; null while unknown.</param>
/// <param name="Lag">How far its price runs behind the first venue's, clocks and ways included; negative when it leads;
/// null for the first and in warm-up.</param>
/// <param name="LagCorrelation">Correlation of the returns at that lag, -1 to 1.</param>
public sealed record LegView(
    InstrumentId Coin,
    LegCondition Condition,
    DateTimeOffset? LastTime,
    double WeightFraction,
    decimal? MidQuote,
    decimal? OpenInterestBase,
    TimeSpan? Lag,
    double? LagCorrelation);
