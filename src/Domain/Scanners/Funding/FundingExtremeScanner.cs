using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners.Funding;

/// <summary>Tells that one side pays the other unusually much to hold its positions.</summary>
public sealed class FundingExtremeScanner(FundingExtremeOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.Each(state, options.Terms, watermark, coins, (_, facts) => [Look(facts.Funding)]);

    private Claim? Look(FundingFacts funding)
    {
        if (funding is not { RateFraction: { } rate, PercentileFraction: { } percentile }
            || funding.Settlements < options.SettlementsMin
            || Math.Abs(rate) < options.RateFractionMin)
        {
            return null;
        }

        var beyond = rate > 0.0 ? percentile : 1.0 - percentile;
        return beyond < options.PercentileFractionMin
            ? null
            : new Claim(
                rate > 0.0 ? "longs_pay" : "shorts_pay",
                Direction: null,
                Claim.ConfidenceOf(rate, options.RateFractionMin),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(rate > 0.0 ? "Longs pay shorts" : "Shorts pay longs")} {Math.Abs(rate):0.000%} a "
                        + $"settlement, beyond {beyond:0%} of the last {funding.Settlements}."),
                ]);
    }
}
