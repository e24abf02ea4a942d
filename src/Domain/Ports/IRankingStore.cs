using WhaleStack.Domain.Ranking;

namespace WhaleStack.Domain.Ports;

/// <summary>Keeps rankings for people to read.</summary>
/// <remarks>Never throws for a disk that is away: what cannot be kept is lost and told of, and the next is
/// tried.</remarks>
public interface IRankingStore
{
    /// <summary>Keeps one.</summary>
    void Keep(RankingReport report);
}
