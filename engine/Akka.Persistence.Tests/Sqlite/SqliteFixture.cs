using Akka.Actor;
using Akka.Persistence.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Tests.Sqlite;

/// <summary>A system on a SQLite file of its own, and looks into that file.</summary>
public abstract class SqliteFixture : Akka.TestKit.Xunit2.TestKit
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected SqliteFixture()
        : this(string.Empty)
    {
    }

    /// <param name="more">Settings that go before the others.</param>
    protected SqliteFixture(string more)
        : this(more, new ScratchDirectory())
    {
    }

    private SqliteFixture(string more, ScratchDirectory scratch)
        : base(Storage.Sqlite(scratch.ConnectionString, "1s") + "\n" + more) => Scratch = scratch;

    private protected ScratchDirectory Scratch { get; }

    protected override void AfterAll()
    {
        base.AfterAll();
        Scratch.Dispose();
    }

    private protected static void OnCommand(Scripted self, object message)
    {
        switch (message)
        {
            case string text:
                self.Persist(new Noted(text), e => self.Probe.Tell("stored " + e.Text));
                break;
            case long to:
                self.DeleteMessages(to);
                break;
            case Noted state:
                self.SaveSnapshot(state);
                break;
            default:
                self.Probe.Tell(message);
                break;
        }
    }

    private protected IActorRef Start(ActorSystem system, string id) =>
        system.ActorOf(Scripted.PropsFor(id, TestActor, OnCommand));

    /// <summary>Stores events and stops the actor.</summary>
    private protected void Store(string id, params string[] texts)
    {
        var actor = Watch(Start(Sys, id));
        ExpectMsg<Recovered>(Patience);
        foreach (var text in texts)
        {
            actor.Tell(text);
            ExpectMsg("stored " + text, Patience);
        }

        Sys.Stop(actor);
        ExpectTerminated(actor, Patience);
    }

    private protected SqliteConnection Open()
    {
        var connection = new SqliteConnection(Scratch.ConnectionString);
        connection.Open();
        return connection;
    }

    private protected void Execute(string sql)
    {
        using var connection = Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private protected long Scalar(string sql)
    {
        using var connection = Open();
        using var command = new SqliteCommand(sql, connection);
        return (long)command.ExecuteScalar()!;
    }
}
