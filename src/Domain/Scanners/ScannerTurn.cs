using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners;

/// <summary>What all scanners do alike at a watermark: repeat, rest, and turn claims into signals.</summary>
internal static class ScannerTurn
{
    /// <summary>Spot markets are context, not what signals are about.</summary>
    public static bool IsSpot(CoinView view) => view.Coin.Venue.EndsWith("-spot", StringComparison.Ordinal);

    /// <summary>Asks for the claims on each live perpetual by itself.</summary>
    public static ImmutableArray<SignalEvents.SignalRaised> Each(
        ScannerState state,
        ScannerTerms terms,
        Watermark watermark,
        IReadOnlyList<CoinEvents.CoinUpdated> coins,
        Func<CoinView, CoinFacts, IEnumerable<Claim?>> look) =>
        All(state, terms, watermark, () => coins
            .Select(coin => coin.View)
            .Where(view => view is { Condition: CoinCondition.Live, LastPriceQuote: not null, Facts: not null }
                && !IsSpot(view))
            .SelectMany(view => look(view, view.Facts!).OfType<Claim>().Select(claim => (view, claim))));

    /// <summary>Asks for the claims on all coins together.</summary>
    public static ImmutableArray<SignalEvents.SignalRaised> All(
        ScannerState state,
        ScannerTerms terms,
        Watermark watermark,
        Func<IEnumerable<(CoinView View, Claim Claim)>> look)
    {
        if (state.LastRaisedAt is { } last && watermark <= last)
        {
            return watermark == last ? state.LastRaised : [];
        }

        if (watermark.Phase == StepPhase.Flatten)
        {
            return [];
        }

        return
        [
            .. look()
                .Select(found => SignalOf(terms, watermark, found.View, found.Claim))
                .Where(signal => state.IsRested(signal, terms.CoolDown))
                .OrderBy(signal => signal.SignalId, StringComparer.Ordinal)
                .DistinctBy(signal => signal.SignalId, StringComparer.Ordinal)
                .Select(signal => new SignalEvents.SignalRaised(signal, watermark)),
        ];
    }

    private static Signal SignalOf(ScannerTerms terms, Watermark watermark, CoinView view, Claim claim) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{terms.Agent}|{view.Coin}|{terms.SignalType}|{watermark.Time.UtcDateTime:O}|{claim.Label}"),
        terms.Agent,
        terms.SignalType,
        view.Coin,
        watermark.Time,
        claim.Direction,
        view.LastPriceQuote!.Value,
        claim.StopQuote,
        claim.TargetQuote,
        claim.ConfidenceFraction,
        claim.Reasons,
        watermark.Time + terms.SignalLife,
        claim.Label);
}
