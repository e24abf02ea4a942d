using Akka.Pattern;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.TestKit;
using Reactive.Streams;

namespace Akka.Streams.Tests.TestKit;

/// <summary>Streams as publishers and subscribers, at both ends.</summary>
public class ReactiveStreamsSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TestException Boom = new("boom");
    private readonly ActorMaterializer _materializer;

    public ReactiveStreamsSpecs()
        : base("""
            akka.loglevel = OFF
            akka.stream.materializer.max-input-buffer-size = 4
            """)
    {
        _materializer = Sys.Materializer();
    }

    [Fact]
    public void A_source_asks_its_publisher_for_a_buffer_full_and_then_for_halves()
    {
        var publisher = this.CreateManualPublisherProbe<int>();
        var sink = Source.FromPublisher(publisher).RunWith(this.SinkProbe<int>(), _materializer);
        var subscription = publisher.ExpectSubscription();
        subscription.ExpectRequest(4);
        subscription.SendNext(1);
        subscription.SendNext(2);
        sink.RequestNext(1);
        publisher.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        sink.RequestNext(2);
        publisher.ExpectRequest(subscription, 2);
        subscription.SendNext(3);
        subscription.SendComplete();
        sink.RequestNext(3);
        sink.ExpectComplete();
    }

    [Fact]
    public void A_source_fails_with_its_publisher_at_once_and_cancels_it()
    {
        var publisher = this.CreatePublisherProbe<int>();
        var sink = Source.FromPublisher(publisher).RunWith(this.SinkProbe<int>(), _materializer);
        publisher.SendNext(1);
        publisher.SendError(Boom);
        Assert.Same(Boom, sink.ExpectSubscriptionAndError());
        publisher = this.CreatePublisherProbe<int>();
        sink = Source.FromPublisher(publisher).RunWith(this.SinkProbe<int>(), _materializer);
        sink.Cancel();
        publisher.ExpectCancellation();
        Assert.Equal(4, publisher.Pending);
    }

    [Fact]
    public void A_publisher_that_gives_more_than_was_asked_for_fails_the_stream()
    {
        var publisher = this.CreatePublisherProbe<int>();
        var sink = Source.FromPublisher(publisher).RunWith(this.SinkProbe<int>(), _materializer);
        for (var i = 0; i < 5; i++)
        {
            publisher.UnsafeSendNext(i);
        }

        Assert.IsType<IllegalStateException>(sink.ExpectSubscriptionAndError());
        publisher.ExpectCancellation();
    }

    [Fact]
    public void Ready_publishers_end_streams_at_once_or_when_asked()
    {
        foreach (var empty in new[] { TestPublisher.Empty<int>(), TestPublisher.LazyEmpty<int>() })
        {
            Source.FromPublisher(empty).RunWith(this.SinkProbe<int>(), _materializer).ExpectSubscriptionAndComplete();
        }

        foreach (var error in new[] { TestPublisher.Error<int>(Boom), TestPublisher.LazyError<int>(Boom) })
        {
            Assert.Same(Boom, Source.FromPublisher(error)
                .RunWith(this.SinkProbe<int>(), _materializer).ExpectSubscriptionAndError());
        }
    }

    [Fact]
    public void A_materialized_subscriber_feeds_its_source_and_takes_one_publisher_only()
    {
        var (subscriber, sink) = Source.AsSubscriber<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both)
            .Run(_materializer);
        var first = this.CreatePublisherProbe<int>();
        var second = this.CreatePublisherProbe<int>();
        first.Subscribe(subscriber);
        second.Subscribe(subscriber);
        second.ExpectCancellation();
        first.SendNext(7);
        sink.RequestNext(7);
        first.SendComplete();
        sink.ExpectComplete();
        Assert.Throws<ArgumentNullException>(() => subscriber.OnSubscribe(null!));
        Assert.Throws<ArgumentNullException>(() => subscriber.OnError(null!));
    }

    [Fact]
    public void A_publisher_that_comes_too_late_is_cancelled()
    {
        var (subscriber, sink) = Source.AsSubscriber<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both)
            .Run(_materializer);
        sink.Cancel();
        AwaitAssert(() =>
        {
            var publisher = this.CreatePublisherProbe<int>();
            publisher.Subscribe(subscriber);
            publisher.ExpectCancellation();
            Assert.Equal(0, publisher.Pending);
        });
    }

    [Fact]
    public void A_subscriber_gets_what_it_asks_for_and_no_more()
    {
        var subscriber = this.CreateManualSubscriberProbe<int>();
        var source = this.SourceProbe<int>().To(Sink.FromSubscriber(subscriber)).Run(_materializer);
        var subscription = subscriber.ExpectSubscription();
        source.SendNext(1);
        source.SendNext(2);
        subscriber.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        subscription.Request(1);
        subscriber.ExpectNext(1);
        subscriber.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        subscription.Cancel();
        source.ExpectCancellation();
    }

    [Fact]
    public void A_request_for_nothing_is_an_error()
    {
        var subscriber = this.CreateSubscriberProbe<int>();
        var source = this.SourceProbe<int>().To(Sink.FromSubscriber(subscriber)).Run(_materializer);
        subscriber.Request(0);
        Assert.IsType<ArgumentException>(subscriber.ExpectError());
        source.ExpectCancellation();
    }

    [Fact]
    public void A_stream_becomes_a_publisher_for_one()
    {
        var (source, publisher) = this.SourceProbe<int>().ToMaterialized(Sink.AsPublisher<int>(false), Keep.Both)
            .Run(_materializer);
        var subscriber = Subscribe(publisher);
        Assert.IsType<IllegalStateException>(Subscribe(publisher).ExpectSubscriptionAndError(signalDemand: false));
        source.SendNext(1);
        subscriber.RequestNext(1);
        subscriber.Request(1);
        source.SendComplete();
        subscriber.ExpectComplete();
        AwaitAssert(() => Assert.IsType<IllegalStateException>(
            Subscribe(publisher).ExpectSubscriptionAndError(signalDemand: false)));
    }

    [Fact]
    public void A_publisher_waits_for_its_subscriber_with_what_it_has()
    {
        var completed = Source.From([1, 2]).RunWith(Sink.Publisher<int>(), _materializer);
        Assert.Equal([1, 2], Subscribe(completed).ToStrict(RemainingOrDefault));
        var empty = Subscribe(Source.Empty<int>().RunWith(Sink.Publisher<int>(), _materializer));
        empty.ExpectSubscriptionAndComplete(signalDemand: false);
        var failed = Subscribe(Source.Failed<int>(Boom).RunWith(Sink.Publisher<int>(), _materializer));
        Assert.Same(Boom, failed.ExpectSubscriptionAndError(signalDemand: false));
    }

    [Fact]
    public void A_cancelled_publisher_cancels_its_stream_and_an_unlawful_request_does_too()
    {
        var (source, publisher) = this.SourceProbe<int>().ToMaterialized(Sink.Publisher<int>(), Keep.Both)
            .Run(_materializer);
        Subscribe(publisher).Cancel();
        source.ExpectCancellation();
        (source, publisher) = this.SourceProbe<int>().ToMaterialized(Sink.Publisher<int>(), Keep.Both)
            .Run(_materializer);
        var subscriber = Subscribe(publisher).Request(-1);
        Assert.IsType<ArgumentException>(subscriber.ExpectError());
        source.ExpectCancellation();
    }

    [Fact]
    public void Many_subscribers_each_get_everything_at_no_more_than_a_buffer_apart()
    {
        var (source, publisher) = this.SourceProbe<int>().ToMaterialized(Sink.AsPublisher<int>(true), Keep.Both)
            .Run(_materializer);
        var (fast, slow) = (Subscribe(publisher), Subscribe(publisher));
        slow.EnsureSubscription();
        fast.Request(10);
        for (var i = 1; i <= 6; i++)
        {
            source.SendNext(i);
        }

        fast.ExpectNext(1, 2, 3, 4).ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        slow.RequestNext(1);
        fast.ExpectNext(5).ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        fast.Cancel();
        source.SendComplete();
        Assert.Equal([2, 3, 4, 5, 6], slow.ToStrict(RemainingOrDefault));
    }

    [Fact]
    public void The_stream_of_many_subscribers_is_cancelled_with_the_last_and_fails_all()
    {
        var (source, publisher) = this.SourceProbe<int>().ToMaterialized(Sink.FanoutPublisher<int>(), Keep.Both)
            .Run(_materializer);
        var (one, two) = (Subscribe(publisher), Subscribe(publisher));
        one.Cancel();
        source.SendNext(5);
        two.RequestNext(5);
        two.Cancel();
        source.ExpectCancellation();
        (source, publisher) = this.SourceProbe<int>().ToMaterialized(Sink.FanoutPublisher<int>(), Keep.Both)
            .Run(_materializer);
        (one, two) = (Subscribe(publisher).EnsureSubscription(), Subscribe(publisher).EnsureSubscription());
        source.SendError(Boom);
        Assert.Same(Boom, one.ExpectError());
        Assert.Same(Boom, two.ExpectError());
    }

    [Fact]
    public void A_publisher_that_nobody_subscribes_to_in_time_is_given_up()
    {
        var hasty = Sys.Materializer(ActorMaterializerSettings.Create(Sys).WithSubscriptionTimeoutSettings(
            new StreamSubscriptionTimeoutSettings(
                StreamSubscriptionTimeoutTerminationMode.CancelTermination, TimeSpan.FromMilliseconds(20))));
        var (ended, publisher) = Source.Never<int>().WatchTermination(Keep.Right)
            .ToMaterialized(Sink.Publisher<int>(), Keep.Both).Run(hasty);
        var error = Assert.Throws<AggregateException>(() => ended.Wait(RemainingOrDefault));
        Assert.IsType<SubscriptionTimeoutException>(error.InnerException);
        Assert.IsType<IllegalStateException>(Subscribe(publisher).ExpectSubscriptionAndError(signalDemand: false));
    }

    [Fact]
    public void The_end_of_the_materializer_is_an_error_for_subscribers_and_a_cancellation_for_publishers()
    {
        var publisher = this.CreatePublisherProbe<int>();
        var outer = Source.FromPublisher(publisher).RunWith(Sink.Publisher<int>(), _materializer);
        var subscriber = Subscribe(outer).EnsureSubscription();
        publisher.EnsureSubscription();
        _materializer.Shutdown();
        Assert.IsType<AbruptStageTerminationException>(subscriber.ExpectError());
        publisher.ExpectCancellation();
    }

    private TestSubscriber.Probe<int> Subscribe(IPublisher<int> publisher)
    {
        var probe = this.CreateSubscriberProbe<int>();
        publisher.Subscribe(probe);
        return probe;
    }
}
