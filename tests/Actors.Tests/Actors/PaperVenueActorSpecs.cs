using Akka.Actor;
using WhaleStack.Actors.Execution;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Paper;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class PaperVenueActorSpecs : ActorKit
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_order_id_is_taken_once(bool afterCrash)
    {
        var venue = Start();
        Place(venue, "a");
        ExpectMsg<VenueReplies.OrderAccepted>();
        if (afterCrash)
        {
            Crash(venue);
            venue = Start();
        }

        Place(venue, "a");
        ExpectMsg<VenueReplies.OrderRefused>(m => Assert.Equal(RefusalKind.Duplicate, m.Kind));
        venue.Tell(PaperQueries.GetStatistics.Instance, TestActor);
        ExpectMsg<PaperQueries.Statistics>(m =>
            Assert.Equal((1L, 1L, 0L), (m.OrdersAccepted, m.OrdersRefused, m.DoubleOrders)));
    }

    [Fact]
    public void Reports_are_journalled_and_told_before_the_step_is_passed_on_and_once_only()
    {
        var venue = Start();
        Place(venue, "a");
        ExpectMsg<VenueReplies.OrderAccepted>();
        venue.Tell(new ClockCommands.Advance(Make.Step(2)));
        Execution.ExpectMsg<VenueReplies.Executed>(m => Assert.Equal(1, m.Fill.Sequence));
        Execution.ExpectMsg<VenueReplies.Advanced>(m => Assert.Equal(1, m.LastSequence));
        venue.Tell(new ClockCommands.Advance(Make.Step(2)));
        Execution.ExpectMsg<VenueReplies.Advanced>(m => Assert.Equal(1, m.LastSequence));
        Crash(venue);
        venue = Start();
        venue.Tell(new ClockCommands.Advance(Make.Step(2)));
        Execution.ExpectMsg<VenueReplies.Advanced>(m => Assert.Equal(1, m.LastSequence));

        venue.Tell(new VenueCommands.Reconcile(0), Execution);

        Execution.ExpectMsg<VenueReplies.Executed>(m => Assert.Equal(1, m.Fill.Sequence));
        Execution.ExpectMsg<VenueReplies.Reconciled>(m => Assert.Equal(1, m.LastSequence));
        venue.Tell(new VenueCommands.Reconcile(1), Execution);
        Execution.ExpectMsg<VenueReplies.Reconciled>();
    }

    [Fact]
    public void It_knows_its_orders_after_a_crash_and_no_others()
    {
        var venue = Start();
        Place(venue, "a");
        var accepted = ExpectMsg<VenueReplies.OrderAccepted>();
        Crash(venue);
        venue = Start();
        venue.Tell(new VenueCommands.QueryOrder("a"), TestActor);
        Assert.Equal(accepted, ExpectMsg<VenueReplies.OrderAccepted>());
        venue.Tell(new VenueCommands.QueryOrder("b"), TestActor);
        ExpectMsg<VenueReplies.OrderUnknown>();
    }

    private IActorRef Start() =>
        ActorOf(PaperVenueActor.PropsFor(Given.Account, Given.Options.Paper, Given.Instruments, Refs));

    private void Place(IActorRef venue, string id) =>
        venue.Tell(new VenueCommands.PlaceOrder(Make.Order(id)), TestActor);
}
