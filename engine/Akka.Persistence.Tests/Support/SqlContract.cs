using Akka.Actor;

namespace Akka.Persistence.Tests.Support;

/// <summary>What specs of SQL stores have in common: actors that store texts, and a look into the tables.</summary>
/// <param name="store">Belongs to the spec, and is gone with it.</param>
/// <param name="more">Settings that go before the store's.</param>
public abstract class SqlContract(SqlStore store, string more = "") : StoreContract(store, more)
{
    private protected SqlStore Sql { get; } = store;

    /// <summary>A text is stored, a number deletes up to it, a note becomes a snapshot.</summary>
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

    private protected IActorRef StartOne(string id) => Sys.ActorOf(Scripted.PropsFor(id, TestActor, OnCommand));

    /// <summary>Stores events and stops the actor.</summary>
    private protected void Keep(string id, params string[] texts)
    {
        var actor = StartOne(id);
        ExpectMsg<Recovered>(Patience);
        foreach (var text in texts)
        {
            actor.Tell(text);
            ExpectMsg("stored " + text, Patience);
        }

        Stop(actor);
    }

    /// <summary>Runs another system on the same tables, with one actor whose answers a probe gets.</summary>
    private protected async Task Elsewhere(string id, Action<IActorRef, Akka.TestKit.TestProbe> run, string config = "")
    {
        var other = ActorSystem.Create("other", Storage.Parse(Sql.Hocon + "\n" + config));
        try
        {
            var probe = CreateTestProbe();
            run(other.ActorOf(Scripted.PropsFor(id, probe.Ref, OnCommand)), probe);
        }
        finally
        {
            await other.Terminate();
        }
    }
}
