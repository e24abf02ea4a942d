using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners.Volume;

/// <summary>Tells that a candle was traded far more than candles usually are.</summary>
public sealed class VolumeSpikeScanner(VolumeSpikeOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.Each(state, options.Terms, watermark, coins, (_, facts) => [Look(facts.Volume)]);

    private Claim? Look(VolumeFacts volume) =>
        volume is { Z: { } z, RatioToMedian: { } ratio, TurnoverQuote: { } turnoverQuote }
        && z >= options.ZMin
        && ratio >= options.RatioMin
            ? new Claim(
                "spike",
                Direction: null,
                Claim.ConfidenceOf(z, options.ZMin),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{turnoverQuote / 1e6:0.0} M traded in one candle, {ratio:0.0} times the usual "
                        + $"(z {z:0.0}, least {options.ZMin:0.0})."),
                ])
            : null;
}
