using Akka.Actor;

namespace Akka.Persistence.Tests.Support;

/// <summary>Fills a store, and starts actors whose recovery is watched.</summary>
/// <param name="store">Belongs to the spec, and is gone with it.</param>
/// <param name="more">Settings that go before the store's.</param>
public abstract class StoreContract(Store store, string more = "")
    : Akka.TestKit.Xunit2.TestKit(store.Hocon + "\n" + more)
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private protected Store Store { get; } = store;

    private protected static void Reporting(Scripted self, object message)
    {
        if (message is "nr")
        {
            self.Probe.Tell(self.LastSequenceNr);
            return;
        }

        self.Persist(new Noted((string)message), _ => self.Probe.Tell(self.LastSequenceNr));
    }

    private protected static void Delete(Scripted self, object message) =>
        Forward(self, message, s => s.DeleteMessages((long)message));

    /// <summary>A command does something; an answer goes to the probe.</summary>
    private protected static void Forward(Scripted self, object message, Action<Scripted> onCommand)
    {
        if (message is string or long)
        {
            onCommand(self);
            return;
        }

        self.Probe.Tell(message);
    }

    private protected static object[] Notes(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(n => (object)new Noted(n.ToString())).ToArray();

    private protected void FillWithSnapshotAt(int at, int count, int from = 1, int? snapshotBefore = null)
    {
        var script = new Script
        {
            OnCommand = (self, m) =>
            {
                if (m is string text)
                {
                    self.Persist(new Noted(text), e =>
                    {
                        self.Probe.Tell(e);
                        if (e.Text == at.ToString())
                        {
                            self.SaveSnapshot("state " + e.Text);
                        }
                    });
                    return;
                }

                self.Probe.Tell(m);
            },
        };
        var already = from == 1 ? [] : Notes(snapshotBefore!.Value + 1, from - 1);
        var actor = Start(script, snapshotBefore, already);
        for (var n = from; n <= count; n++)
        {
            actor.Tell(n.ToString());
        }

        var seen = ReceiveN(count - from + 2, Patience);
        Assert.Single(seen.OfType<SaveSnapshotSuccess>());
        Stop(actor);
    }

    private protected void Fill(int count, Action<Scripted, object>? then = null, Action<IActorRef>? more = null)
    {
        var actor = Start((self, m) =>
        {
            if (m is Noted note)
            {
                self.Persist(note, e => self.Probe.Tell(e));
                return;
            }

            then?.Invoke(self, m);
        });
        foreach (var note in Notes(1, count))
        {
            actor.Tell(note);
            ExpectMsg(note, Patience);
        }

        more?.Invoke(actor);
        Stop(actor);
    }

    private protected void Stop(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor, Patience);
    }

    private protected IActorRef Start(Action<Scripted, object> onCommand, params object[] expected) =>
        Start(new Script { OnCommand = onCommand }, expectSnapshot: null, expected);

    private protected IActorRef Start(Script script, int? expectSnapshot, params object[] expected)
    {
        var actor = Sys.ActorOf(Scripted.PropsFor("a", TestActor, script));
        if (expectSnapshot is { } nr)
        {
            var offer = Assert.IsType<SnapshotOffer>(ExpectMsg<Recovered>(Patience).Message);
            Assert.Equal(nr, offer.Metadata.SequenceNr);
            Assert.Equal("state " + nr, offer.Snapshot);
        }

        ExpectRecovery(expected);
        return actor;
    }

    private protected void ExpectRecovery(object[] expected)
    {
        foreach (var message in expected.Append(RecoveryCompleted.Instance))
        {
            Assert.Equal(message, ExpectMsg<Recovered>(Patience).Message);
        }
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        Store.Dispose();
    }

    private protected void Expect(params string[] messages)
    {
        foreach (var message in messages)
        {
            ExpectMsg(message, Patience);
        }
    }
}
