using System.Data.Common;

namespace Akka.Persistence.Rows;

/// <summary>Turns snapshots into rows of a SQL snapshot store and back.</summary>
internal sealed class SnapshotRows(PayloadCodec codec)
{
    /// <summary>The columns that <see cref="Decode"/> reads.</summary>
    public const string Columns = "sequence_nr, created_at, manifest, payload, serializer_id";

    /// <summary>The columns payload, manifest and serializer_id. Fails when it cannot be written, by name.</summary>
    public Encoded Encode(SnapshotMetadata metadata, object snapshot) =>
        codec.Encode(snapshot, PayloadName.OfSnapshot(metadata));

    /// <summary>Reads a row, column after column. Fails when the snapshot cannot be read; it is named.</summary>
    public SelectedSnapshot Decode(string persistenceId, DbDataReader row)
    {
        var sequenceNr = row.GetInt64(0);
        var createdAt = new DateTime(row.GetInt64(1), DateTimeKind.Utc);
        var manifest = row.IsDBNull(2) ? string.Empty : row.GetString(2);
        var bytes = row.GetFieldValue<byte[]>(3);
        var encoded = new Encoded(row.IsDBNull(4) ? null : row.GetInt32(4), manifest, bytes);
        var metadata = new SnapshotMetadata(persistenceId, sequenceNr, createdAt);
        return new SelectedSnapshot(metadata, codec.Decode(encoded, PayloadName.OfSnapshot(metadata)));
    }

    /// <summary>The bounds of criteria as rows have them.</summary>
    public static (long MaxNr, long MinNr, long MaxTime, long MinTime) Bounds(SnapshotSelectionCriteria criteria) => (
        criteria.MaxSequenceNr,
        criteria.MinSequenceNr,
        criteria.MaxTimeStamp.Ticks,
        (criteria.MinTimestamp ?? DateTime.MinValue).Ticks);
}
