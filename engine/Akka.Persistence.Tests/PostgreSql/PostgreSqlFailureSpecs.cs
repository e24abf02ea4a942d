using System.Globalization;
using Akka.Actor;
using Akka.Persistence.PostgreSql;
using Akka.Persistence.Rows;
using Akka.Persistence.Tests.Support;
using Npgsql;

namespace Akka.Persistence.Tests.PostgreSql;

/// <summary>Second writers, lost connections and a server that dies.</summary>
[Collection("postgresql")]
public sealed class PostgreSqlFailureSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PostgresServer _server;
    private readonly CuttingProxy _proxy;
    private readonly string _schema;

    public PostgreSqlFailureSpecs(PostgresServer server)
        : this(server, new CuttingProxy(server.Port), server.NewSchema())
    {
    }

    private PostgreSqlFailureSpecs(PostgresServer server, CuttingProxy proxy, string schema)
        : base(Storage.PostgreSql(Through(server, proxy), schema)) =>
        (_server, _proxy, _schema) = (server, proxy, schema);

    [Fact]
    public void A_thousand_actors_share_their_commits()
    {
        var actors = Enumerable.Range(0, 1000).Select(i => Start(Sys, $"actor-{i}")).ToList();
        ReceiveN(1000, Patience);
        var extension = PostgreSqlPersistence.Get(Sys);
        var writer = extension.WriterFor(
            extension.Open(Sys.Settings.Config.GetConfig(PostgreSqlPersistence.JournalConfigPath), "test"));
        var before = writer.Transactions;

        for (var n = 1; n <= 10; n++)
        {
            actors.ForEach(a => a.Tell(n.ToString(CultureInfo.InvariantCulture)));
        }

        ReceiveN(10_000, Patience);
        var commits = writer.Transactions - before;
        Assert.True(commits < 2_000, $"{commits} commits for 10000 events");
        Assert.Equal(10_000L, Count());
    }

    [Fact]
    public async Task A_second_writer_takes_over_and_the_first_one_stops_alone()
    {
        var old = Watch(Start(Sys, "contested"));
        var bystander = Start(Sys, "bystander");
        ReceiveN(2, Patience);
        old.Tell("1");
        ExpectMsg("stored 1", Patience);
        await WithSuccessor(probe => probe.FishForMessage(m => m is "stored 2", Patience), "2");

        old.Tell("mine");
        bystander.Tell("fine");

        var seen = ReceiveN(3, Patience);
        var failure = Assert.Single(seen.OfType<PersistFailed>());
        Assert.IsType<WriterConflictException>(failure.Cause);
        Assert.Contains("[contested]", failure.Cause.Message, StringComparison.Ordinal);
        Assert.Contains("stored fine", seen);
        Assert.Contains(seen, m => m is Terminated);
        Assert.Equal(3L, Count());
    }

    [Fact]
    public async Task A_second_writer_is_noticed_even_when_it_has_deleted_what_it_wrote()
    {
        var old = Watch(Start(Sys, "contested"));
        ExpectMsg<Recovered>(Patience);
        await WithSuccessor(
            probe => probe.FishForMessage(m => m is DeleteMessagesSuccess, Patience), "1", long.MaxValue);

        old.Tell("mine");

        Assert.IsType<WriterConflictException>(ExpectMsg<PersistFailed>(Patience).Cause);
        ExpectTerminated(old, Patience);
        Assert.Equal(0L, Count());
    }

    [Fact]
    public void A_commit_whose_answer_was_lost_is_acknowledged_and_not_written_twice()
    {
        var actor = Start(Sys, "a");
        ExpectMsg<Recovered>(Patience);
        _proxy.StrikeOnce(CuttingProxy.Cut.AfterCommit);

        actor.Tell("1");

        ExpectMsg("stored 1", Patience);
        actor.Tell("2");
        ExpectMsg("stored 2", Patience);
        Assert.Equal(2L, Count());
    }

    [Fact]
    public void A_commit_that_never_arrived_is_a_failure_and_leaves_nothing()
    {
        var actor = Watch(Start(Sys, "a"));
        ExpectMsg<Recovered>(Patience);
        _proxy.StrikeOnce(CuttingProxy.Cut.BeforeCommit);

        actor.Tell("1");

        Assert.IsType<StoreException>(ExpectMsg<PersistFailed>(Patience).Cause);
        ExpectTerminated(actor, Patience);
        Assert.Equal(0L, Count());
        Start(Sys, "a").Tell("1");
        ExpectMsg<Recovered>(Patience);
        ExpectMsg("stored 1", Patience);
    }

    [Fact]
    public void What_was_acknowledged_before_the_server_died_is_there_when_it_is_back()
    {
        var actor = Watch(Start(Sys, "survivor"));
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
        Start(Sys, "survivor");
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

    private static string Through(PostgresServer server, CuttingProxy proxy) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = proxy.Port }.ToString();

    private static void OnCommand(Scripted self, object message)
    {
        switch (message)
        {
            case string text:
                self.Persist(new Noted(text), e => self.Probe.Tell("stored " + e.Text));
                break;
            case long to:
                self.DeleteMessages(to);
                break;
            default:
                self.Probe.Tell(message);
                break;
        }
    }

    private async Task WithSuccessor(Action<Akka.TestKit.TestProbe> expect, params object[] commands)
    {
        var other = ActorSystem.Create("other", Storage.Parse(Storage.PostgreSql(_server.ConnectionString, _schema)));
        try
        {
            var probe = CreateTestProbe();
            var successor = other.ActorOf(Scripted.PropsFor("contested", probe.Ref, OnCommand));
            foreach (var command in commands)
            {
                successor.Tell(command);
            }

            expect(probe);
        }
        finally
        {
            await other.Terminate();
        }
    }

    private IActorRef Start(ActorSystem system, string id) =>
        system.ActorOf(Scripted.PropsFor(id, TestActor, OnCommand));

    private long Count()
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"SELECT COUNT(*) FROM {_schema}.event_journal", connection);
        return (long)command.ExecuteScalar()!;
    }
}
