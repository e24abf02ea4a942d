using System.Collections.Immutable;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Scanners;

/// <summary>Coins as scanners see them.</summary>
internal static class Views
{
    /// <summary>Facts of a coin of which nothing is known.</summary>
    public static readonly CoinFacts Nothing = new(
        Given.Hour,
        new PriceFacts(null, null, null, null, null, null),
        new VolumeFacts(null, null, null, null),
        new FlowFacts(null, null, null, 0.0),
        new OpenInterestFacts(null, null, null),
        new FundingFacts(null, null, null, 0),
        new LiquidationFacts(0.0, 0.0, null, null),
        new SweepFacts(0.0, 0.0, null, null),
        []);

    /// <summary>Terms with an hour's rest and two hours' life.</summary>
    public static readonly ScannerTerms Terms = new("a_scanner", "a_type", Enabled: true, Given.Hour, 2 * Given.Hour);

    /// <summary>A live coin at 100 with an ATR of 1.</summary>
    public static CoinView Of(InstrumentId coin, CoinFacts? facts = null, params ClusterView[] clusters) =>
        new(
            coin, CoinCondition.Live, Given.At(200).Time, 100m, 1.0, 0.0, [.. clusters], 1, 1_000, "volume proxy")
        {
            Facts = facts ?? Nothing,
        };

    public static ImmutableArray<SignalEvents.SignalRaised> Ask(IScanner scanner, params CoinView[] views) =>
        Ask(scanner, ScannerState.Empty, 200, views);

    public static ImmutableArray<SignalEvents.SignalRaised> Ask(
        IScanner scanner, ScannerState state, double hours, params CoinView[] views) =>
        scanner.Decide(
            state,
            Given.At(hours, StepPhase.Live),
            [.. views.Select(view => new CoinEvents.CoinUpdated(view.Coin, Given.At(hours, StepPhase.Live), view))]);
}
