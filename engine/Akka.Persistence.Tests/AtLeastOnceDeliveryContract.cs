using Akka.Actor;
using Akka.Persistence.Tests.PostgreSql;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests;

/// <summary>Deliveries that are repeated until they are confirmed, the same on every journal.</summary>
public abstract class AtLeastOnceDeliveryContract(Store store) : StoreContract(store)
{
    // A redelivery is waited for, so it comes soon; one that must not come has an hour.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void A_confirmed_delivery_is_over()
    {
        var sender = Start("a", Soon);

        sender.Tell(new Send("x"));
        var arrived = ExpectMsg<Arrived>();
        sender.Tell(new Confirm(arrived.Id));
        FishFor(m => m is Confirmed { Was: true });
        sender.Tell("count");

        FishFor(m => m is 0);
    }

    [Fact]
    public void An_unconfirmed_delivery_is_repeated_with_its_id()
    {
        var sender = Start("a", Soon);

        sender.Tell(new Send("x"));

        Assert.Equal(new Arrived(1, "x"), ExpectMsg<Arrived>());
        Assert.Equal(new Arrived(1, "x"), ExpectMsg<Arrived>());
        Assert.Equal(new Arrived(1, "x"), ExpectMsg<Arrived>());
    }

    [Fact]
    public void After_some_attempts_the_actor_is_warned_and_goes_on()
    {
        var sender = Start("a", Soon, warnAfter: 2);

        sender.Tell(new Send("x"));

        var warning = (UnconfirmedWarning)FishFor(m => m is UnconfirmedWarning);
        Assert.Equal([new UnconfirmedDelivery(1, TestActor.Path, new Arrived(1, "x"))], warning.UnconfirmedDeliveries);
        ExpectMsg<Arrived>();
    }

    [Fact]
    public void Too_many_unconfirmed_deliveries_are_refused()
    {
        var sender = Start("a", Never, max: 2);
        sender.Tell(new Send("x"));
        sender.Tell(new Send("y"));
        ExpectMsg<Arrived>();
        ExpectMsg<Arrived>();

        sender.Tell(new Send("z"));

        var refusal = ExpectMsg<MaxUnconfirmedMessagesExceededException>();
        Assert.Contains("2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recovery_sends_what_was_not_confirmed_and_nothing_else_and_goes_on_counting()
    {
        var sender = Start("a", Never);
        foreach (var text in new[] { "x", "y", "z" })
        {
            sender.Tell(new Send(text));
            ExpectMsg<Arrived>();
        }

        sender.Tell(new Confirm(2));
        ExpectMsg<Confirmed>();
        Stop(sender);

        sender = Start("a", Never);
        Assert.Equal(new Arrived(1, "x"), ExpectMsg<Arrived>());
        Assert.Equal(new Arrived(3, "z"), ExpectMsg<Arrived>());
        sender.Tell(new Send("new"));

        Assert.Equal(new Arrived(4, "new"), ExpectMsg<Arrived>());
    }

    [Fact]
    public void The_state_survives_in_a_snapshot()
    {
        var sender = Start("a", Never);
        sender.Tell(new Send("x"));
        sender.Tell(new Send("y"));
        ExpectMsg<Arrived>();
        ExpectMsg<Arrived>();
        sender.Tell(new Confirm(1));
        ExpectMsg<Confirmed>();
        sender.Tell("snap");
        ExpectMsg<SaveSnapshotSuccess>();
        Stop(sender);

        sender = Start("a", Never);
        Assert.Equal(new Arrived(2, "y"), ExpectMsg<Arrived>());
        sender.Tell("count");

        ExpectMsg(1);
    }

    [Fact]
    public void A_selection_must_stand_for_one_actor()
    {
        var sender = Start("a", Never);

        sender.Tell(new Select("/user/*"));
        ExpectMsg<NotSupportedException>();
        sender.Tell(new Select(TestActor.Path.ToStringWithoutAddress()));

        Assert.Equal("selected", ExpectMsg<Arrived>().Text);
    }

    [Fact]
    public void Settings_of_the_system_hold_unless_the_actor_says_otherwise()
    {
        var settings = Persistence.Instance.Apply(Sys).Settings.AtLeastOnceDelivery;

        Assert.Equal(TimeSpan.FromSeconds(5), settings.RedeliverInterval);
        Assert.Equal(10_000, settings.RedeliveryBurstLimit);
        Assert.Equal(5, settings.WarnAfterNumberOfUnconfirmedAttempts);
        Assert.Equal(100_000, settings.MaxUnconfirmedMessages);
        var changed = settings.WithRedeliverInterval(Soon).WithMaxUnconfirmedMessages(7);
        Assert.Equal((Soon, 7, 10_000), (
            changed.RedeliverInterval, changed.MaxUnconfirmedMessages, changed.RedeliveryBurstLimit));
    }

    private IActorRef Start(string id, TimeSpan interval, int warnAfter = 1_000_000, int max = 100)
    {
        var probe = TestActor;
        return Sys.ActorOf(Props.Create(() => new Courier(
            id, probe, new PersistenceSettings.AtLeastOnceDeliverySettings(interval, 1_000, warnAfter, max))));
    }

    private object FishFor(Predicate<object> wanted) => FishForMessage(wanted);

    internal sealed record Send(string Text);

    internal sealed record Select(string Path);

    internal sealed record Confirmed(long Id, bool Was);

    private sealed class Courier : AtLeastOnceDeliveryReceiveActor
    {
        public Courier(string id, IActorRef probe, PersistenceSettings.AtLeastOnceDeliverySettings settings)
            : base(settings)
        {
            PersistenceId = id;
            Recover<Noted>(e => Deliver(probe.Path, nr => new Arrived(nr, e.Text)));
            Recover<Confirm>(e => ConfirmDelivery(e.Id));
            Recover<SnapshotOffer>(offer => SetDeliverySnapshot((AtLeastOnceDeliverySnapshot)offer.Snapshot));
            Command<Send>(send => Persist(new Noted(send.Text), e =>
            {
                try
                {
                    Deliver(probe.Path, nr => new Arrived(nr, e.Text));
                }
                catch (MaxUnconfirmedMessagesExceededException refusal)
                {
                    probe.Tell(refusal);
                }
            }));
            Command<Select>(select =>
            {
                try
                {
                    Deliver(Context.ActorSelection(select.Path), nr => new Arrived(nr, "selected"));
                }
                catch (NotSupportedException refusal)
                {
                    probe.Tell(refusal);
                }
            });
            Command<Confirm>(confirm => Persist(
                confirm, e => probe.Tell(new Confirmed(e.Id, ConfirmDelivery(e.Id)))));
            Command<string>(text => text == "snap", _ => SaveSnapshot(GetDeliverySnapshot()));
            Command<string>(_ => probe.Tell(UnconfirmedCount));
            CommandAny(probe.Tell);
        }

        public override string PersistenceId { get; }
    }
}

public sealed class MemoryAtLeastOnceSpecs() : AtLeastOnceDeliveryContract(new MemoryStore());

public sealed class SqliteAtLeastOnceSpecs() : AtLeastOnceDeliveryContract(new SqliteStore());

[Collection("postgresql")]
public sealed class PostgreSqlAtLeastOnceSpecs(PostgresServer server)
    : AtLeastOnceDeliveryContract(server.NewStore());
