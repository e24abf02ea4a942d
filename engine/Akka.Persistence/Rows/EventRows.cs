using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.Serialization;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Rows;

/// <summary>Turns events into rows of a SQL journal and back.</summary>
internal sealed class EventRows(PayloadCodec codec)
{
    /// <summary>
    /// The rows of all atomic writes that can be written, in order; with null, or why each atomic write was refused.
    /// </summary>
    public (List<EventRow> Rows, IImmutableList<Exception?>? Refusals) Encode(IEnumerable<AtomicWrite> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var rows = new List<EventRow>();
        var refusals = new List<Exception?>();
        var createdAt = DateTime.UtcNow.Ticks;
        var anyRefused = false;
        foreach (var write in writes)
        {
            var refusal = TryEncode(write, createdAt, rows);
            anyRefused |= refusal is not null;
            refusals.Add(refusal);
        }

        return (rows, anyRefused ? refusals.ToImmutableArray() : null);
    }

    /// <summary>
    /// Reads the columns sequence_nr, manifest, created_at, payload and serializer_id, in this order, which sequential
    /// access asks for.
    /// </summary>
    /// <param name="persistenceId">Whose event it is.</param>
    /// <param name="row">The row.</param>
    /// <param name="first">The place of the first of them.</param>
    public Persistent Decode(string persistenceId, DbDataReader row, int first = 0)
    {
        var sequenceNr = row.GetInt64(first);
        var manifest = row.IsDBNull(first + 1) ? string.Empty : row.GetString(first + 1);
        var createdAt = row.GetInt64(first + 2);
        var bytes = row.GetFieldValue<byte[]>(first + 3);
        var encoded = new Encoded(row.IsDBNull(first + 4) ? null : row.GetInt32(first + 4), manifest, bytes);
        var payload = codec.Decode(encoded, PayloadName.OfEvent(persistenceId, sequenceNr));
        return new Persistent(payload, sequenceNr, persistenceId, manifest, timestamp: createdAt);
    }

    private SerializationException? TryEncode(AtomicWrite write, long createdAt, List<EventRow> rows)
    {
        var count = rows.Count;
        try
        {
            for (var i = 0; i < write.Size; i++)
            {
                var p = write[i];
                var tagged = p.Payload as Tagged?;
                var encoded = codec.Encode(
                    tagged is null ? p.Payload : tagged.Value.Payload,
                    PayloadName.OfEvent(p.PersistenceId, p.SequenceNr));
                rows.Add(new EventRow(p.PersistenceId, p.SequenceNr, createdAt, encoded, TagColumn.Of(tagged?.Tags)));
            }

            return null;
        }
        catch (SerializationException cause)
        {
            rows.RemoveRange(count, rows.Count - count);
            return cause;
        }
    }
}
