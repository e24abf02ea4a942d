using Akka.Actor;
using Akka.Event;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

public sealed class CommandStashSpecs() : Akka.TestKit.Xunit2.TestKit("""
    akka.persistence.journal.plugin = "mute-journal"
    akka.persistence.snapshot-store.plugin = ""
    akka.test.single-expect-default = 10s
    mute-journal.class = "Akka.Persistence.Tests.Support.MuteJournal, Akka.Persistence.Tests"
    """)
{
    [Fact]
    public void A_full_stash_can_send_commands_to_the_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Start(DiscardToDeadLetterStrategy.Instance);

        Overflow(actor);

        Assert.Equal("4", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void A_full_stash_can_answer_the_sender()
    {
        var actor = Start(new ReplyToStrategy("busy"));

        Overflow(actor);

        ExpectMsg("busy");
    }

    [Fact]
    public void A_full_stash_fails_the_actor_by_default()
    {
        var actor = Start(ThrowOverflowExceptionStrategy.Instance);

        Overflow(actor);

        ExpectMsg("failed with StashOverflowException");
    }

    [Fact]
    public void The_default_strategy_comes_from_the_configuration() => Assert.Same(
        ThrowOverflowExceptionStrategy.Instance,
        Persistence.Instance.Apply(Sys).DefaultInternalStashOverflowStrategy);

    /// <summary>One is being handled, two wait, the fourth does not fit.</summary>
    private void Overflow(IActorRef actor)
    {
        foreach (var command in new[] { "1", "2", "3", "4" })
        {
            actor.Tell(command, TestActor);
        }
    }

    private IActorRef Start(IStashOverflowStrategy strategy)
    {
        var actor = Sys.ActorOf(
            Props.Create(() => new Small(strategy, TestActor)).WithStashCapacity(2));
        ExpectMsg("ready");
        return actor;
    }

    /// <summary>After its first command all others wait, since the journal never answers.</summary>
    private sealed class Small : UntypedPersistentActor
    {
        private readonly IActorRef _probe;

        public Small(IStashOverflowStrategy strategy, IActorRef probe)
        {
            InternalStashOverflowStrategy = strategy;
            _probe = probe;
        }

        public override string PersistenceId => "small";

        public override IStashOverflowStrategy InternalStashOverflowStrategy { get; }

        protected override void OnCommand(object message) => Persist(new Noted((string)message), _ => { });

        protected override void OnRecover(object message) => _probe.Tell("ready");

        protected override void PreRestart(Exception reason, object message) =>
            _probe.Tell("failed with " + reason.GetType().Name);
    }
}
