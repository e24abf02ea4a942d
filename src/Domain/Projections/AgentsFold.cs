using System.Collections.Immutable;

namespace WhaleStack.Domain.Projections;

/// <summary>The table <c>agents</c>: every actor that ever wrote to the journal, and when it last did.</summary>
internal sealed class AgentsFold : IJournalFold
{
    private static readonly TableSchema Agents = new(
        "agents",
        [
            new("agent_name", ColumnKind.Text, IsKey: true),
            new("agent_type", ColumnKind.Text),
            new("last_seen", ColumnKind.Time),
        ]);

    public string Name => "agents";

    public int Version => 1;

    public ImmutableArray<string> Manifests => [];

    public ImmutableArray<TableSchema> Tables => [Agents];

    public Type? StateType => null;

    public ImmutableArray<string> KeysOf(JournalEvent happened) => [];

    public FoldChanges Apply(JournalEvent happened, Func<string, object?> stateOf)
    {
        var agent = AgentName.Of(happened.PersistenceId);
        return FoldChanges.Of(new TableRow(Agents, [agent.Name, agent.Type, happened.WrittenAt]));
    }
}
