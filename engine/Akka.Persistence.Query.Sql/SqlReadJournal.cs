using Akka.Actor;
using Akka.Configuration;
using Akka.Streams.Dsl;

namespace Akka.Persistence.Query.Sql;

/// <summary>
/// Reads the events of a SQL journal as streams. Current queries end with what was stored when they began; live ones
/// look for more every <c>refresh-interval</c>. Offsets are <see cref="Sequence"/>s over the order of the journal's
/// rows; by persistence id they are sequence numbers. A journal that cannot be read fails the stream.
/// </summary>
public class SqlReadJournal :
    IPersistenceIdsQuery,
    ICurrentPersistenceIdsQuery,
    IEventsByPersistenceIdQuery,
    ICurrentEventsByPersistenceIdQuery,
    IEventsByTagQuery,
    ICurrentEventsByTagQuery,
    IAllEventsQuery,
    ICurrentAllEventsQuery
{
    /// <summary>The configuration path of this read journal.</summary>
    public const string Identifier = "akka.persistence.query.journal.sql";

    private readonly JournalReader _reader;

    /// <summary>Creates the read journal; the journal that it reads is started with it.</summary>
    public SqlReadJournal(ExtendedActorSystem system, Config config)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(config);
        _reader = new JournalReader(
            Persistence.Instance.Apply(system).JournalFor(config.GetString("write-plugin", string.Empty)!),
            config.GetTimeSpan("refresh-interval", TimeSpan.FromSeconds(3)),
            Math.Max(1, config.GetInt("max-buffer-size", 100)),
            Math.Max(1, config.GetInt("max-concurrent-queries", 100)));
    }

    /// <summary>The settings that hold when nothing else is said.</summary>
    public static Config DefaultConfiguration() =>
        ConfigurationFactory.FromResource<SqlReadJournal>("Akka.Persistence.Query.Sql.query-sql.conf");

    /// <inheritdoc/>
    public Source<string, NotUsed> PersistenceIds() => _reader.Ids(live: true);

    /// <inheritdoc/>
    public Source<string, NotUsed> CurrentPersistenceIds() => _reader.Ids(live: false);

    /// <inheritdoc/>
    public Source<EventEnvelope, NotUsed> EventsByPersistenceId(
        string persistenceId, long fromSequenceNr, long toSequenceNr) =>
        _reader.Events(persistenceId, null, fromSequenceNr - 1L, toSequenceNr, live: true);

    /// <inheritdoc/>
    public Source<EventEnvelope, NotUsed> CurrentEventsByPersistenceId(
        string persistenceId, long fromSequenceNr, long toSequenceNr) =>
        _reader.Events(persistenceId, null, fromSequenceNr - 1L, toSequenceNr, live: false);

    /// <inheritdoc/>
    public Source<EventEnvelope, NotUsed> EventsByTag(string tag, Offset offset) =>
        _reader.Events(null, tag, NumberOf(offset), long.MaxValue, live: true);

    /// <inheritdoc/>
    public Source<EventEnvelope, NotUsed> CurrentEventsByTag(string tag, Offset offset) =>
        _reader.Events(null, tag, NumberOf(offset), long.MaxValue, live: false);

    /// <inheritdoc/>
    public Source<EventEnvelope, NotUsed> AllEvents(Offset offset) =>
        _reader.Events(null, null, NumberOf(offset), long.MaxValue, live: true);

    /// <inheritdoc/>
    public Source<EventEnvelope, NotUsed> CurrentAllEvents(Offset offset) =>
        _reader.Events(null, null, NumberOf(offset), long.MaxValue, live: false);

    private static long NumberOf(Offset? offset) => offset switch
    {
        null or NoOffset => 0L,
        Sequence sequence => sequence.Value,
        _ => throw new ArgumentException(
            $"{nameof(SqlReadJournal)} does not support {offset.GetType().Name} offsets", nameof(offset)),
    };
}
