using Akka.Persistence.Rows;
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
            Values(units.Select(static u => u.Owner).ToArray(), NpgsqlDbType.Varchar),
            Values(units.Select(static u => u.Events[0].SequenceNr).ToArray(), NpgsqlDbType.Bigint),
        },
    };

    /// <summary>Inserts all, numbered in the order given.</summary>
    public NpgsqlBatchCommand Insert(IReadOnlyList<PgEvents> units)
    {
        var columns = new Columns(units.Sum(static u => u.Rows));
        foreach (var unit in units)
        {
            foreach (var row in unit.Events)
            {
                columns.Add(row);
            }
        }

        return columns.ToCommand(_insert);
    }

    private static NpgsqlParameter<T[]> Values<T>(T[] values, NpgsqlDbType type) => new()
    {
        TypedValue = values,
        NpgsqlDbType = NpgsqlDbType.Array | type,
    };

    /// <summary>The rows of one statement, an array for each column.</summary>
    private sealed class Columns(int count)
    {
        private readonly string[] _ids = new string[count];
        private readonly long[] _numbers = new long[count];
        private readonly long[] _times = new long[count];
        private readonly string[] _manifests = new string[count];
        private readonly byte[][] _payloads = new byte[count][];
        private readonly string?[] _tags = new string?[count];
        private readonly int?[] _serializers = new int?[count];
        private int _next;

        public void Add(in EventRow row)
        {
            _ids[_next] = row.PersistenceId;
            _numbers[_next] = row.SequenceNr;
            _times[_next] = row.CreatedAt;
            _manifests[_next] = row.Encoded.Manifest;
            _payloads[_next] = row.Encoded.Payload;
            _tags[_next] = row.Tags;
            _serializers[_next] = row.Encoded.SerializerId;
            _next++;
        }

        public NpgsqlBatchCommand ToCommand(string insert) => new(insert)
        {
            Parameters =
            {
                Values(_ids, NpgsqlDbType.Varchar),
                Values(_numbers, NpgsqlDbType.Bigint),
                Values(_times, NpgsqlDbType.Bigint),
                Values(_manifests, NpgsqlDbType.Varchar),
                Values(_payloads, NpgsqlDbType.Bytea),
                Values(_tags, NpgsqlDbType.Varchar),
                Values(_serializers, NpgsqlDbType.Integer),
            },
        };
    }
}
