using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ranking;

/// <summary>Coins ranked at a time.</summary>
/// <param name="Time">Event time of the watermark, UTC.</param>
/// <param name="Ranks">The coins, best first, with all parts and weights.</param>
/// <param name="Warming">Coins that have too little history to be ranked.</param>
/// <param name="Missing">Coins that did not answer in time: the ranking is one of the others.</param>
public sealed record RankingReport(
    DateTimeOffset Time,
    ImmutableArray<CoinRank> Ranks,
    ImmutableArray<InstrumentId> Warming,
    ImmutableArray<InstrumentId> Missing);
