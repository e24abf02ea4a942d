using System.Globalization;
using Akka.Actor;
using Akka.Persistence.Rows;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Many actors on one journal, and two writers of one persistence id.</summary>
public abstract class SqlFencingContract(SqlStore store) : SqlContract(store)
{
    [Fact]
    public void A_thousand_actors_share_their_commits_and_recover_all_of_it()
    {
        var actors = Enumerable.Range(0, 1000)
            .Select(i => StartOne(string.Create(CultureInfo.InvariantCulture, $"actor-{i}"))).ToList();
        ReceiveN(1000, Patience * 3);
        var before = Sql.Commits(Sys);

        for (var n = 1; n <= 10; n++)
        {
            actors.ForEach(a => a.Tell(n.ToString(CultureInfo.InvariantCulture)));
        }

        ReceiveN(10_000, Patience * 3);
        var commits = Sql.Commits(Sys) - before;
        Assert.True(commits < 2_000, $"{commits} commits for 10000 events");
        Assert.Equal(10_000L, Sql.Scalar("SELECT COUNT(*) FROM event_journal"));
        Stop(actors[500]);
        StartOne("actor-500");
        ExpectRecovery(Notes(1, 10));
    }

    [Fact]
    public async Task A_second_writer_takes_over_and_the_first_one_stops_alone()
    {
        var old = Watch(StartOne("contested"));
        var bystander = StartOne("bystander");
        ReceiveN(2, Patience);
        old.Tell("1");
        ExpectMsg("stored 1", Patience);
        await Elsewhere("contested", (successor, probe) =>
        {
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
        });
        Assert.Equal(4L, Sql.Scalar("SELECT COUNT(*) FROM event_journal"));
    }

    [Fact]
    public async Task A_second_writer_is_noticed_even_when_it_has_deleted_what_it_wrote()
    {
        var old = Watch(StartOne("contested"));
        ExpectMsg<Recovered>(Patience);
        await Elsewhere("contested", (successor, probe) =>
        {
            successor.Tell("1");
            successor.Tell(long.MaxValue);
            probe.FishForMessage(m => m is DeleteMessagesSuccess, Patience);
        });

        old.Tell("mine");

        Assert.IsType<WriterConflictException>(ExpectMsg<PersistFailed>(Patience).Cause);
        ExpectTerminated(old, Patience);
        Assert.Equal(0L, Sql.Scalar("SELECT COUNT(*) FROM event_journal"));
    }
}

public sealed class SqliteFencingSpecs() : SqlFencingContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlFencingSpecs(PostgresServer server) : SqlFencingContract(server.NewStore());
