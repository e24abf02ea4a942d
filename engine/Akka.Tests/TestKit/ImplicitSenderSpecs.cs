using Akka.Actor;

namespace Akka.Tests.TestKit;

/// <summary>Who the sender is when a test names none.</summary>
public class ImplicitSenderSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly ExecutionContext Outside = CaptureOutside();

    [Fact]
    public async Task The_test_actor_is_the_sender_before_and_behind_an_await()
    {
        Assert.Equal(TestActor, ActorCell.GetCurrentSelfOrNoSender());
        await Task.Yield();
        Assert.Equal(TestActor, ActorCell.GetCurrentSelfOrNoSender());
        await Task.Delay(TimeSpan.FromMilliseconds(1)).ConfigureAwait(false);
        Assert.Equal(TestActor, ActorCell.GetCurrentSelfOrNoSender());
    }

    [Fact]
    public void A_thread_that_the_test_gave_back_speaks_for_nobody()
    {
        IActorRef? outside = TestActor;

        ExecutionContext.Run(Outside, _ => outside = ActorCell.GetCurrentSelfOrNoSender(), null);

        Assert.Null(outside);
        Assert.Equal(TestActor, ActorCell.GetCurrentSelfOrNoSender());
    }

    [Fact]
    public void An_actor_keeps_its_own_name_when_it_runs_foreign_code()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Foreign()));

        actor.Tell("whose?");

        ExpectMsg(actor);
    }

    private sealed class Foreign : UntypedActor
    {
        protected override void OnReceive(object message) =>
            ExecutionContext.Run(Outside, _ => Sender.Tell(ActorCell.GetCurrentSelfOrNoSender()), null);
    }

    private static ExecutionContext CaptureOutside()
    {
        ExecutionContext? outside = null;
        var thread = new Thread(() => outside = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return outside!;
    }
}
