using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Debug = Akka.Event.Debug;

namespace Akka.Tests.Event;

/// <summary>What the settings under <c>akka.actor.debug</c> make the system say.</summary>
public class DebugLoggingSpecs : Akka.TestKit.Xunit2.TestKit
{
    public DebugLoggingSpecs()
        : base(
            """
            akka.loglevel = DEBUG
            akka.actor.debug { receive = on, autoreceive = on, lifecycle = on, event-stream = on, unhandled = on }
            """)
    {
    }

    [Fact]
    public void Actors_that_ask_for_it_log_what_they_receive()
    {
        var talker = Sys.ActorOf(Props.Create(() => new Talker()), "talker");
        EventFilter.Debug(start: "received handled message 1", source: "/user/talker").ExpectOne(() => talker.Tell(1));
        EventFilter.Debug(start: "received unhandled message 2.5").ExpectOne(() => talker.Tell(2.5));
        var quiet = Sys.ActorOf(Props.Create(() => new Quiet()), "quiet");
        string[] starts = ["received handled", "received unhandled", "quiet has it"];
        IgnoreMessages<Debug>(d => !starts.Any(s => d.Message.ToString()!.StartsWith(s, StringComparison.Ordinal)));
        Sys.EventStream.Subscribe(TestActor, typeof(Debug));
        quiet.Tell(1);
        ExpectMsg<Debug>(d => d.Message.ToString() == "quiet has it");
        talker.Tell(3);
        var entry = ExpectMsg<Debug>();
        Assert.Equal($"received handled message 3 from {TestActor.Path}", entry.Message);
        Assert.Equal(typeof(Talker), entry.LogClass);
    }

    [Fact]
    public void Automatic_messages_changes_of_subscriptions_and_unhandled_messages_are_logged()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Quiet()), "quiet");
        EventFilter.Debug(start: "received AutoReceiveMessage").ExpectOne(() => actor.Tell(new Identify(1)));
        EventFilter.Debug(start: "subscribing").ExpectOne(() => Sys.EventStream.Subscribe(actor, typeof(string)));
        EventFilter.Debug(start: "unsubscribing").ExpectOne(() => Sys.EventStream.Unsubscribe(actor, typeof(string)));
        EventFilter.Debug(contains: "nhandled message from").ExpectOne(() => actor.Tell(2.5));
    }

    [Fact]
    public void The_life_of_an_actor_is_logged()
    {
        IActorRef actor = Nobody.Instance;
        EventFilter.Debug(start: "Started", source: "/user/short").ExpectOne(
            () => actor = Sys.ActorOf(Props.Create(() => new Quiet()), "short"));
        EventFilter.Debug(start: "Stopped", source: "/user/short").ExpectOne(() => Sys.Stop(actor));
    }

    private sealed class Talker : ReceiveActor, ILogReceive
    {
        public Talker()
        {
            Receive<int>(_ => { });
        }
    }

    private sealed class Quiet : ReceiveActor
    {
        public Quiet()
        {
            Receive<int>(_ => Context.GetLogger().Debug("quiet has it"));
        }
    }
}

/// <summary>Dead letters as events and in the log.</summary>
public class DeadLetterLoggingSpecs : Akka.TestKit.Xunit2.TestKit
{
    public DeadLetterLoggingSpecs()
        : base(
            """
            akka.log-dead-letters = 3
            akka.log-dead-letters-suspend-duration = infinite
            akka.loggers = ["Akka.Event.TraceLogger, Akka"]
            """)
    {
    }

    [Fact]
    public void As_many_are_logged_as_the_setting_says()
    {
        AwaitListener();
        Sys.EventStream.Subscribe(TestActor, typeof(Info));
        for (var i = 0; i < 6; i++)
        {
            Sys.DeadLetters.Tell($"lost {i}");
        }

        string[] expected = ["[1] dead", "[2] dead", "[3] dead"];
        foreach (var part in expected)
        {
            ExpectMsg<Info>(i => i.Message.ToString()!.Contains(part, StringComparison.Ordinal));
        }

        AwaitListener();
        Assert.False(HasMessages);
    }

    [Fact]
    public void Each_kind_of_lost_message_is_an_event_of_its_own()
    {
        var all = CreateTestProbe();
        Sys.EventStream.Subscribe(all.Ref, typeof(AllDeadLetters));
        Sys.DeadLetters.Tell("plain", TestActor);
        var letter = all.ExpectMsg<DeadLetter>();
        Assert.Equal(("plain", TestActor, Sys.DeadLetters), (letter.Message, letter.Sender, letter.Recipient));
        Sys.DeadLetters.Tell(new Unimportant(), TestActor);
        Assert.IsType<Unimportant>(all.ExpectMsg<SuppressedDeadLetter>().Message);
        Sys.EventStream.Publish(new Dropped("full", "the queue is full", TestActor));
        Assert.Equal("the queue is full", all.ExpectMsg<Dropped>().Reason);
        var deaf = Sys.ActorOf(Props.Create(() => new Akka.TestKit.TestActors.UnhandledMessageActor()));
        deaf.Tell("unheard", TestActor);
        Assert.Equal(deaf, all.ExpectMsg<UnhandledMessage>().Recipient);
    }

    [Fact]
    public void A_trace_logger_writes_to_the_listeners_of_the_process()
    {
        var listener = new Listener();
        Trace.Listeners.Add(listener);
        try
        {
            Sys.Log.Warning("for the trace {0}", listener.Id);
            AwaitCondition(() => listener.HasSeen);
        }
        finally
        {
            Trace.Listeners.Remove(listener);
        }
    }

    // It answers when it has started, and when it has seen all that came before.
    private void AwaitListener()
    {
        Sys.ActorSelection("/system/deadLetterListener").Tell(new Identify("seen"), TestActor);
        ExpectMsg<ActorIdentity>(i => Equals(i.MessageId, "seen"));
    }

    private sealed class Unimportant : IDeadLetterSuppression
    {
    }

    private sealed class Listener : TraceListener
    {
        private volatile bool _hasSeen;

        public Guid Id { get; } = Guid.NewGuid();

        public bool HasSeen => _hasSeen;

        public override void Write(string? message)
        {
        }

        public override void WriteLine(string? message) =>
            _hasSeen |= message?.Contains($"for the trace {Id}", StringComparison.Ordinal) == true;
    }
}
