using System.Collections.Immutable;

namespace WhaleStack.Domain.Projections;

/// <summary>The table <c>agent_logs</c>: one row an event, numbered by its place in the journal.</summary>
/// <remarks>
/// <c>agent</c> is who wrote the event, <c>terminal</c> the persistence id it wrote under, <c>detail</c> the event.
/// </remarks>
internal sealed class AgentLogsFold : IJournalFold
{
    private static readonly TableSchema AgentLogs = new(
        "agent_logs",
        [
            new("log_id", ColumnKind.Count, IsKey: true),
            new("agent", ColumnKind.Text),
            new("terminal", ColumnKind.Text),
            new("event_type", ColumnKind.Text),
            new("detail", ColumnKind.Json),
            new("created_at", ColumnKind.Time, IsKey: true),
        ]);

    public string Name => "agent_logs";

    public int Version => 1;

    public ImmutableArray<string> Manifests => [];

    public ImmutableArray<TableSchema> Tables => [AgentLogs];

    public Type? StateType => null;

    public ImmutableArray<string> KeysOf(JournalEvent happened) => [];

    public FoldChanges Apply(JournalEvent happened, Func<string, object?> stateOf) => FoldChanges.Of(new TableRow(
        AgentLogs,
        [
            happened.Ordering,
            AgentName.Of(happened.PersistenceId).Name,
            happened.PersistenceId,
            happened.Manifest,
            happened.Json,
            EventTimes.Of(happened),
        ]));
}
