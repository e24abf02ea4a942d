using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using WhaleStack.Actors.Ranking;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Publishing;
using WhaleStack.Domain.Ranking;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class RankingActorSpecs : ActorKit
{
    private static readonly InstrumentId Eth = InstrumentId.Parse("bybit:ETHUSDT");
    private static readonly DateTimeOffset Noon = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly ListOfRankings _kept = new();
    private readonly NewsOfRankings _outside = new();

    [Fact]
    public void The_first_live_watermark_of_each_hour_is_ranked_once_all_coins_have_spoken()
    {
        var ranking = Start();
        Assert.Equal(Topics.Coins, ((Subscribe)Mediator.FishForMessage(m => m is Subscribe)).Topic);
        ranking.Tell(Updated(Given.Btc, 0, 0.02, StepPhase.History));
        ranking.Tell(Updated(Given.Btc, 1, 0.01));
        ranking.Tell(Updated(Eth, 1, 0.03));
        ranking.Tell(Updated(Given.Btc, 2, 0.09));
        ranking.Tell(Updated(Eth, 2, 0.03));
        ranking.Tell(Updated(Given.Btc, 61, 0.05));
        ranking.Tell(Updated(Eth, 61, 0.03));
        AwaitAssert(() => Assert.Equal(2, _kept.Reports.Count));

        Assert.Equal([Noon.AddMinutes(1), Noon.AddMinutes(61)], _kept.Reports.Select(report => report.Time));
        Assert.Equal([Eth, Given.Btc], _kept.Reports.First().Ranks.Select(rank => rank.Coin));
        Assert.Equal([Given.Btc, Eth], _kept.Reports.Last().Ranks.Select(rank => rank.Coin));
        Assert.All(_kept.Reports, report => Assert.True(report.Missing.IsEmpty && report.Warming.IsEmpty));
        AwaitAssert(() => Assert.Equal(4, _outside.Published.Count));
        Assert.All(_outside.Published, news => Assert.Equal("rankings", news.Channel));
        var first = Assert.IsType<RankMessage>(_outside.Published.First().Message);
        Assert.Equal(("ETHUSDT", 1, 2, "live"), (first.Symbol, first.Place, first.Of, first.Phase));
        Assert.Equal(("move", 0.03), (first.Parts.Single().Part, first.Parts.Single().Value));
    }

    [Fact]
    public void The_end_of_a_recorded_past_is_ranked_too()
    {
        var ranking = Start();
        ranking.Tell(Updated(Given.Btc, 1, 0.02, StepPhase.Flatten));
        ranking.Tell(Updated(Eth, 1, 0.03, StepPhase.Flatten));
        AwaitAssert(() => Assert.Equal(2, _outside.Published.Count));
        Assert.Equal("flatten", Assert.IsType<RankMessage>(_outside.Published.First().Message).Phase);
    }

    [Fact]
    public void Who_does_not_speak_in_time_is_named()
    {
        var ranking = Start(TimeSpan.FromMilliseconds(20));
        EventFilter.Warning(contains: "without bybit:ETHUSDT").ExpectOne(
            () => ranking.Tell(Updated(Given.Btc, 1, 0.01)));
        AwaitAssert(() => Assert.Equal([Eth], Assert.Single(_kept.Reports).Missing.AsEnumerable()));
    }

    [Fact]
    public void The_next_watermark_ends_the_wait_and_a_round_without_a_rank_is_tried_again()
    {
        var ranking = Start();
        ranking.Tell(Updated(Given.Btc, 1, null, condition: CoinCondition.Warming));
        ranking.Tell(Updated(Given.Btc, 2, 0.01));
        ranking.Tell(Updated(Eth, 2, 0.01));
        AwaitAssert(() => Assert.Equal(Noon.AddMinutes(2), Assert.Single(_kept.Reports).Time));
        Assert.Empty(_kept.Reports.Single().Missing);
    }

    private static CoinEvents.CoinUpdated Updated(
        InstrumentId coin,
        int minute,
        double? move,
        StepPhase phase = StepPhase.Live,
        CoinCondition condition = CoinCondition.Live)
    {
        var time = Noon.AddMinutes(minute);
        var view = new CoinView(coin, condition, time, 100m, 1.0, 0.0, [], 0, 1_000, "volume proxy")
        {
            Facts = new CoinFacts(
                TimeSpan.FromHours(1),
                new PriceFacts(null, null, move, null, null, null),
                new VolumeFacts(null, null, null, null),
                new FlowFacts(null, null, null, 0.0),
                new OpenInterestFacts(null, null, null),
                new FundingFacts(null, null, null, 0),
                new LiquidationFacts(0.0, 0.0, null, null),
                new SweepFacts(0.0, 0.0, null, null),
                []),
        };
        return new CoinEvents.CoinUpdated(coin, new Watermark(time, phase), view);
    }

    private IActorRef Start(TimeSpan? patience = null)
    {
        var setup = new RankingSetup(
            [Given.Btc, Eth], new RankingOptions(0, 0, 1, 0, 0, 0, 0, 0, 0, 0), _kept, _outside);
        return ActorOf(RankingActor.PropsFor(
            setup with { Patience = patience ?? TimeSpan.FromMinutes(1) }, Mediator));
    }

    private sealed class ListOfRankings : IRankingStore
    {
        public ConcurrentQueue<RankingReport> Reports { get; } = new();

        public void Keep(RankingReport report) => Reports.Enqueue(report);
    }

    private sealed class NewsOfRankings : ISignalPublisher
    {
        public ConcurrentQueue<Publication> Published { get; } = new();

        public PublisherStatus Status { get; } = new(PublisherState.InProcess, "a test");

        public IDisposable Watch(Action<PublisherStatus> onChange) => throw new NotSupportedException();

        public void Publish(Publication publication) => Published.Enqueue(publication);

        public Task<string?> ReadLastAsync(string channel, InstrumentId coin, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
