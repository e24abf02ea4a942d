using System.Data;
using System.Text;
using Akka.Persistence.Journal;
using Akka.Persistence.PostgreSql;
using Akka.Persistence.PostgreSql.Journal;
using Akka.Persistence.Query;
using Akka.Persistence.Rows;
using Akka.Persistence.Tests.Support;
using Npgsql;

namespace Akka.Persistence.Tests.PostgreSql;

/// <summary>
/// Two writers, of which the one with the lower number commits later. The journal here and another program share the
/// table; the other one's transaction is held open.
/// </summary>
[Collection("postgresql")]
public sealed class PostgreSqlQuerySpecs : QueryContract
{
    private readonly PostgreSqlStore _store;

    public PostgreSqlQuerySpecs(PostgresServer server)
        : this(server.NewStore())
    {
    }

    private PostgreSqlQuerySpecs(PostgreSqlStore store)
        : base(store) => _store = store;

    [Fact]
    public async Task An_event_committed_late_is_never_skipped_by_live_queries()
    {
        var (all, byTag) = (CreateTestProbe(), CreateTestProbe());
        Collect(Journal.AllEvents(Offset.Sequence(5)), all.Ref);
        Collect(Journal.EventsByTag("blue", Offset.Sequence(4)), byTag.Ref);
        await using var other = (NpgsqlConnection)_store.Open();
        await using var slow = await other.BeginTransactionAsync();
        var late = Insert(other, "late", "late1");
        Write("early", "early1 #blue");
        var early = _store.Scalar("SELECT MAX(ordering) FROM event_journal");
        Assert.True(late < early, $"{late} < {early}");
        all.ExpectNoMsg(TimeSpan.FromMilliseconds(150));
        byTag.ExpectNoMsg(TimeSpan.Zero);

        await slow.CommitAsync();

        Expect(all, "late1", "early1");
        Expect(byTag, "late1", "early1");
    }

    [Fact]
    public async Task A_number_drawn_before_the_transaction_has_an_id_is_waited_for_too()
    {
        var all = CreateTestProbe();
        Collect(Journal.AllEvents(Offset.Sequence(5)), all.Ref);
        await using var other = (NpgsqlConnection)_store.Open();
        await using var slow = await other.BeginTransactionAsync();

        // It has the table's lock and a number, and no row yet.
        Run(other, "LOCK TABLE event_journal IN ROW EXCLUSIVE MODE");
        var late = (long)Run(other, "SELECT nextval('event_journal_ordering_seq')")!;
        Write("early", "early1");
        all.ExpectNoMsg(TimeSpan.FromMilliseconds(150));
        Insert(other, "late", "late1", late);
        await slow.CommitAsync();

        Expect(all, "late1", "early1");
    }

    [Fact]
    public async Task A_writer_that_gives_up_leaves_the_way_free()
    {
        var all = CreateTestProbe();
        Collect(Journal.AllEvents(Offset.Sequence(5)), all.Ref);
        await using var other = (NpgsqlConnection)_store.Open();
        await using var slow = await other.BeginTransactionAsync();
        Insert(other, "late", "late1");
        Write("early", "early1");

        await slow.RollbackAsync();

        Expect(all, "early1");
    }

    [Fact]
    public async Task A_current_query_waits_for_who_wrote_before_it_and_for_nobody_else()
    {
        await using var before = (NpgsqlConnection)_store.Open();
        await using var slow = await before.BeginTransactionAsync();
        Insert(before, "late", "late1");
        Write("early", "early1");
        var found = CreateTestProbe();
        Collect(Journal.CurrentAllEvents(Offset.Sequence(5)), found.Ref);
        found.ExpectNoMsg(TimeSpan.FromMilliseconds(150));
        await using var after = (NpgsqlConnection)_store.Open();
        await using var another = await after.BeginTransactionAsync();
        Insert(after, "later", "later1");

        await slow.CommitAsync();

        Expect(found, "late1", "early1");
        found.ExpectMsg("end", Patience);
    }

    [Fact]
    public async Task Transactions_that_do_not_write_to_the_journal_hold_up_nothing()
    {
        await using var other = (NpgsqlConnection)_store.Open();
        await using var slow = await other.BeginTransactionAsync();
        Run(other, "CREATE TABLE elsewhere (id INT); SELECT * FROM event_journal");

        var found = CreateTestProbe();
        Collect(Journal.CurrentAllEvents(Offset.Sequence(4)), found.Ref);

        Expect(found, "b2");
        found.ExpectMsg("end", Patience);
    }

    [Fact]
    public async Task A_writer_that_does_not_end_fails_a_current_query_by_its_process()
    {
        await using var other = (NpgsqlConnection)_store.Open();
        await using var slow = await other.BeginTransactionAsync();
        Insert(other, "late", "late1");
        await using var source = NpgsqlDataSource.Create(_store.ConnectionString);
        var database = new PgDatabase(
            source, TimeSpan.FromSeconds(1), IsolationLevel.Unspecified, IsolationLevel.Unspecified);
        var horizon = new ReadHorizon(database, $"{_store.Schema}.event_journal");
        var query = new QueryEvents(null, null, 0L, long.MaxValue, 10, IsLive: false);

        var failure = await Assert.ThrowsAsync<StoreException>(() => horizon.ReadAsync(query));

        Assert.Contains($"process {other.ProcessID}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await horizon.ReadAsync(query with { IsLive = true }));
        await slow.RollbackAsync();
        Assert.Equal(5L, await horizon.ReadAsync(query));
    }

    private static object? Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static long Insert(NpgsqlConnection connection, string id, string text, long? ordering = null)
    {
        using var command = new NpgsqlCommand(
            """
            INSERT INTO event_journal (ordering, persistence_id, sequence_nr, is_deleted, created_at, manifest, payload,
                tags, serializer_id)
            VALUES (COALESCE($1, nextval('event_journal_ordering_seq')), $2, 1, FALSE, 0, 'n', $3, ';blue;', 4711)
            RETURNING ordering
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = ordering });
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = Encoding.UTF8.GetBytes(text) });
        return (long)command.ExecuteScalar()!;
    }
}
