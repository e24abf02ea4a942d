using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners.OpenInterest;

/// <summary>Tells that positions are being opened or closed unusually fast.</summary>
public sealed class OpenInterestSpikeScanner(OpenInterestSpikeOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.Each(state, options.Terms, watermark, coins, (_, facts) => [Look(facts.OpenInterest)]);

    private Claim? Look(OpenInterestFacts open) =>
        open is { ChangeZ: { } z, ChangeFraction: { } change }
        && Math.Abs(z) >= options.ZMin
        && Math.Abs(change) >= options.ChangeFractionMin
            ? new Claim(
                z > 0.0 ? "rise" : "fall",
                Direction: null,
                Claim.ConfidenceOf(z, options.ZMin),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Open interest {(z > 0.0 ? "rose" : "fell")} in one candle with z {z:+0.0;-0.0} "
                        + $"(least {options.ZMin:0.0}); {change:+0.0%;-0.0%} over the flow window."),
                ])
            : null;
}
