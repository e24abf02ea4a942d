using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners.Manual;

/// <summary>What became of a person's signal.</summary>
/// <param name="Id">The draft's id.</param>
/// <param name="Mistake">Why it was refused; null when it is a signal.</param>
public sealed record ManualOutcome(string Id, string? Mistake);

/// <summary>Turns what people say into signals. Pure.</summary>
public sealed class ManualScanner(ManualOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <summary>Signals taken at one watermark.</summary>
    public int PerStepMax => options.PerStepMax;

    /// <summary>Nothing new: people speak through <see cref="Take"/>.</summary>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.LastRaisedAt == watermark ? state.LastRaised : [];
    }

    /// <summary>The signals of drafts at a watermark that was not answered before, and what became of each.</summary>
    /// <param name="state">What it knows from its own journal: a draft that is a signal already stays one.</param>
    /// <param name="watermark">The point of event time.</param>
    /// <param name="coins">The views of all instruments there.</param>
    /// <param name="drafts">Drafts by id.</param>
    public (ImmutableArray<SignalEvents.SignalRaised> Raised, ImmutableArray<ManualOutcome> Outcomes) Take(
        ScannerState state,
        Watermark watermark,
        IReadOnlyList<CoinEvents.CoinUpdated> coins,
        IReadOnlyList<(string Id, ManualDraft Draft)> drafts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(drafts);
        var raised = ImmutableArray.CreateBuilder<SignalEvents.SignalRaised>();
        var outcomes = ImmutableArray.CreateBuilder<ManualOutcome>();
        foreach (var (id, draft) in drafts.Take(options.PerStepMax))
        {
            var signalId = $"{Agent}|{draft.Coin}|{SignalType}|{id}";
            var view = coins.FirstOrDefault(coin => coin.Coin == draft.Coin)?.View;
            var mistake = state.Knows(signalId) ? null : MistakeOf(draft, view);
            outcomes.Add(new ManualOutcome(id, mistake));
            if (mistake is null && !state.Knows(signalId))
            {
                raised.Add(new SignalEvents.SignalRaised(SignalOf(signalId, draft, view!, watermark), watermark));
            }
        }

        return (raised.ToImmutable(), outcomes.ToImmutable());
    }

    private string? MistakeOf(ManualDraft draft, CoinView? view)
    {
        if (draft.MistakesWithin(options.LifeMax) is { Length: > 0 } mistakes)
        {
            return string.Join(' ', mistakes);
        }

        return view is null ? $"coin {draft.Coin} is not watched by this node."
            : (draft.EntryQuote ?? view.LastPriceQuote) is not { } entry ? $"coin {draft.Coin} has no price yet."
            : draft.LevelMistake(entry);
    }

    private Signal SignalOf(string signalId, ManualDraft draft, CoinView view, Watermark watermark) => new(
        signalId,
        Agent,
        SignalType,
        draft.Coin,
        watermark.Time,
        draft.Side,
        (draft.EntryQuote ?? view.LastPriceQuote)!.Value,
        draft.StopQuote,
        draft.TargetsQuote.IsEmpty ? null : draft.TargetsQuote[0],
        draft.ConfidenceFraction,
        [draft.Reason],
        watermark.Time + (draft.Life ?? options.Terms.SignalLife),
        Label: null,
        draft.TargetsQuote.Count > 1 ? draft.TargetsQuote.RemoveAt(0) : null,
        draft.Author);
}
