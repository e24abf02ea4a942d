using Akka.Actor;
using Akka.Persistence.Tests.Support;
using Npgsql;

namespace Akka.Persistence.Tests.PostgreSql;

/// <summary>Under a higher isolation level the server rolls one of two transactions back that meet.</summary>
[Collection("postgresql")]
public sealed class PostgreSqlIsolationSpecs : SqlContract
{
    public PostgreSqlIsolationSpecs(PostgresServer server)
        : this(server.NewStore())
    {
    }

    private PostgreSqlIsolationSpecs(PostgreSqlStore store)
        : base(store, $$"""
            {{store.JournalPath}} {
              read-isolation-level = repeatable-read
              write-isolation-level = repeatable-read
            }
            """)
    {
    }

    [Fact]
    public async Task What_was_rolled_back_for_the_sake_of_another_transaction_is_tried_again()
    {
        var actor = StartOne("a");
        ExpectMsg<Recovered>(Patience);
        actor.Tell("1");
        ExpectMsg("stored 1", Patience);
        await using var other = (NpgsqlConnection)Sql.Open();
        await using var first = await other.BeginTransactionAsync();
        await using var touch = new NpgsqlCommand("UPDATE event_journal SET tags = ';x;'", other);
        await touch.ExecuteNonQueryAsync();

        actor.Tell(1L);
        AwaitAssert(
            () => Assert.Equal(
                1L,
                Sql.Scalar(
                    $"SELECT COUNT(*) FROM pg_stat_activity WHERE {other.ProcessID} = ANY (pg_blocking_pids(pid))")),
            Patience);
        await first.CommitAsync();

        Assert.Equal(1L, ExpectMsg<DeleteMessagesSuccess>(Patience).ToSequenceNr);
        Assert.Equal(0L, Sql.Scalar("SELECT COUNT(*) FROM event_journal"));
    }
}
