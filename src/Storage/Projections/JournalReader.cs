using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using WhaleStack.Domain.Projections;
using WhaleStack.Messages.Serialization;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Journal;

namespace WhaleStack.Storage.Projections;

/// <summary>
/// Reads the events of the journal in its order, our own serializer's only, by SQL that suits the tables of the
/// plugins, whichever package they come from. Up to where that is safe, <see cref="JournalHead"/> says.
/// </summary>
internal sealed class JournalReader
{
    private readonly string _time;

    /// <summary>Makes one.</summary>
    public JournalReader(Database database) =>
        _time = database.Kind == DatabaseKind.Sqlite ? "timestamp" : "created_at";

    /// <summary>The next events.</summary>
    /// <param name="connection">Open, in no transaction.</param>
    /// <param name="after">Events behind this position.</param>
    /// <param name="upTo">Events at or before this position; a safe one.</param>
    /// <param name="manifests">Which events; all of ours where it is empty.</param>
    /// <param name="eventsMax">Most events at once, positive.</param>
    public JournalBatch Read(
        DbConnection connection, long after, long upTo, ImmutableArray<string> manifests, int eventsMax)
    {
        if (upTo <= after)
        {
            return new JournalBatch([], after, IsFull: false, Unreadable: null);
        }

        using var command = Command(connection, after, upTo, manifests, eventsMax);
        using var rows = command.ExecuteReader();
        var events = ImmutableArray.CreateBuilder<JournalEvent>();
        while (rows.Read())
        {
            try
            {
                events.Add(EventOf(rows));
            }
            catch (MessageFormatException error)
            {
                var problem = string.Create(
                    CultureInfo.InvariantCulture,
                    $"event {rows.GetInt64(2)} of '{rows.GetString(1)}' (ordering {rows.GetInt64(0)}): "
                    + $"{error.Message}");
                return new JournalBatch(events.ToImmutable(), rows.GetInt64(0) - 1, IsFull: false, problem);
            }
        }

        var isFull = events.Count == eventsMax;
        return new JournalBatch(events.ToImmutable(), isFull ? events[^1].Ordering : upTo, isFull, Unreadable: null);
    }

    /// <summary>When the first event behind a position was given to the journal; null where there is none.</summary>
    public DateTimeOffset? WrittenBehind(DbConnection connection, long position, long upTo)
    {
        if (upTo <= position)
        {
            return null;
        }

        var ticks = connection.Scalar<long>(
            null,
            $"SELECT {_time} FROM event_journal "
            + "WHERE ordering > @after AND ordering <= @upTo ORDER BY ordering LIMIT 1",
            ("@after", position),
            ("@upTo", upTo));
        return ticks == 0 ? null : TimeOf(ticks);
    }

    private static JournalEvent EventOf(DbDataReader row)
    {
        var manifest = row.GetString(3);
        var payload = row.GetFieldValue<byte[]>(5);
        return new JournalEvent(
            row.GetInt64(0),
            row.GetString(1),
            row.GetInt64(2),
            manifest,
            TimeOf(row.GetInt64(4)),
            MessageJson.Deserialize(manifest, payload),
            payload);
    }

    private static DateTimeOffset TimeOf(long ticks) =>
        new(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private DbCommand Command(
        DbConnection connection, long after, long upTo, ImmutableArray<string> manifests, int eventsMax)
    {
        var names = manifests.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@manifest{i}")).ToList();
        var chosen = names.Count == 0 ? string.Empty : $" AND manifest IN ({string.Join(", ", names)})";
        var command = connection.Command(
            null,
            $"""
            SELECT ordering, persistence_id, sequence_nr, manifest, {_time}, payload FROM event_journal
            WHERE ordering > @after AND ordering <= @upTo AND serializer_id = {MessageSerializer.FixedIdentifier}
                AND NOT is_deleted{chosen}
            ORDER BY ordering LIMIT @max
            """,
            ("@after", after),
            ("@upTo", upTo),
            ("@max", eventsMax));
        for (var i = 0; i < names.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = names[i];
            parameter.Value = manifests[i];
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
