using Akka.Actor;
using Akka.Persistence.PostgreSql;
using Akka.Persistence.Rows;
using Akka.Persistence.Tests.Support;
using Npgsql;

namespace Akka.Persistence.Tests.PostgreSql;

/// <summary>Lost connections and a server that dies.</summary>
[Collection("postgresql")]
public sealed class PostgreSqlFailureSpecs : SqlContract
{
    private readonly PostgresServer _server;
    private readonly CuttingProxy _proxy;

    public PostgreSqlFailureSpecs(PostgresServer server)
        : this(server, new CuttingProxy(server.Port))
    {
    }

    private PostgreSqlFailureSpecs(PostgresServer server, CuttingProxy proxy)
        : base(new PostgreSqlStore(server, server.NewSchema(), proxy.Port)) => (_server, _proxy) = (server, proxy);

    [Fact]
    public void A_commit_whose_answer_was_lost_is_acknowledged_and_not_written_twice()
    {
        var actor = StartOne("a");
        ExpectMsg<Recovered>(Patience);
        _proxy.StrikeOnce(CuttingProxy.Cut.AfterCommit);

        actor.Tell("1");

        ExpectMsg("stored 1", Patience);
        actor.Tell("2");
        ExpectMsg("stored 2", Patience);
        Assert.Equal(2L, Count());
    }

    [Fact]
    public void A_snapshot_whose_commit_cannot_be_told_of_is_a_failure_that_says_so()
    {
        var actor = StartOne("a");
        ExpectMsg<Recovered>(Patience);
        _proxy.StrikeOnce(CuttingProxy.Cut.AfterCommit);

        actor.Tell(new Noted("state"));

        var cause = ExpectMsg<SaveSnapshotFailure>(Patience).Cause;
        Assert.Contains("may or may not have committed", cause.Message, StringComparison.Ordinal);
        actor.Tell(new Noted("again"));
        ExpectMsg<SaveSnapshotSuccess>(Patience);
    }

    [Fact]
    public void A_commit_that_never_arrived_is_a_failure_and_leaves_nothing()
    {
        var actor = Watch(StartOne("a"));
        ExpectMsg<Recovered>(Patience);
        _proxy.StrikeOnce(CuttingProxy.Cut.BeforeCommit);

        actor.Tell("1");

        Assert.IsType<StoreException>(ExpectMsg<PersistFailed>(Patience).Cause);
        ExpectTerminated(actor, Patience);
        Assert.Equal(0L, Count());
        StartOne("a").Tell("1");
        ExpectMsg<Recovered>(Patience);
        ExpectMsg("stored 1", Patience);
    }

    [Fact]
    public void What_was_acknowledged_before_the_server_died_is_there_when_it_is_back()
    {
        var actor = Watch(StartOne("survivor"));
        ExpectMsg<Recovered>(Patience);
        actor.Tell("1");
        ExpectMsg("stored 1", Patience);
        _server.Kill();

        actor.Tell("2");

        var failure = ExpectMsg<PersistFailed>(Patience);
        Assert.Contains("127.0.0.1", failure.Cause.Message, StringComparison.Ordinal);
        ExpectTerminated(actor, Patience);
        _server.Start();
        AwaitAssert(() => Assert.Equal(1L, Count()), Patience);
        StartOne("survivor");
        Assert.Equal(new Noted("1"), ExpectMsg<Recovered>(Patience).Message);
        Assert.IsType<RecoveryCompleted>(ExpectMsg<Recovered>(Patience).Message);
    }

    [Theory]
    [InlineData("stored-as = jsonb", "stored-as")]
    [InlineData("connection-string = \"\"", "connection-string")]
    [InlineData("connection-string = \"Host=h;Password=hidden;Port=many\"", "connection-string")]
    [InlineData("read-isolation-level = none", "read-isolation-level")]
    public void A_setting_that_cannot_be_used_is_named_and_no_password_is_shown(string setting, string key)
    {
        var config = Storage.Parse(setting)
            .WithFallback(Storage.Parse("connection-string = \"Host=127.0.0.1\""))
            .WithFallback(PostgreSqlPersistence.DefaultConfiguration()
                .GetConfig(PostgreSqlPersistence.JournalConfigPath));

        var sources = new Shared<NpgsqlDataSource>();
        var wrong = Assert.Throws<Akka.Configuration.ConfigurationException>(
            () => PgDatabase.From(config, "journal", sources));

        Assert.Contains($"[journal.{key}]", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", wrong.ToString(), StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _proxy.Dispose();
    }

    private long Count() => Sql.Scalar("SELECT COUNT(*) FROM event_journal");
}
