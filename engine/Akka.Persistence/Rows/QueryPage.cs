using System.Data.Common;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Rows;

/// <summary>Gathers the rows of one page of events that a read journal asked for.</summary>
/// <param name="query">What was asked.</param>
/// <param name="highest">
/// The highest number there was before the rows were read; every row up to it is seen by whoever reads now.
/// </param>
/// <param name="rows">Reads the events.</param>
/// <param name="adapt">Gives an event the form, or the forms, in which it leaves the journal.</param>
internal sealed class QueryPage(
    QueryEvents query,
    long highest,
    EventRows rows,
    Action<IPersistentRepresentation, Action<IPersistentRepresentation>> adapt)
{
    /// <summary>The columns that <see cref="Add"/> reads, in its order.</summary>
    public static string Columns(string createdAt) =>
        $"ordering, tags, persistence_id, sequence_nr, manifest, {createdAt}, payload, serializer_id";

    /// <summary>Goes from one id to the next by the index, so that the events between them are not read.</summary>
    public static string PersistenceIds(string table) => $"""
        WITH RECURSIVE ids (id) AS (
            SELECT MIN(persistence_id) FROM {table}
            UNION ALL
            SELECT (SELECT MIN(persistence_id) FROM {table} WHERE persistence_id > id) FROM ids WHERE id IS NOT NULL)
        SELECT id FROM ids WHERE id IS NOT NULL
        """;

    private readonly List<QueriedEvent> _events = [];
    private long _last = query.After;
    private int _rows;

    /// <summary>Where the rows must end for the page to be complete; both ends of the query are inside.</summary>
    public long To { get; } = Math.Min(query.To, highest);

    public void Add(DbDataReader row)
    {
        _rows++;
        var ordering = row.GetInt64(0);
        var tags = TagColumn.Split(row.IsDBNull(1) ? null : row.GetString(1));
        var persistent = rows.Decode(row.GetString(2), row, first: 3);
        _last = query.PersistenceId is null ? ordering : persistent.SequenceNr;
        adapt(persistent, p => _events.Add(new QueriedEvent(ordering, p, tags)));
    }

    /// <summary>A page that is not full has seen everything up to its end.</summary>
    public QueriedEvents Answer() => new(_events, _rows < query.Max ? Math.Max(_last, To) : _last, highest);
}
