using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Tests.Sqlite;

/// <summary>Tags of events as they stand in the journal's rows.</summary>
public sealed class SqliteTagSpecs : SqliteFixture
{
    public SqliteTagSpecs()
        : base("""
            akka.persistence.journal.sqlite {
              event-adapters.tagger = "Akka.Persistence.Tests.Sqlite.SqliteTagSpecs+Tagger, Akka.Persistence.Tests"
              event-adapter-bindings { "Akka.Persistence.Tests.Support.Noted, Akka.Persistence.Tests" = tagger }
            }
            """)
    {
    }

    [Fact]
    public void Tags_are_stored_between_separators_and_do_not_change_the_event()
    {
        Store("a", "red blue", "plain");

        Assert.Equal([";blue;red;", null], Tags());
        Start(Sys, "a");
        Assert.Equal(new Noted("red blue"), ExpectMsg<Recovered>().Message);
        Assert.Equal(new Noted("plain"), ExpectMsg<Recovered>().Message);
    }

    [Fact]
    public void A_tag_that_holds_the_separator_is_refused_and_the_actor_goes_on()
    {
        var actor = Start(Sys, "a");
        ExpectMsg<Recovered>();

        actor.Tell("bad;tag x");

        var refused = ExpectMsg<PersistRefused>(Patience);
        Assert.Contains("bad;tag", refused.Cause.Message, StringComparison.Ordinal);
        actor.Tell("plain");
        ExpectMsg("stored plain", Patience);
    }

    private List<string?> Tags()
    {
        using var connection = Open();
        using var command = new SqliteCommand("SELECT tags FROM event_journal ORDER BY ordering", connection);
        using var reader = command.ExecuteReader();
        var tags = new List<string?>();
        while (reader.Read())
        {
            tags.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        }

        return tags;
    }

    internal sealed class Tagger : IWriteEventAdapter
    {
        public string Manifest(object evt) => string.Empty;

        public object ToJournal(object evt) => ((Noted)evt).Text.Split(' ') is { Length: > 1 } tags
            ? new Tagged(evt, tags)
            : evt;
    }
}
