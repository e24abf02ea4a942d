using Akka.Actor;
using Akka.TestKit;

namespace Akka.Tests.Actor;

/// <summary>The wait for silence, on virtual time.</summary>
public class ReceiveTimeoutSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Nearly = TimeSpan.FromSeconds(9);

    public ReceiveTimeoutSpecs()
        : base(
            """
            akka {
                loglevel = OFF
                scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
                test { single-expect-default = 60s, default-timeout = 60s }
            }
            """)
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void It_comes_after_silence_and_again_after_more()
    {
        var actor = Start();
        Scheduler.Advance(Nearly);
        ExpectNothingFrom(actor, "does not matter");
        Scheduler.Advance(Limit - Nearly);
        ExpectMsg("silence");
        ExpectNothingFrom(actor, "does not matter");
        Scheduler.Advance(Limit);
        ExpectMsg("silence");
    }

    [Fact]
    public void A_message_begins_the_wait_anew()
    {
        var actor = Start();
        Scheduler.Advance(Nearly);
        Ping(actor, "matters");
        Scheduler.Advance(Nearly);
        ExpectNothingFrom(actor, "does not matter");
        Scheduler.Advance(Limit - Nearly);
        ExpectMsg("silence");
    }

    [Fact]
    public void A_message_that_is_marked_does_not()
    {
        var actor = Start();
        Scheduler.Advance(Nearly);
        ExpectNothingFrom(actor, "does not matter");
        Scheduler.Advance(Limit - Nearly);
        ExpectMsg("silence");
    }

    [Fact]
    public void It_ends_when_it_is_set_to_null_and_can_be_set_again()
    {
        var actor = Start();
        Ping(actor, "off");
        Scheduler.Advance(Limit * 3);
        ExpectNothingFrom(actor, "matters");
        Ping(actor, "on");
        Scheduler.Advance(Limit);
        ExpectMsg("silence");
    }

    [Fact]
    public void It_does_not_come_during_an_asynchronous_handler_and_begins_with_its_end()
    {
        var actor = Start();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Tell(gate);
        ExpectMsg("waiting");
        Scheduler.Advance(Limit * 3);
        gate.SetResult();
        ExpectMsg("waited");
        Ping(actor, "does not matter");
        Scheduler.Advance(Nearly);
        ExpectNothingFrom(actor, "does not matter");
        Scheduler.Advance(Limit - Nearly);
        ExpectMsg("silence");
    }

    [Fact]
    public void It_begins_anew_with_a_new_instance()
    {
        var actor = Start();
        Scheduler.Advance(Nearly);
        actor.Tell(new InvalidOperationException("restart"));
        Ping(actor, "does not matter");
        Scheduler.Advance(Nearly);
        ExpectNothingFrom(actor, "does not matter");
        Scheduler.Advance(Limit - Nearly);
        ExpectMsg("silence");
    }

    [Fact]
    public void It_does_not_outlive_its_actor()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));
        var actor = Start();
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Scheduler.Advance(Limit * 3);
        actor.Tell("mark");
        Assert.Equal("mark", ExpectMsg<Akka.Event.DeadLetter>().Message);
    }

    private IActorRef Start()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Patient(TestActor)));
        Ping(actor, "does not matter");
        return actor;
    }

    // The answer comes after whatever came before, hence nothing did.
    private void ExpectNothingFrom(IActorRef actor, string word) => Ping(actor, word);

    private void Ping(IActorRef actor, string word)
    {
        actor.Tell(word == "does not matter" ? new Quietly(word) : word);
        ExpectMsg(word);

        // Once this is answered, the handling of the one before has ended, and with it the wait was begun.
        actor.Tell(new Quietly("done"));
        ExpectMsg("done");
    }

    private sealed record Quietly(string Word) : INotInfluenceReceiveTimeout;

    private sealed class Patient : ReceiveActor
    {
        public Patient(IActorRef to)
        {
            SetReceiveTimeout(Limit);
            Receive<ReceiveTimeout>(_ => to.Tell("silence"));
            Receive<Quietly>(q => to.Tell(q.Word));
            Receive<Exception>((Action<Exception>)(e => throw e));
            ReceiveAsync<TaskCompletionSource>(async gate =>
            {
                to.Tell("waiting");
                await gate.Task;
                to.Tell("waited");
            });
            Receive<string>(word =>
            {
                if (word is "on" or "off")
                {
                    SetReceiveTimeout(word == "on" ? Limit : null);
                }

                to.Tell(word);
            });
        }
    }
}
