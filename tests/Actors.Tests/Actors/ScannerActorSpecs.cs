using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using WhaleStack.Actors.Scanners;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class ScannerActorSpecs : ActorKit
{
    [Fact]
    public void It_decides_when_it_has_every_coin_of_the_step()
    {
        var scanner = Start();
        scanner.Tell(new ClockCommands.AwaitCoins(Make.At(1), [Given.Btc, Given.Eth]));
        scanner.Tell(View(Given.Btc, 1, claims: true));
        scanner.Tell(View(Given.Eth, 0, claims: true));
        scanner.Tell(ClockCommands.Prepare.Instance, TestActor);
        ExpectMsg<ClockReplies.Ready>();
        Assert.False(Mediator.HasMessages);

        scanner.Tell(View(Given.Eth, 1, claims: false));

        Assert.Equal(Given.Btc, ExpectPublished<SignalEvents.SignalRaised>().Signal.Coin);
        Assert.Single(ExpectPublished<ClockCommands.SignalsComplete>().SignalIds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_run_again_repeats_its_signals_and_journals_none_twice(bool afterCrash)
    {
        var scanner = Start();
        var first = Scan(scanner, 1);
        if (afterCrash)
        {
            Crash(scanner);
            scanner = Start();
        }

        // What it sees the second time does not matter: the claim was made.
        var again = Scan(scanner, 1, claims: false);

        Assert.Equal(2, first.Length);
        Assert.Equal(first, again);
        Assert.Empty(Scan(scanner, 2));
        Crash(scanner);
        ActorOf(EventWitness.PropsFor($"scanner-{Given.Options.Scanner.Agent}", TestActor));
        var journalled = ReceiveN(2).Cast<SignalEvents.SignalRaised>().Select(r => r.Signal.SignalId);
        Assert.Equal(first, journalled);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    private static CoinEvents.CoinUpdated View(InstrumentId coin, int hour, bool claims) => new(
        coin,
        Make.At(hour),
        new CoinView(
            coin,
            CoinCondition.Live,
            Make.At(hour).Time,
            100m,
            1.0,
            0.05,
            claims ? [new ClusterView(Side.Sell, 104m, 1e6, 0.001, 0.04)] : [],
            1,
            500,
            "volume proxy"));

    /// <summary>
    /// Runs a step and returns the ids of its signals, each of which was published before the step's end.
    /// </summary>
    private string[] Scan(IActorRef scanner, int hour, bool claims = true)
    {
        scanner.Tell(View(Given.Btc, hour, claims));
        scanner.Tell(View(Given.Eth, hour, claims));
        scanner.Tell(new ClockCommands.AwaitCoins(Make.At(hour), [Given.Btc, Given.Eth]));
        var ids = new List<string>();
        while (Mediator.ExpectMsg<Publish>().Message is SignalEvents.SignalRaised raised)
        {
            ids.Add(raised.Signal.SignalId);
        }

        var complete = (ClockCommands.SignalsComplete)((Publish)Mediator.LastMessage).Message;
        Assert.Equal(Make.At(hour), complete.Watermark);
        Assert.Equal(complete.SignalIds, ids);
        return [.. ids];
    }

    private IActorRef Start()
    {
        var scanner = ActorOf(ScannerActor.PropsFor(new WhaleTargetScanner(Given.Options.Scanner), Mediator));
        AcknowledgeSubscriptions(scanner, 1);
        return scanner;
    }
}
