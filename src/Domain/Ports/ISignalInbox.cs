using System.Collections.Immutable;
using WhaleStack.Domain.Scanners.Manual;

namespace WhaleStack.Domain.Ports;

/// <summary>Where people put their signals.</summary>
/// <remarks>Never throws for what lies there or for a disk that is away: what cannot be read now waits.</remarks>
public interface ISignalInbox
{
    /// <summary>What waits, by id; drafts that cannot be read at all are refused on the way.</summary>
    /// <param name="countMax">How many at most.</param>
    ImmutableArray<(string Id, ManualDraft Draft)> Waiting(int countMax);

    /// <summary>A draft is a signal, durably, or is refused: it waits no longer. Doing so twice does nothing.</summary>
    void Settle(ManualOutcome outcome);
}
