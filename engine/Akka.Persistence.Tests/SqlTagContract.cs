using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Events and tags as they stand in the journal's rows. Several words of an event are its tags.</summary>
public abstract class SqlTagContract(SqlStore store) : SqlContract(store, $$"""
    {{store.JournalPath}} {
      event-adapters.tagger = "Akka.Persistence.Tests.SqlTagContract+Tagger, Akka.Persistence.Tests"
      event-adapter-bindings { "Akka.Persistence.Tests.Support.Noted, Akka.Persistence.Tests" = tagger }
    }
    """)
{
    [Fact]
    public void The_rows_have_the_documented_columns()
    {
        Keep("columns", "hello");

        var row = Sql.Row(
            $"SELECT persistence_id, sequence_nr, manifest, payload, tags, serializer_id, {Sql.CreatedAt}, ordering "
            + "FROM event_journal WHERE CAST(is_deleted AS INTEGER) = 0");

        Assert.Equal(["columns", 1L, "n"], row[..3]);
        Assert.Equal("hello"u8.ToArray(), row[3]);
        Assert.Null(row[4]);
        Assert.Equal(4711L, Convert.ToInt64(row[5], null));
        Assert.InRange((long)row[6]!, DateTime.UtcNow.AddMinutes(-5).Ticks, DateTime.UtcNow.Ticks);
        Assert.Equal(1L, row[7]);
    }

    [Fact]
    public void Tags_are_stored_between_separators_and_do_not_change_the_event()
    {
        Keep("a", "red blue", "plain");

        var tags = Sql.Rows("SELECT tags FROM event_journal ORDER BY ordering").Select(r => (string?)r[0]);
        Assert.Equal([";blue;red;", null], tags);
        StartOne("a");
        ExpectRecovery([new Noted("red blue"), new Noted("plain")]);
    }

    [Fact]
    public void A_tag_that_holds_the_separator_is_refused_and_the_actor_goes_on()
    {
        var actor = StartOne("a");
        ExpectMsg<Recovered>();

        actor.Tell("bad;tag x");

        var refused = ExpectMsg<PersistRefused>(Patience);
        Assert.Contains("bad;tag", refused.Cause.Message, StringComparison.Ordinal);
        actor.Tell("plain");
        ExpectMsg("stored plain", Patience);
    }

    internal sealed class Tagger : IWriteEventAdapter
    {
        public string Manifest(object evt) => string.Empty;

        public object ToJournal(object evt) => ((Noted)evt).Text.Split(' ') is { Length: > 1 } tags
            ? new Tagged(evt, tags)
            : evt;
    }
}

public sealed class SqliteTagSpecs() : SqlTagContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlTagSpecs(PostgresServer server) : SqlTagContract(server.NewStore());
