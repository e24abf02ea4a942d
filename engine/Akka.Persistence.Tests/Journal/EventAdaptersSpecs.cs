using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Journal;

/// <summary>Which adapter an event meets, and what it does on the way into a journal and out of it.</summary>
public sealed class EventAdaptersSpecs() : Akka.TestKit.Xunit2.TestKit(Adapted)
{
    private const string Assembly = "Akka.Persistence.Tests";

    private const string Types = "Akka.Persistence.Tests.Journal.EventAdaptersSpecs+";

    private static readonly string Adapted = Storage.Memory + $$"""

        akka.persistence.journal.inmem {
          event-adapters {
            tagger = "{{Types}}Tagger, {{Assembly}}"
            upcaster = "{{Types}}Upcaster, {{Assembly}}"
            dropper = "{{Types}}Dropper, {{Assembly}}"
            first = "{{Types}}First, {{Assembly}}"
            second = "{{Types}}Second, {{Assembly}}"
            whole = "{{Types}}Whole, {{Assembly}}"
          }
          event-adapter-bindings {
            "{{Types}}IWatched, {{Assembly}}" = tagger
            "{{Types}}Old, {{Assembly}}" = upcaster
            "{{Types}}Useless, {{Assembly}}" = [dropper]
            "{{Types}}Doubled, {{Assembly}}" = [first, second]
            "{{Types}}Special, {{Assembly}}" = whole
          }
        }
        """;

    private EventAdapters Adapters => Persistence.Instance.Apply(Sys).AdaptersFor("akka.persistence.journal.inmem");

    [Fact]
    public void A_type_without_a_binding_has_the_identity()
    {
        Assert.Same(IdentityEventAdapter.Instance, Adapters.Get<string>());
        Assert.Equal(["x"], Adapters.Get<string>().FromJournal("x", string.Empty).Events);
        Assert.Equal("x", Adapters.Get<string>().ToJournal("x"));
        Assert.Equal(string.Empty, Adapters.Get<string>().Manifest("x"));
    }

    [Fact]
    public void The_most_specific_binding_wins_whatever_the_order()
    {
        Assert.Equal("whole", Adapters.Get<Special>().Manifest(new Special("x")));
        Assert.IsType<Tagged>(Adapters.Get<Watched>().ToJournal(new Watched("x")));
    }

    [Fact]
    public void An_adapter_that_only_reads_writes_the_event_as_it_is()
    {
        var old = new Old("x");

        Assert.Same(old, Adapters.Get<Old>().ToJournal(old));
        Assert.Equal([new Noted("x1"), new Noted("x2")], Adapters.Get<Old>().FromJournal(old, string.Empty).Events);
    }

    [Fact]
    public void Several_adapters_of_one_type_are_all_applied_on_reading()
    {
        var events = Adapters.Get<Doubled>().FromJournal(new Doubled("x"), string.Empty);

        Assert.Equal(EventSequence.Create("first", "second"), events);
    }

    [Fact]
    public void Several_adapters_of_one_type_cannot_write()
    {
        var combined = new CombinedReadEventAdapter([IdentityEventAdapter.Instance, new Whole()]);

        Assert.Throws<InvalidOperationException>(() => combined.ToJournal("x"));
        Assert.Throws<InvalidOperationException>(() => combined.Manifest("x"));
    }

    [Fact]
    public void A_binding_to_an_adapter_that_is_not_there_is_refused_by_name()
    {
        var config = ConfigurationFactory.ParseString("""
            event-adapters { known = "x, y" }
            event-adapter-bindings { "System.String" = unknown }
            """);

        var refusal = Assert.Throws<ArgumentException>(
            () => EventAdapters.Create((ExtendedActorSystem)Sys, config));

        Assert.Contains("was bound to undefined event-adapter: unknown", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("known", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recovery_sees_what_the_adapters_make_of_the_events()
    {
        object[] stored = [new Old("a"), new Useless("b"), new Watched("c"), new Noted("d")];
        var script = new Script
        {
            OnCommand = (self, m) => self.Persist(m, e => self.Probe.Tell(e)),
        };
        var writer = Watch(Sys.ActorOf(Scripted.PropsFor("a", TestActor, script)));
        ExpectMsg<Recovered>();
        foreach (var e in stored)
        {
            writer.Tell(e);
            ExpectMsg(e);
        }

        Sys.Stop(writer);
        ExpectTerminated(writer);

        var reader = Sys.ActorOf(Scripted.PropsFor("a", TestActor, (self, _) => self.Probe.Tell(self.LastSequenceNr)));

        object[] seen =
            [new Noted("a1"), new Noted("a2"), new Watched("c"), new Noted("d"), RecoveryCompleted.Instance];
        foreach (var e in seen)
        {
            Assert.Equal(e, ExpectMsg<Recovered>().Message);
        }

        reader.Tell("nr");
        ExpectMsg(4L);
    }

    [Fact]
    public void A_journal_in_memory_finds_events_by_tag_and_all_in_order()
    {
        var writer = Sys.ActorOf(Scripted.PropsFor(
            "a", TestActor, (self, m) => self.Persist(m, e => self.Probe.Tell(e))));
        ExpectMsg<Recovered>();
        foreach (var e in new object[] { new Noted("a"), new Watched("b"), new Noted("c"), new Watched("d") })
        {
            writer.Tell(e);
            ExpectMsg(e);
        }

        var journal = Persistence.Instance.Apply(Sys).JournalFor(string.Empty);
        journal.Tell(new MemoryJournal.ReplayTaggedMessages(2, int.MaxValue, 10, "watched", TestActor));

        var found = ExpectMsg<MemoryJournal.ReplayedTaggedMessage>();
        Assert.Equal((new Watched("d"), 3), (found.Persistent.Payload, found.Offset));
        Assert.Equal(3, ExpectMsg<MemoryJournal.ReplayTaggedMessagesSuccess>().HighestSequenceNr);
        journal.Tell(new MemoryJournal.ReplayAllEvents(1, 2, 10, TestActor));
        Assert.Equal(1, ExpectMsg<MemoryJournal.ReplayedEvent>().Offset);
        Assert.Equal(2, ExpectMsg<MemoryJournal.ReplayedEvent>().Offset);
        ExpectMsg<MemoryJournal.EventReplaySuccess>();
        journal.Tell(new MemoryJournal.SelectCurrentPersistenceIds(0, TestActor));
        Assert.Equal(["a"], ExpectMsg<MemoryJournal.CurrentPersistenceIds>().AllPersistenceIds);
    }

    [Fact]
    public void Sequences_of_the_same_events_are_equal()
    {
        Assert.Equal(EventSequence.Empty, EventSequence.Create());
        Assert.Equal(EventSequence.Single("a"), EventSequence.Create("a"));
        Assert.NotEqual(EventSequence.Single("a"), EventSequence.Single("b"));
    }

    internal interface IWatched;

    internal sealed record Watched(string Text) : IWatched;

    internal sealed record Special(string Text) : IWatched;

    internal sealed record Old(string Text);

    internal sealed record Useless(string Text);

    internal sealed record Doubled(string Text);

    internal sealed class Tagger(ExtendedActorSystem system) : IWriteEventAdapter
    {
        public string Manifest(object evt) => system.Name;

        public object ToJournal(object evt) => new Tagged(evt, ["watched"]);
    }

    internal sealed class Upcaster : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) =>
            EventSequence.Create(new Noted(((Old)evt).Text + "1"), new Noted(((Old)evt).Text + "2"));
    }

    internal sealed class Dropper : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Empty;
    }

    internal sealed class First : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single("first");
    }

    internal sealed class Second : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single("second");
    }

    internal sealed class Whole : IEventAdapter
    {
        public string Manifest(object evt) => "whole";

        public object ToJournal(object evt) => new Tagged(evt, ImmutableHashSet<string>.Empty);

        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
    }
}
