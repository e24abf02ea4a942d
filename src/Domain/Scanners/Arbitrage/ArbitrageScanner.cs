using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners.Arbitrage;

/// <summary>Tells that one perpetual costs, or pays, clearly less at one venue than at another.</summary>
/// <remarks>Funding is compared by eight hours, since venues settle every one to eight. Instruments of one symbol
/// at several venues are compared as of the watermark, so that a replay says the
/// same; a composite's view is newer and would not.</remarks>
public sealed class ArbitrageScanner(ArbitrageOptions options) : IScanner
{
    private static readonly TimeSpan EightHours = TimeSpan.FromHours(8);

    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public bool ComparesVenues => true;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.All(state, options.Terms, watermark, () => Venues(watermark, coins)
            .SelectMany(venues => new[] { PriceGap(venues), FundingGap(venues) })
            .OfType<(CoinView, Claim)>());

    private IEnumerable<List<CoinView>> Venues(Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        coins
            .Select(coin => coin.View)
            .Where(view => view.LastPriceQuote is not null
                && !ScannerTurn.IsSpot(view)
                && watermark.Time - view.LastTime <= options.AgeMax)
            .GroupBy(view => view.Coin.Symbol, StringComparer.Ordinal)
            .Where(venues => venues.Count() > 1)
            .Select(venues => venues.OrderBy(view => view.Coin).ToList());

    private (CoinView, Claim)? PriceGap(List<CoinView> venues)
    {
        var cheap = venues.MinBy(view => view.LastPriceQuote)!;
        var dear = venues.MaxBy(view => view.LastPriceQuote)!;
        var gap = (double)(dear.LastPriceQuote!.Value / cheap.LastPriceQuote!.Value) - 1.0;
        return gap < options.PriceGapFractionMin
            ? null
            : (cheap, new Claim(
                "price_gap",
                Direction: null,
                Claim.ConfidenceOf(gap, options.PriceGapFractionMin),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{cheap.LastPriceQuote} at {cheap.Coin.Venue} against {dear.LastPriceQuote} at "
                        + $"{dear.Coin.Venue}: {gap:0.00%} apart (least {options.PriceGapFractionMin:0.00%})."),
                ])
            {
                TargetQuote = dear.LastPriceQuote,
            });
    }

    private (CoinView, Claim)? FundingGap(List<CoinView> venues)
    {
        var known = venues.Where(view => Rate(view) is not null).ToList();
        if (known.Count < 2)
        {
            return null;
        }

        var low = known.MinBy(Rate)!;
        var high = known.MaxBy(Rate)!;
        var gap = Rate(high)!.Value - Rate(low)!.Value;
        return gap < options.FundingGapFractionMin
            ? null
            : (low, new Claim(
                "funding_gap",
                Direction: null,
                Claim.ConfidenceOf(gap, options.FundingGapFractionMin),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Funding by 8 h {Rate(low):0.000%} at {low.Coin.Venue} against {Rate(high):0.000%} at "
                        + $"{high.Coin.Venue} (least difference {options.FundingGapFractionMin:0.000%})."),
                ]));
    }

    /// <summary>Funding by eight hours; an interval that is not known yet is taken for that.</summary>
    private static double? Rate(CoinView view) =>
        view.Facts?.Funding is { } funding && (funding.PredictedFraction ?? funding.RateFraction) is { } rate
            ? rate * (EightHours / (funding.Interval ?? EightHours))
            : null;
}
