using Npgsql;
using NpgsqlTypes;

namespace Akka.Persistence.PostgreSql;

/// <summary>Writes the events of many actors with one statement, and notices a second writer of an actor.</summary>
internal sealed class EventInsert(string journal, string metadata)
{
    // Numbers that were written and deleted are in the metadata alone: whoever uses one again is a second writer.
    private readonly string _taken = $"""
        SELECT w.id FROM unnest($1, $2) AS w (id, nr)
        JOIN {metadata} AS m ON m.persistence_id = w.id AND m.sequence_nr >= w.nr LIMIT 1
        """;

    private readonly string _insert = $"""
        INSERT INTO {journal}
            (persistence_id, sequence_nr, is_deleted, created_at, manifest, payload, tags, serializer_id)
        SELECT id, nr, FALSE, at, manifest, payload, tags, serializer
        FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY
            AS w (id, nr, at, manifest, payload, tags, serializer, place)
        ORDER BY place
        """;

    /// <summary>
    /// The fate of a transaction ($1), and whether an event ($2, $3) is there; each is seen at the same moment.
    /// </summary>
    public string Committed { get; } = $"""
        SELECT pg_xact_status($1::text::xid8),
            EXISTS (SELECT 1 FROM {journal} WHERE persistence_id = $2 AND sequence_nr = $3)
        """;

    /// <summary>Finds an actor whose first number is taken by a deleted event; no row when there is none.</summary>
    public NpgsqlBatchCommand Taken(IReadOnlyList<PgEvents> units) => new(_taken)
    {
        Parameters =
        {
            Values(units.Select(u => u.Owner), NpgsqlDbType.Varchar),
            Values(units.Select(u => u.Events[0].SequenceNr), NpgsqlDbType.Bigint),
        },
    };

    /// <summary>Inserts all, numbered in the order given.</summary>
    public NpgsqlBatchCommand Insert(IReadOnlyList<PgEvents> units)
    {
        var rows = units.SelectMany(u => u.Events).ToList();
        return new NpgsqlBatchCommand(_insert)
        {
            Parameters =
            {
                Values(rows.Select(r => r.PersistenceId), NpgsqlDbType.Varchar),
                Values(rows.Select(r => r.SequenceNr), NpgsqlDbType.Bigint),
                Values(rows.Select(r => r.CreatedAt), NpgsqlDbType.Bigint),
                Values(rows.Select(r => r.Encoded.Manifest), NpgsqlDbType.Varchar),
                Values(rows.Select(r => r.Encoded.Payload), NpgsqlDbType.Bytea),
                Values(rows.Select(r => r.Tags), NpgsqlDbType.Varchar),
                Values(rows.Select(r => r.Encoded.SerializerId), NpgsqlDbType.Integer),
            },
        };
    }

    private static NpgsqlParameter<T[]> Values<T>(IEnumerable<T> values, NpgsqlDbType type) => new()
    {
        TypedValue = values.ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | type,
    };
}
