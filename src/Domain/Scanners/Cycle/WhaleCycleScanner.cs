using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners.Cycle;

/// <summary>Tells when a coin enters another phase of the whale cycle. Where it is, its own last signal says.</summary>
public sealed class WhaleCycleScanner(WhaleCycleOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins)
    {
        var spots = coins.Where(coin => ScannerTurn.IsSpot(coin.View)).ToDictionary(coin => coin.Coin);
        return ScannerTurn.Each(state, options.Terms, watermark, coins, (view, facts) =>
        {
            var spot = spots.GetValueOrDefault(new($"{view.Coin.Venue}-spot", view.Coin.Symbol))?.View.Facts;
            return [Step(state.LastOf(view.Coin), watermark, CycleEvidence.Of(facts, spot))];
        });
    }

    /// <summary>The phase that a signal's label names; idle for none.</summary>
    public static CyclePhase PhaseOf(string? label) =>
        Enum.GetValues<CyclePhase>().FirstOrDefault(phase => LabelOf(phase) == label, CyclePhase.Idle);

    private Claim? Step(Signal? last, Watermark watermark, CycleEvidence evidence)
    {
        var age = last is null ? TimeSpan.Zero : watermark.Time - last.Time;
        return WhaleCycle.Next(PhaseOf(last?.Label), age, evidence, options) is { } step
            ? new Claim(LabelOf(step.Phase), Direction: null, step.ConfidenceFraction, step.Reasons)
            : null;
    }

    private static string LabelOf(CyclePhase phase) => phase switch
    {
        CyclePhase.Idle => "idle",
        CyclePhase.Gathering => "gathering",
        CyclePhase.PushUp => "push_up",
        CyclePhase.TakeProfitUp => "take_profit_up",
        CyclePhase.FlipShort => "flip_short",
        CyclePhase.PushDown => "push_down",
        CyclePhase.TakeProfitDown => "take_profit_down",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "Unknown phase."),
    };
}
