using System.Collections.Immutable;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Domain.Projections;

/// <summary>The table <c>equity</c>: an account at each mark; of two marks of one time the later one.</summary>
internal sealed class EquityFold : IJournalFold
{
    private static readonly TableSchema Equity = new(
        "equity",
        [
            new("time", ColumnKind.Time, IsKey: true),
            new("account", ColumnKind.Text, IsKey: true),
            new("agent", ColumnKind.Text),
            new("equity", ColumnKind.Amount),
            new("peak", ColumnKind.Amount),
            new("day_start", ColumnKind.Amount),
            new("max_drawdown", ColumnKind.Amount),
        ]);

    public string Name => "equity";

    public int Version => 1;

    public ImmutableArray<string> Manifests { get; } =
        [MessageManifests.NameOf(typeof(PortfolioEvents.EquityMarked))];

    public ImmutableArray<TableSchema> Tables => [Equity];

    public Type? StateType => null;

    public ImmutableArray<string> KeysOf(JournalEvent happened) => [];

    public FoldChanges Apply(JournalEvent happened, Func<string, object?> stateOf)
    {
        var marked = (PortfolioEvents.EquityMarked)happened.Event;
        return FoldChanges.Of(new TableRow(
            Equity,
            [
                marked.Watermark.Time,
                AgentName.AccountOf(happened.PersistenceId),
                AgentName.Of(happened.PersistenceId).Name,
                marked.EquityQuote,
                marked.PeakQuote,
                marked.DayStartQuote,
                marked.MaxDrawdownFraction,
            ]));
    }
}
