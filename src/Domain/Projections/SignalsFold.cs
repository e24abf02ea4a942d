using System.Collections.Immutable;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Projections;

/// <summary>The table <c>signals</c>: what scanners claimed.</summary>
internal sealed class SignalsFold : IJournalFold
{
    private static readonly TableSchema Signals = new(
        "signals",
        [
            new("signal_id", ColumnKind.Text, IsKey: true),
            new("agent", ColumnKind.Text),
            new("signal_type", ColumnKind.Text),
            new("symbol", ColumnKind.Text),
            new("exchange", ColumnKind.Text),
            new("params", ColumnKind.Json),
            new("created_at", ColumnKind.Time),
        ]);

    public string Name => "signals";

    public int Version => 1;

    public ImmutableArray<string> Manifests { get; } = [MessageManifests.NameOf(typeof(SignalEvents.SignalRaised))];

    public ImmutableArray<TableSchema> Tables => [Signals];

    public Type? StateType => null;

    public ImmutableArray<string> KeysOf(JournalEvent happened) => [];

    public FoldChanges Apply(JournalEvent happened, Func<string, object?> stateOf)
    {
        var signal = ((SignalEvents.SignalRaised)happened.Event).Signal;
        var parameters = new SignalParameters(
            SignalWords.SideOf(signal.Direction),
            signal.EntryQuote,
            signal.StopQuote,
            signal.TargetQuote,
            signal.ConfidenceFraction,
            signal.Reasons,
            signal.ExpiresAt,
            signal.Label,
            signal.MoreTargetsQuote ?? [],
            signal.Author);
        return FoldChanges.Of(new TableRow(
            Signals,
            [
                signal.SignalId,
                signal.Agent,
                signal.SignalType,
                signal.Coin.Symbol,
                signal.Coin.Venue,
                parameters,
                signal.Time,
            ]));
    }
}

/// <summary>The column <c>params</c> of a signal; names as those of the messages to the outside.</summary>
/// <param name="Side"><c>buy</c> or <c>sell</c>: what profits if the claim is right; null for information.</param>
/// <param name="EntryPrice">Price at the time of the claim, in quote.</param>
/// <param name="StopLoss">Price at which the claim is wrong, in quote; null where it has none.</param>
/// <param name="TakeProfit">Price it is expected to reach, or is about, in quote; null where there is none.</param>
/// <param name="Confidence">In (0, 1]; comparable within one scanner only.</param>
/// <param name="Reasons">Why, for a person.</param>
/// <param name="ExpiresAt">Event time after which it must not be acted on, UTC.</param>
/// <param name="Label">What exactly, within the type; null for nothing more.</param>
/// <param name="MoreTargets">Targets behind the first, in quote.</param>
/// <param name="Author">The person whose claim it is; null for a scanner's.</param>
public sealed record SignalParameters(
    string? Side,
    decimal EntryPrice,
    decimal? StopLoss,
    decimal? TakeProfit,
    double Confidence,
    ImmutableArray<string> Reasons,
    DateTimeOffset ExpiresAt,
    string? Label,
    ImmutableList<decimal> MoreTargets,
    string? Author);
