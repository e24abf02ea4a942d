using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Query.Sql;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Persistence.Tests;

/// <summary>
/// A database made by a script to the description of the published plugins: ours recover from it, go on, and leave the
/// tables in the form that they had. A word of an event that begins with # is a tag.
/// </summary>
public abstract class SqlFixtureContract : SqlContract
{
    private readonly SqlStore _fresh;

    /// <param name="store">Is filled by the script.</param>
    /// <param name="fresh">Is left for the plugins to create.</param>
    /// <param name="script">The name of a file under Fixtures.</param>
    protected SqlFixtureContract(SqlStore store, SqlStore fresh, string script)
        : base(store, $$"""
            akka.persistence.query.journal.sql.refresh-interval = 20ms
            {{store.JournalPath}}.auto-initialize = off
            {{store.SnapshotPath}}.auto-initialize = off
            """)
    {
        _fresh = fresh;
        store.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", script)));
    }

    [Fact]
    public void Every_kind_of_row_is_recovered_from()
    {
        ExpectFrom("tagged", new Noted("one"), new Noted("two"), new Noted("three"));
        ExpectFrom("typed", new Typed("with a type"));
        ExpectFrom("bare", new Bare("without"));
        ExpectFrom("cut", new Noted("behind the cut"));
        ExpectFrom("by-hand", new Noted("kept"));
        ExpectFrom("emptied");
        StartOne("snapped");
        var offer = Assert.IsType<SnapshotOffer>(ExpectMsg<Recovered>(Patience).Message);
        Assert.Equal(("state", 2L), (offer.Snapshot, offer.Metadata.SequenceNr));
        Assert.Equal(new DateTime(638000000000000001, DateTimeKind.Utc), offer.Metadata.Timestamp);
        ExpectRecovery([new Noted("after")]);
    }

    [Fact]
    public void Actors_go_on_behind_the_highest_number_ever_used()
    {
        foreach (var (id, next) in new[] { ("tagged", 4L), ("cut", 4L), ("emptied", 6L), ("by-hand", 3L), ("new", 1L) })
        {
            StartOne(id).Tell("next");
            FishForMessage(m => m is "stored next", Patience);
            var highest = $"SELECT CAST(MAX(sequence_nr) AS BIGINT) FROM event_journal WHERE persistence_id = '{id}'";
            Assert.Equal(next, Sql.Scalar(highest));
        }

        var row = Sql.Row(
            "SELECT ordering, manifest, tags, serializer_id FROM event_journal "
            + "WHERE persistence_id = 'tagged' AND sequence_nr = 4");
        Assert.Equal((10L, "n", null), ((long)row[0]!, (string)row[1]!, row[2]));
        Assert.Equal(4711L, Convert.ToInt64(row[3], null));
    }

    [Fact]
    public void Deletion_and_snapshots_leave_rows_as_they_are_described()
    {
        var actor = StartOne("tagged");
        ReceiveN(4, Patience);
        actor.Tell(new Noted("my state"));
        ExpectMsg<SaveSnapshotSuccess>(Patience);
        actor.Tell(2L);
        ExpectMsg<DeleteMessagesSuccess>(Patience);

        var left = Sql.Rows("SELECT sequence_nr FROM event_journal WHERE persistence_id = 'tagged'");
        Assert.Equal([3L], left.Select(r => (long)r[0]!));
        var highest = Sql.Rows($"SELECT sequence_nr FROM {Sql.MetadataTable} WHERE persistence_id = 'tagged'");
        Assert.Equal([3L], highest.Select(r => (long)r[0]!));
        var snapshot = Sql.Row(
            $"SELECT sequence_nr, manifest, payload FROM {Sql.SnapshotTable} WHERE persistence_id = 'tagged'");
        Assert.Equal([3L, "n"], snapshot[..2]);
        Assert.Equal("my state"u8.ToArray(), snapshot[2]);
    }

    [Fact]
    public void Queries_read_what_is_there_in_its_order()
    {
        var journal = PersistenceQuery.Get(Sys).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        Assert.Equal(
            ["one", "two"],
            Read(journal.CurrentEventsByTag("a", Offset.NoOffset())).Select(e => ((Noted)e.Event).Text));
        Assert.Equal([2L, 6L], Read(journal.CurrentEventsByTag("b", Offset.NoOffset())).Select(NumberOf));
        Assert.Equal(
            [1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L], Read(journal.CurrentAllEvents(Offset.NoOffset())).Select(NumberOf));
        Assert.Equal(
            ["bare", "by-hand", "cut", "snapped", "tagged", "typed"],
            Read(journal.CurrentPersistenceIds()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_tables_keep_their_form_and_are_the_same_as_those_that_the_plugins_create()
    {
        var before = Sql.Form();
        Assert.NotEmpty(before);
        var actor = StartOne("tagged");
        ReceiveN(4, Patience);
        actor.Tell("next");
        ExpectMsg("stored next", Patience);
        actor.Tell(new Noted("state"));
        ExpectMsg<SaveSnapshotSuccess>(Patience);
        Assert.Equal(before, Sql.Form());

        await Elsewhere(
            "x",
            (first, probe) =>
            {
                first.Tell("1");
                probe.FishForMessage(m => m is "stored 1", Patience);
            },
            _fresh.Hocon);
        Assert.Equal(before, _fresh.Form());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _fresh.Dispose();
    }

    private static long NumberOf(EventEnvelope e) => ((Sequence)e.Offset).Value;

    private void ExpectFrom(string id, params object[] events)
    {
        StartOne(id);
        ExpectRecovery(events);
    }

    private IReadOnlyList<T> Read<T>(Source<T, NotUsed> source)
    {
        var reading = source.RunWith(Sink.Seq<T>(), Sys.Materializer());
        Assert.True(reading.Wait(Patience), "the query did not end");
        return reading.Result;
    }
}

public sealed class SqliteFixtureSpecs() : SqlFixtureContract(new SqliteStore(), new SqliteStore(), "sqlite.sql");

[Collection("postgresql")]
public sealed class PostgreSqlFixtureSpecs(PostgresServer server)
    : SqlFixtureContract(server.NewStore(createSchema: true), server.NewStore(), "postgresql.sql");
