using Akka.Actor;
using WhaleStack.Actors.Coins;
using WhaleStack.Actors.Composite;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Composite;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class CompositeActorSpecs : ActorKit
{
    private static readonly InstrumentId Id = InstrumentId.Parse("composite:BTCUSDT");
    private static readonly InstrumentId Other = InstrumentId.Parse("binance:BTCUSDT");

    private static readonly CompositeOptions Options = CompositeOptions.Of(
        Id, new CompositeLeg(Given.Btc), new CompositeLeg(Other));

    [Fact]
    public void Observations_are_answered_and_reach_the_coin_of_the_composite()
    {
        var composite = Start();
        composite.Tell(new CompositeCommands.Observe(Id, Observation(Given.Btc, 1, "a")), TestActor);
        ExpectMsg(new CompositeReplies.Observed(Id, Given.Btc));

        var batch = Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        Assert.Equal(Id, batch.Coin);
        Assert.Equal(["bybit/a"], Trades(batch));
    }

    [Fact]
    public void One_batch_is_under_way_and_what_happens_meanwhile_goes_in_the_next()
    {
        var composite = Start();
        composite.Tell(new CompositeCommands.Observe(Id, Observation(Given.Btc, 1, "a")), TestActor);
        Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        composite.Tell(new CompositeCommands.Observe(Id, Observation(Other, 2, "b")), TestActor);
        composite.Tell(new CompositeCommands.Observe(Id, Observation(Given.Btc, 3, "c")), TestActor);
        ReceiveN(3);
        Coins.ExpectNoMsg(Patience);

        composite.Tell(new CoinReplies.Accepted(Id, [], BookGap: false), Coins);
        var next = Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        Assert.Equal(["binance/b", "bybit/c"], Trades(next));
        Assert.Equal(Make.At(3).Time, next.Items.OfType<CoinCommands.ApplyTicker>().Single().Ticker.VenueTime);
    }

    [Fact]
    public void A_venue_that_falls_silent_is_published_also_when_nobody_is_heard()
    {
        var composite = Start();
        composite.Tell(new CompositeCommands.Observe(Id, Observation(Given.Btc, 1, "a")), TestActor);
        EventFilter.Warning(contains: "bybit:BTCUSDT has been silent").ExpectOne(
            () => composite.Tell(new CoinEvents.CoinUpdated(Given.Btc, Make.At(2), null!)));

        Assert.Equal(Given.Btc, ExpectPublished<CompositeEvents.LegSilent>().Leg);
        composite.Tell(new CompositeQueries.GetView(Id), TestActor);
        var view = (CompositeView)FishForMessage(m => m is CompositeView);
        Assert.Equal([LegCondition.Silent, LegCondition.Unheard], view.Legs.Select(leg => leg.Condition));
    }

    [Fact]
    public void A_coin_tells_its_composite_one_observation_at_a_time()
    {
        var region = CreateTestProbe("composites");
        var coin = ActorOf(CoinActor.PropsFor(
            Given.Btc, Given.Options.Coin, Mediator, NoMarketArchive.Instance, new CompositeRef(region, Id)));
        coin.Tell(Batch("a"), TestActor);
        Assert.Equal("a", region.ExpectMsg<CompositeCommands.Observe>().Observation.Trades.Single().TradeId.ToString());
        coin.Tell(Batch("b"), TestActor);
        coin.Tell(Batch("c"), TestActor);
        region.ExpectNoMsg(Patience);

        coin.Tell(new CompositeReplies.Observed(Id, Given.Btc), region);
        var next = region.ExpectMsg<CompositeCommands.Observe>();
        Assert.Equal((Id, 2), (next.Coin, next.Observation.Trades.Length));
    }

    [Fact]
    public void The_history_of_its_venues_is_asked_of_their_coins_and_who_is_silent_is_named()
    {
        var composite = Start();
        var known = new ReachCounts(Given.Btc, null, null, 7, 0, 0, 0, [], [], []);
        foreach (var answering in new[] { 2, 1 })
        {
            composite.Tell(new CompositeQueries.GetReached(Id), TestActor);
            for (var leg = 0; leg < 2; leg++)
            {
                var asked = Coins.ExpectMsg<CoinQueries.GetReached>().Coin;
                if (leg < answering)
                {
                    Coins.Reply(new CoinReplies.Reached(asked, known with { Coin = asked }));
                }
            }

            var reply = ExpectMsg<CompositeReplies.Reached>();
            InstrumentId[] venues = [Given.Btc, Other];
            Assert.Equal(venues[..answering], reply.Legs.Select(counts => counts.Coin));
            Assert.Equal(venues[answering..], reply.Silent.AsEnumerable());
        }
    }

    private static CoinCommands.ApplyBatch Batch(string trade) => new(
        Given.Btc,
        [
            new CoinCommands.ApplyTrades(
                Given.Btc, [new Trade(Make.At(1).Time, TradeId.Parse(trade), Side.Buy, 100m, 1m)]),
        ]);

    private static IEnumerable<string> Trades(CoinCommands.ApplyBatch batch) =>
        batch.Items.OfType<CoinCommands.ApplyTrades>().Single().Trades.Select(trade => trade.TradeId.ToString());

    private static LegObservation Observation(InstrumentId leg, int hours, string trade) => new(
        leg,
        Make.At(hours).Time,
        [new Trade(Make.At(hours).Time, TradeId.Parse(trade), Side.Buy, 100m, 1m)],
        [],
        99m,
        1m,
        101m,
        1m,
        OpenInterestBase: 10m);

    private IActorRef Start() => ActorOf(CompositeActor.PropsFor(Options, Refs));
}
