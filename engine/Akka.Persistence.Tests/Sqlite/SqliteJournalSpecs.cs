using Akka.Actor;
using Akka.Persistence.Rows;
using Akka.Persistence.Sqlite;
using Akka.Persistence.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Tests.Sqlite;

public sealed class SqliteJournalSpecs : SqliteFixture
{
    [Fact]
    public void A_thousand_actors_share_their_commits_and_recover_all_of_it()
    {
        var actors = Enumerable.Range(0, 1000).Select(i => Start(Sys, "actor-" + i)).ToList();
        ReceiveN(1000, Patience);
        var writer = SqlitePersistence.Get(Sys).WriterFor(
            SqliteDatabase.From(Sys.Settings.Config.GetConfig(SqlitePersistence.JournalConfigPath), "test"));
        var before = writer.Transactions;

        foreach (var text in Enumerable.Range(1, 10).Select(n => n.ToString()))
        {
            actors.ForEach(a => a.Tell(text));
        }

        ReceiveN(10_000, Patience);
        var commits = writer.Transactions - before;
        Assert.True(commits < 2_000, $"{commits} commits for 10000 events");
        Assert.Equal(10_000L, Scalar("SELECT COUNT(*) FROM event_journal"));

        actors.ForEach(a => Watch(a));
        actors.ForEach(Sys.Stop);
        ReceiveN(1000, Patience);
        Start(Sys, "actor-500");
        for (var n = 1; n <= 10; n++)
        {
            Assert.Equal(new Noted(n.ToString()), ExpectMsg<Recovered>(Patience).Message);
        }
    }

    [Fact]
    public async Task A_second_writer_takes_over_and_the_first_one_stops_alone()
    {
        var old = Watch(Start(Sys, "contested"));
        var bystander = Start(Sys, "bystander");
        ReceiveN(2, Patience);
        old.Tell("1");
        ExpectMsg("stored 1", Patience);
        var other = ActorSystem.Create("other", Storage.Parse(Storage.Sqlite(Scratch.ConnectionString)));
        try
        {
            var probe = CreateTestProbe();
            var successor = other.ActorOf(Scripted.PropsFor("contested", probe.Ref, OnCommand));
            successor.Tell("2");
            probe.FishForMessage(m => m is "stored 2", Patience);

            old.Tell("mine");
            bystander.Tell("fine");

            var seen = ReceiveN(3, Patience);
            var failure = Assert.Single(seen.OfType<PersistFailed>());
            Assert.IsType<WriterConflictException>(failure.Cause);
            Assert.Contains("[contested]", failure.Cause.Message, StringComparison.Ordinal);
            Assert.Equal(2L, failure.SequenceNr);
            Assert.Contains("stored fine", seen);
            Assert.Contains(seen, m => m is Terminated);
            successor.Tell("3");
            probe.ExpectMsg("stored 3", Patience);
        }
        finally
        {
            await other.Terminate();
        }
    }

    [Fact]
    public async Task A_second_writer_is_noticed_even_when_it_has_deleted_what_it_wrote()
    {
        var old = Watch(Start(Sys, "contested"));
        ExpectMsg<Recovered>(Patience);
        var other = ActorSystem.Create("other", Storage.Parse(Storage.Sqlite(Scratch.ConnectionString)));
        try
        {
            var probe = CreateTestProbe();
            var successor = other.ActorOf(Scripted.PropsFor("contested", probe.Ref, OnCommand));
            successor.Tell("1");
            successor.Tell(long.MaxValue);
            probe.FishForMessage(m => m is DeleteMessagesSuccess, Patience);

            old.Tell("mine");

            Assert.IsType<WriterConflictException>(ExpectMsg<PersistFailed>(Patience).Cause);
            ExpectTerminated(old, Patience);
        }
        finally
        {
            await other.Terminate();
        }
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_files_when_the_process_dies()
    {
        var actor = Start(Sys, "survivor");
        ExpectMsg<Recovered>(Patience);
        for (var n = 1; n <= 20; n++)
        {
            actor.Tell(n.ToString());
            ExpectMsg("stored " + n, Patience);
        }

        // The files as a killed process leaves them: nothing is closed, nothing is checkpointed.
        var image = Directory.CreateDirectory(Scratch.File("image"));
        foreach (var suffix in new[] { "", "-wal" })
        {
            File.Copy(Scratch.File("journal.db" + suffix), Path.Combine(image.FullName, "journal.db" + suffix));
        }

        var hocon = Storage.Sqlite("Data Source=" + Path.Combine(image.FullName, "journal.db"));
        var other = ActorSystem.Create("other", Storage.Parse(hocon));
        try
        {
            var probe = CreateTestProbe();
            other.ActorOf(Scripted.PropsFor("survivor", probe.Ref, OnCommand));
            Assert.Equal(21, probe.ReceiveN(21, Patience).Count);
        }
        finally
        {
            await other.Terminate();
        }
    }

    [Fact]
    public void The_rows_have_the_documented_columns()
    {
        Store("columns", "hello");
        using var connection = Open();
        using var command = new SqliteCommand(
            "SELECT persistence_id, sequence_nr, is_deleted, manifest, payload, tags, serializer_id, timestamp, " +
            "ordering FROM event_journal",
            connection);
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal("columns", reader.GetString(0));
        Assert.Equal(1L, reader.GetInt64(1));
        Assert.Equal(0L, reader.GetInt64(2));
        Assert.Equal("n", reader.GetString(3));
        Assert.Equal("hello"u8.ToArray(), reader.GetFieldValue<byte[]>(4));
        Assert.True(reader.IsDBNull(5));
        Assert.Equal(4711L, reader.GetInt64(6));
        Assert.InRange(reader.GetInt64(7), DateTime.UtcNow.AddMinutes(-5).Ticks, DateTime.UtcNow.Ticks);
        Assert.Equal(1L, reader.GetInt64(8));
    }
}
