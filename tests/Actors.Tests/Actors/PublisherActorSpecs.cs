using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using WhaleStack.Actors.Publishing;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Publishing;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class PublisherActorSpecs : ActorKit
{
    private readonly ListPublisher _outside = new();

    [Fact]
    public void It_listens_to_signals_and_coins()
    {
        Start();
        string[] topics = [NextSubscription(), NextSubscription()];
        Assert.Equal([Topics.Coins, Topics.Signals], topics.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_signal_is_handed_on_once_and_a_view_with_its_new_clusters()
    {
        var publisher = Start();
        publisher.Tell(Make.Signal(1, Given.Btc));
        publisher.Tell(Make.Signal(1, Given.Btc));
        publisher.Tell(Make.Complete(1, Make.Signal(1, Given.Btc)));
        publisher.Tell(Updated(2));
        publisher.Tell(Updated(3));
        publisher.Tell(new CoinEvents.GapFound(Given.Btc, Make.At(3).Time, Make.At(9).Time));
        AwaitAssert(() => Assert.Equal(
            ["whale_targets", "liquidation_clusters", "market_snapshots", "market_snapshots"],
            _outside.Published.Select(p => p.Channel)));
    }

    [Fact]
    public void The_outside_coming_and_going_is_published_and_logged()
    {
        EventFilter.Warning(contains: "not publishing: the cable is out").ExpectOne(() =>
        {
            Start();
            Assert.Equal(PublisherState.InProcess, ExpectPublished<PublisherEvents.StatusChanged>().Status.State);
            _outside.Show(new PublisherStatus(PublisherState.Away, "the cable is out"));
        });
        Assert.Equal(
            new PublisherStatus(PublisherState.Away, "the cable is out"),
            ExpectPublished<PublisherEvents.StatusChanged>().Status);
    }

    [Fact]
    public void An_actor_that_ended_watches_no_longer()
    {
        Crash(Start());
        Assert.False(_outside.IsWatched);
    }

    private static CoinEvents.CoinUpdated Updated(int hour) => new(
        Given.Btc,
        Make.At(hour),
        new CoinView(
            Given.Btc, CoinCondition.Live, Make.At(hour).Time, 100m, 1.0, 0.0,
            [new ClusterView(Side.Sell, 102m, 1_000, 0.01, 0.02)], 1, 100, "volume proxy"));

    private string NextSubscription() => ((Subscribe)Mediator.FishForMessage(m => m is Subscribe)).Topic;

    private IActorRef Start() => ActorOf(PublisherActor.PropsFor(_outside, Mediator));

    private sealed class ListPublisher : ISignalPublisher
    {
        private Action<PublisherStatus>? _watcher;

        public ConcurrentQueue<Publication> Published { get; } = new();

        public bool IsWatched => _watcher is not null;

        public PublisherStatus Status { get; private set; } = new(PublisherState.InProcess, "a test");

        public void Show(PublisherStatus status)
        {
            Status = status;
            _watcher?.Invoke(status);
        }

        public IDisposable Watch(Action<PublisherStatus> onChange)
        {
            _watcher = onChange;
            onChange(Status);
            return new Watching(this);
        }

        public void Publish(Publication publication) => Published.Enqueue(publication);

        public Task<string?> ReadLastAsync(string channel, InstrumentId coin, CancellationToken cancellation) =>
            Task.FromResult<string?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private sealed class Watching(ListPublisher publisher) : IDisposable
        {
            public void Dispose() => publisher._watcher = null;
        }
    }
}
