using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ranking;

/// <summary>What of a coin is compared with the others.</summary>
public enum RankPart
{
    /// <summary>(shorts above - longs below) / both, of the clusters' mass, -1 to 1.</summary>
    Imbalance = 1,

    /// <summary>Net move over the sum of all moves, -1 to 1.</summary>
    Trend = 2,

    /// <summary>Move within a day, as a fraction.</summary>
    Move = 3,

    /// <summary>Robust z-score of the turnover.</summary>
    Volume = 4,

    /// <summary>Change of open interest, as a fraction.</summary>
    OpenInterest = 5,

    /// <summary>Last funding, share of notional.</summary>
    Funding = 6,

    /// <summary>Robust z-score of the last return; 0 when it is known not to be rare.</summary>
    Outlier = 7,

    /// <summary>Mean wick over price; the shorter the better.</summary>
    Calm = 8,

    /// <summary>Risk score of long wicks and stop hunts, 0 to 1; the lower the better.</summary>
    WickRisk = 9,

    /// <summary>Expected shortfall of one candle, as a fraction; the lower the better.</summary>
    Tail = 10,
}

/// <summary>One part of a coin's score.</summary>
/// <param name="Part">Which.</param>
/// <param name="Value">The coin's own number, with its sign.</param>
/// <param name="PercentileFraction">Share of the coins that it beats, ties half, 0 to 1.</param>
/// <param name="WeightFraction">How much it counts here: parts that are not known leave theirs to the others.</param>
public sealed record RankedPart(RankPart Part, double Value, double PercentileFraction, double WeightFraction);

/// <summary>A coin among the others.</summary>
/// <param name="Coin">Which.</param>
/// <param name="ScoreFraction">Sum of percentile x weight over the known parts, 0 to 1.</param>
/// <param name="Parts">What the score is made of; parts that are not known are left out.</param>
public sealed record CoinRank(InstrumentId Coin, double ScoreFraction, ImmutableArray<RankedPart> Parts);
