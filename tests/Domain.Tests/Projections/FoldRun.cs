using WhaleStack.Domain.Projections;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Domain.Tests.Projections;

/// <summary>A fold over events in memory: rows by column, the last of each key.</summary>
internal sealed class FoldRun
{
    private readonly Dictionary<string, Dictionary<string, object?>> _rows = new(StringComparer.Ordinal);

    /// <summary>Runs one of <see cref="JournalFolds"/>.</summary>
    public FoldRun(string name, IEnumerable<(string PersistenceId, object Event)> events)
    {
        var strategies = new Dictionary<string, string>(StringComparer.Ordinal) { ["grid"] = "grid_strategy" };
        var fold = JournalFolds.All(strategies).Single(f => f.Name == name);
        var states = new Dictionary<string, object>(StringComparer.Ordinal);
        var ordering = 0L;
        foreach (var (persistenceId, happened) in events)
        {
            var manifest = MessageManifests.NameOf(happened.GetType());
            ordering++;
            if (!fold.Manifests.IsEmpty && !fold.Manifests.Contains(manifest))
            {
                continue;
            }

            var changes = fold.Apply(
                new JournalEvent(
                    ordering, persistenceId, ordering, manifest, DateTimeOffset.UnixEpoch.AddSeconds(ordering),
                    happened, MessageJson.Serialize(happened)),
                states.GetValueOrDefault);
            foreach (var row in changes.Rows)
            {
                Keep(row);
            }

            foreach (var (key, state) in changes.States)
            {
                states[key] = state;
            }
        }
    }

    /// <summary>The rows, in the order in which they first appeared.</summary>
    public IReadOnlyList<Dictionary<string, object?>> Rows => [.. _rows.Values];

    private void Keep(TableRow row)
    {
        var columns = row.Table.Columns;
        Assert.Equal(columns.Length, row.Values.Length);
        var key = string.Join('|', columns.Where(c => c.IsKey).Select(c => row.Values[columns.IndexOf(c)]));
        _rows[key] = columns.Select((column, i) => (column.Name, Value: row.Values[i]))
            .ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
    }
}
