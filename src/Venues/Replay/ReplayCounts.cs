using System.Collections.Immutable;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Replay;

/// <summary>What a replay met, by the end of its last connection.</summary>
/// <param name="Frames">Frames of the connections that were played.</param>
/// <param name="Kinds">By kind, how many.</param>
/// <param name="Topics">By topic, data frames that were handed out as new.</param>
/// <param name="Unsubscribed">Data frames of topics that nobody asked for; they are not handed out.</param>
/// <param name="BehindCursor">Data frames that had been taken before; only what sets state is handed out again.</param>
/// <param name="BookGaps">How often an order book missed an update.</param>
/// <param name="BooksHeldBack">Changes to a book after a gap, held back until its next snapshot.</param>
public sealed record ReplayCounts(
    long Frames,
    ImmutableSortedDictionary<FrameKind, long> Kinds,
    ImmutableSortedDictionary<string, long> Topics,
    long Unsubscribed,
    long BehindCursor,
    long BookGaps,
    long BooksHeldBack)
{
    /// <summary>Nothing yet.</summary>
    public static ReplayCounts Zero { get; } = new(
        0,
        ImmutableSortedDictionary<FrameKind, long>.Empty,
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal),
        0,
        0,
        0,
        0);
}
