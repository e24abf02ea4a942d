using System.Text;
using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Journal;
using WhaleStack.Storage.Tests.Serialization;

namespace WhaleStack.Storage.Tests.Journal;

/// <summary>The whole way: actor, plugin, serializer, file, view, and back into an actor.</summary>
public sealed class JournalRoundTripSpecs : TestKit
{
    private const string ForTests = """
        akka.actor.provider = local
        akka.loggers = ["Akka.Event.DefaultLogger"]
        akka.logger-formatter = "Akka.Event.DefaultLogMessageFormatter, Akka"
        """;

    private readonly RawJournal _journal;

    public JournalRoundTripSpecs()
        : this(new RawJournal())
    {
    }

    private JournalRoundTripSpecs(RawJournal journal)
        : base(NodeConfiguration.Build(new NodeOptions(journal.Database, LogLevel.Warning, []), ForTests)) =>
        _journal = journal;

    [Fact]
    public void Every_message_finds_our_serializer()
    {
        foreach (var sample in EventSamples.All)
        {
            var serializer = Sys.Serialization.FindSerializerFor(sample);
            Assert.IsType<MessageSerializer>(serializer);
            var manifest = ((MessageSerializer)serializer).Manifest(sample);
            var back = Sys.Serialization.Deserialize(serializer.ToBinary(sample), 2001, manifest);
            Assert.Equal(Text(sample), Text(back));
        }
    }

    [Fact]
    public void What_is_journalled_is_in_the_file_the_view_and_the_next_life()
    {
        var events = EventSamples.All.Where(sample => sample is not AccountView).ToList();
        var first = Start("writer-1");
        ExpectMsg<RecoveryCompleted>();
        foreach (var sample in events)
        {
            first.Tell(sample);
            Assert.Equal(Text(sample), Text(ExpectMsg<object>()));
        }

        Stop(first);
        Start("writer-1");
        foreach (var sample in events)
        {
            Assert.Equal(Text(sample), Text(ExpectMsg<object>()));
        }

        ExpectMsg<RecoveryCompleted>();
        Assert.Equal(events.Count, new JournalStatistics(_journal.Database).Count());
        Assert.Equal(
            events.Select(sample => MessageManifests.NameOf(sample.GetType())),
            _journal.Query("SELECT type FROM journal_events WHERE persistence_id = 'writer-1' ORDER BY sequence_nr"));
        var booked = Assert.Single(new JournalStatistics(_journal.Database).ReadFills());
        Assert.Equal(EventSamples.Fill, booked.Fill);
    }

    [Fact]
    public void A_snapshot_of_an_account_comes_back()
    {
        var view = EventSamples.All.OfType<AccountView>().Single();
        var first = Start("portfolio-1");
        ExpectMsg<RecoveryCompleted>();
        first.Tell(new BroadcastEvents.MessageSent("m-1"));
        ExpectMsg<BroadcastEvents.MessageSent>();
        first.Tell(view);
        ExpectMsg<SaveSnapshotSuccess>();
        Stop(first);
        Start("portfolio-1");
        Assert.Equal(Text(view), Text(ExpectMsg<AccountView>()));
        ExpectMsg<RecoveryCompleted>();
        Assert.Equal(["portfolio.account.1"], _journal.Query("SELECT manifest FROM snapshot"));
    }

    [Fact]
    public void An_event_that_cannot_be_read_stops_its_actor_and_says_which_and_why()
    {
        var first = Start("writer-2");
        ExpectMsg<RecoveryCompleted>();
        first.Tell(new BroadcastEvents.MessageSent("m-1"));
        ExpectMsg<BroadcastEvents.MessageSent>();
        Stop(first);
        _journal.Execute("UPDATE event_journal SET payload = CAST('{\"messageId\":null}' AS BLOB)");
        var second = Watch(Start("writer-2"));
        var messages = ReceiveWhile<object>(
            TimeSpan.FromSeconds(10), m => m is Status.Failure or Terminated ? m : null, msgs: 2);
        var failure = Assert.Single(messages.OfType<Status.Failure>());
        Assert.Equal(second, Assert.Single(messages.OfType<Terminated>()).ActorRef);
        var all = failure.Cause.ToString();
        Assert.Contains("writer-2", all, StringComparison.Ordinal);
        Assert.Contains("broadcast.message-sent.1", all, StringComparison.Ordinal);
        Assert.Contains("messageId", all, StringComparison.Ordinal);
        Assert.Equal(["1"], _journal.Query("SELECT COUNT(*) FROM event_journal"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _journal.Dispose();
        }
    }

    private static string Text(object message) => Encoding.UTF8.GetString(MessageJson.Serialize(message));

    private IActorRef Start(string id) => Sys.ActorOf(Recorder.PropsFor(id, TestActor));

    private void Stop(IActorRef actor)
    {
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor);
    }
}
