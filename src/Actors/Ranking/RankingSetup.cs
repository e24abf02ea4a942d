using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Ranking;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Ranking;

/// <summary>How a node ranks its coins.</summary>
/// <param name="Coins">Who is ranked.</param>
/// <param name="Options">Weights of the parts.</param>
/// <param name="Store">Where rankings are kept.</param>
/// <param name="Publisher">Who tells the outside; null for nobody.</param>
public sealed record RankingSetup(
    ImmutableArray<InstrumentId> Coins, RankingOptions Options, IRankingStore Store, ISignalPublisher? Publisher)
{
    /// <summary>How long coins are waited for after the first of them, in scheduler time; positive.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
