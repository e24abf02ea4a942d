using System.Collections.Immutable;

namespace WhaleStack.Domain.Projections;

/// <summary>All tables that are made from the journal.</summary>
public static class JournalFolds
{
    /// <summary>One of each, in the order of their names.</summary>
    /// <param name="strategies">The strategy of each trader that is known; others show as <c>unknown</c>.</param>
    public static ImmutableArray<IJournalFold> All(IReadOnlyDictionary<string, string> strategies) =>
    [
        new AgentLogsFold(), new AgentsFold(), new AutoTradersFold(strategies), new EquityFold(), new PnlFold(),
        new SignalsFold(), new TradesFold(),
    ];
}
