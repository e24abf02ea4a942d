using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners.Outlier;

/// <summary>Tells that one candle's return lies far outside those of its window.</summary>
public sealed class OutlierScanner(OutlierOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.Each(state, options.Terms, watermark, coins, (_, facts) => [Look(facts.Price.ReturnZ, facts.Risk)]);

    private Claim? Look(double? returnZ, RiskFacts? risk) =>
        returnZ is { } z && Math.Abs(z) >= options.ReturnZMin
            ? new Claim(
                z > 0.0 ? "up" : "down",
                Direction: null,
                Claim.ConfidenceOf(z, options.ReturnZMin),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The last candle's return is {Math.Abs(z):0.0} robust deviations "
                        + $"{(z > 0.0 ? "above" : "below")} the median (least {options.ReturnZMin:0.0})."),
                    .. RankAmongAll(risk),
                ])
            : null;

    private static IEnumerable<string> RankAmongAll(RiskFacts? risk) => risk?.ReturnRankFraction is { } rank
        ?
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"Of all returns ever seen {rank:0.0%} were no larger{(risk.IsReturnRare ? ": it is rare" : "")}."),
        ]
        : [];
}
