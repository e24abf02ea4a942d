using WhaleStack.Messages.Coins;

namespace WhaleStack.Domain.Scanners.Cycle;

/// <summary>What the phase of the cycle is told by. A null is not known and counts for nothing.</summary>
/// <param name="MoveAtr">Move of the last candles, in ATR.</param>
/// <param name="ShortsSweptFraction">Share of the shorts' clusters that price went through lately.</param>
/// <param name="LongsSweptFraction">The same of longs.</param>
/// <param name="PerpetualFlowFraction">Imbalance of takers on the perpetual, -1 to 1.</param>
/// <param name="SpotFlowFraction">The same on the spot market.</param>
/// <param name="OpenInterestChangeFraction">Change of open interest over the flow window.</param>
/// <param name="FundingFraction">The last funding, share of notional.</param>
public sealed record CycleEvidence(
    double? MoveAtr,
    double ShortsSweptFraction,
    double LongsSweptFraction,
    double? PerpetualFlowFraction = null,
    double? SpotFlowFraction = null,
    double? OpenInterestChangeFraction = null,
    double? FundingFraction = null)
{
    /// <summary>The evidence of a perpetual's facts, and of the spot market's beside it where there is one.</summary>
    public static CycleEvidence Of(CoinFacts perpetual, CoinFacts? spot)
    {
        ArgumentNullException.ThrowIfNull(perpetual);
        return new CycleEvidence(
            perpetual.Price.MoveAtr,
            perpetual.Sweeps.ShortsShareFraction,
            perpetual.Sweeps.LongsShareFraction,
            perpetual.Flow.ImbalanceFraction,
            spot?.Flow.ImbalanceFraction,
            perpetual.OpenInterest.ChangeFraction,
            perpetual.Funding.RateFraction);
    }
}
