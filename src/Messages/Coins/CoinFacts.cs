using System.Collections.Immutable;

namespace WhaleStack.Messages.Coins;

/// <summary>
/// What a coin's recent past amounts to, in numbers that scanners compare with their thresholds. A null is not known:
/// still warming up, or something that the venue does not tell of the past.
/// </summary>
/// <param name="Interval">Length of the candles that the numbers are made of.</param>
/// <param name="Price">How price moved.</param>
/// <param name="Volume">How much was traded.</param>
/// <param name="Flow">Who took: buyers or sellers.</param>
/// <param name="OpenInterest">Open contracts.</param>
/// <param name="Funding">What longs pay shorts.</param>
/// <param name="Liquidations">Forced closes.</param>
/// <param name="Sweeps">Clusters of liquidation levels that price went through.</param>
/// <param name="Depth">How much rests near the price, nearest first; empty while the book is unknown.</param>
public sealed record CoinFacts(
    TimeSpan Interval,
    PriceFacts Price,
    VolumeFacts Volume,
    FlowFacts Flow,
    OpenInterestFacts OpenInterest,
    FundingFacts Funding,
    LiquidationFacts Liquidations,
    SweepFacts Sweeps,
    ImmutableArray<DepthFacts> Depth)
{
    /// <summary>How risky its own behaviour is; null where nobody made it.</summary>
    public RiskFacts? Risk { get; init; }
}

/// <summary>How risky a coin's own behaviour is.</summary>
/// <param name="WickRiskFraction">Score of wicks and stop hunts, 0 to 1.</param>
/// <param name="ValueAtRiskFraction">Loss of one candle that is exceeded with the tail's probability, for a long
/// position.</param>
/// <param name="ShortfallFraction">Mean loss in the tail.</param>
/// <param name="ReturnRankFraction">Share of all returns ever seen that are no larger than the last.</param>
/// <param name="IsReturnRare">Whether that is enough to be rare; false while it is not known.</param>
public sealed record RiskFacts(
    double? WickRiskFraction,
    double? ValueAtRiskFraction,
    double? ShortfallFraction,
    double? ReturnRankFraction,
    bool IsReturnRare);

/// <summary>How price moved.</summary>
/// <param name="MoveAtr">Last price less the close some candles ago, in ATR; the sign is that of the move.</param>
/// <param name="MoveFraction">The same as a fraction of that close.</param>
/// <param name="DayFraction">Last price over the close a day ago, minus 1.</param>
/// <param name="ReturnZ">Robust z-score of the last closed candle's log return: deviations from the median in
/// 1.4826 x MAD.</param>
/// <param name="EfficiencyFraction">Net move over the sum of all moves of the trend window, -1 to 1.</param>
/// <param name="WickFraction">Mean of the longer wick of each candle of the trend window over its close, 0 or
/// above.</param>
public sealed record PriceFacts(
    double? MoveAtr,
    double? MoveFraction,
    double? DayFraction,
    double? ReturnZ,
    double? EfficiencyFraction,
    double? WickFraction)
{
    /// <summary>Range that is usual for the coin in an hour, as a fraction of the price: mean of the last weeks. Null
    /// in the first one.</summary>
    public double? MonthRangeFraction { get; init; }
}

/// <summary>How much was traded.</summary>
/// <param name="TurnoverQuote">Turnover of the last closed candle.</param>
/// <param name="RatioToMedian">The same over the window's median.</param>
/// <param name="Z">Robust z-score of its logarithm.</param>
/// <param name="DayQuote">Turnover of the last day, as far as it is known.</param>
public sealed record VolumeFacts(double? TurnoverQuote, double? RatioToMedian, double? Z, double? DayQuote);

/// <summary>Who took.</summary>
/// <param name="BuyQuote">Notional bought by takers in the flow window; null when no trade was seen.</param>
/// <param name="SellQuote">Notional sold by takers.</param>
/// <param name="ImbalanceFraction">(buy - sell) / (buy + sell), -1 to 1.</param>
/// <param name="CumulativeDeltaQuote">Bought less sold since the coin's start.</param>
public sealed record FlowFacts(
    double? BuyQuote, double? SellQuote, double? ImbalanceFraction, double CumulativeDeltaQuote);

/// <summary>Open contracts.</summary>
/// <param name="Base">One side, in base.</param>
/// <param name="ChangeFraction">Against the flow window's beginning, as a fraction.</param>
/// <param name="ChangeZ">Robust z-score of the last closed candle's change of its logarithm.</param>
public sealed record OpenInterestFacts(double? Base, double? ChangeFraction, double? ChangeZ);

/// <summary>What longs pay shorts.</summary>
/// <param name="RateFraction">The last settlement's, share of notional.</param>
/// <param name="PredictedFraction">The next settlement's, as the venue predicts it.</param>
/// <param name="PercentileFraction">Share of the remembered settlements below the last one, ties half, 0 to 1.</param>
/// <param name="Settlements">How many are remembered.</param>
public sealed record FundingFacts(
    double? RateFraction, double? PredictedFraction, double? PercentileFraction, int Settlements)
{
    /// <summary>Time between the last two settlements; null before the second.</summary>
    public TimeSpan? Interval { get; init; }
}

/// <summary>Forced closes of the last closed candle and of the one that is forming.</summary>
/// <param name="LongsQuote">Notional of longs.</param>
/// <param name="ShortsQuote">Notional of shorts.</param>
/// <param name="LongsTurnoverFraction">Longs over the turnover of a median candle.</param>
/// <param name="ShortsTurnoverFraction">Shorts over the same.</param>
public sealed record LiquidationFacts(
    double LongsQuote, double ShortsQuote, double? LongsTurnoverFraction, double? ShortsTurnoverFraction);

/// <summary>Clusters that price went through in the flow window.</summary>
/// <param name="ShortsShareFraction">Sum over the candles of the swept clusters' share of their side's mass: shorts,
/// by a rise.</param>
/// <param name="LongsShareFraction">The same of longs, by a fall.</param>
/// <param name="LastShorts">The last sweep of shorts; null when none was seen.</param>
/// <param name="LastLongs">The last sweep of longs; null when none was seen.</param>
public sealed record SweepFacts(
    double ShortsShareFraction, double LongsShareFraction, SweepView? LastShorts, SweepView? LastLongs);

/// <summary>One candle went through one or more clusters of a side.</summary>
/// <param name="Time">Close of that candle.</param>
/// <param name="PriceQuote">Centre of the heaviest.</param>
/// <param name="MassQuote">Mass of all of them; only to be compared with other clusters.</param>
/// <param name="ShareFraction">That mass over the mass of all clusters of the side before, 0 to 1.</param>
public sealed record SweepView(DateTimeOffset Time, decimal PriceQuote, double MassQuote, double ShareFraction);

/// <summary>How much rests within a distance of the mid price.</summary>
/// <param name="DistanceBps">The distance, in hundredths of a percent.</param>
/// <param name="BidQuote">Notional of bids within it.</param>
/// <param name="AskQuote">Notional of asks within it.</param>
public sealed record DepthFacts(double DistanceBps, double BidQuote, double AskQuote);
