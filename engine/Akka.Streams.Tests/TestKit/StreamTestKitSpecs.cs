using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Xunit.Sdk;

namespace Akka.Streams.Tests.TestKit;

/// <summary>The probes accept what is right and refuse what is not.</summary>
public class StreamTestKitSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TestException Boom = new("boom");
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private readonly ActorMaterializer _materializer;

    public StreamTestKitSpecs()
        : base("akka.loglevel = OFF")
    {
        _materializer = Sys.Materializer();
    }

    [Fact]
    public void Probes_at_both_ends_of_a_flow_see_all_that_passes()
    {
        var (source, sink) = Both();
        sink.Request(2);
        source.SendNext(1).SendNext(2);
        sink.ExpectNext(10, 20);
        source.SendNext(3);
        sink.RequestNext(30);
        source.SendNext(4).SendComplete();
        Assert.Equal(40, sink.RequestNext());
        sink.ExpectComplete();
    }

    [Fact]
    public async Task Probes_can_be_awaited()
    {
        var (source, sink) = Both();
        await sink.RequestAsync(2);
        await source.SendNextAsync(1);
        await source.SendNextAsync(2);
        Assert.Equal(10, await sink.ExpectNextAsync());
        await sink.ExpectNextAsync(20);
        await source.SendNextAsync(3);
        Assert.Equal(30, await sink.RequestNextAsync());
        await source.SendNextAsync(4);
        await sink.RequestNextAsync(40);
        await source.SendErrorAsync(Boom);
        Assert.Same(Boom, await sink.ExpectErrorAsync());
        (source, sink) = Both();
        await sink.CancelAsync();
        await source.ExpectCancellationAsync();
        (source, sink) = Both();
        await source.SendCompleteAsync();
        await sink.ExpectSubscriptionAndCompleteAsync();
        (source, sink) = Both();
        await source.SendErrorAsync(Boom);
        Assert.Same(Boom, await sink.ExpectSubscriptionAndErrorAsync());
    }

    [Fact]
    public void An_expectation_that_is_not_met_fails_the_test()
    {
        var sink = Source.From([1, 2, 3, 4]).RunWith(this.SinkProbe<int>(), _materializer).Request(4);
        Refuses(() => sink.ExpectNext(9));
        Refuses(() => sink.ExpectNext<int>(x => x > 5));
        Refuses(() => sink.ExpectComplete());
        Refuses(() => sink.ExpectNextUnordered(8, 9));
        sink.ExpectComplete();
        Refuses(() => sink.ExpectNext(Moment));
        sink = Source.From([1, 2]).RunWith(this.SinkProbe<int>(), _materializer).Request(1);
        Refuses(() => sink.ExpectNoMsg());
        Refuses(() => sink.ExpectComplete(Moment));
        Refuses(() => sink.Request(1).ExpectNextWithinSet([7, 8]));
        Refuses(() => sink.ExpectError());
    }

    [Fact]
    public void Elements_can_be_expected_in_many_ways()
    {
        var sink = Source.From(Enumerable.Range(1, 15)).RunWith(this.SinkProbe<int>(), _materializer).Request(100);
        sink.ExpectNext(1, 2).ExpectNext(3, TimeSpan.FromSeconds(3)).ExpectNextN([4, 5]);
        Assert.Equal([6, 7], sink.ExpectNextN(2));
        sink.ExpectNextUnordered(9, 8).MatchNext<int>(x => x == 10);
        var set = new HashSet<int> { 11, 12 };
        sink.ExpectNextWithinSet(set).ExpectNextWithinSet(set);
        Assert.Empty(set);
        Assert.Equal(13, sink.ExpectNext<int>(x => x > 12));
        sink.ExpectEvent(new TestSubscriber.OnNext<int>(14));
        Assert.Equal(15, sink.ExpectEvent(e => ((TestSubscriber.OnNext<int>)e).Element));
        Assert.IsType<TestSubscriber.OnComplete>(sink.ExpectEvent());
    }

    [Fact]
    public void The_next_element_or_the_end_whichever_comes()
    {
        var sink = Source.Single(1).Concat(Source.Empty<int>()).RunWith(this.SinkProbe<int>(), _materializer);
        sink.Request(2).ExpectNextOrComplete(1).ExpectNextOrComplete(2);
        sink = Source.Single(1).Concat(Source.Failed<int>(Boom).InitialDelay(Moment))
            .RunWith(this.SinkProbe<int>(), _materializer).Request(2);
        Assert.NotNull(sink.ExpectNextOrError());
        sink = Source.Failed<int>(Boom).RunWith(this.SinkProbe<int>(), _materializer).EnsureSubscription();
        sink.ExpectNextOrError(1, Boom);
        sink = Source.Empty<int>().RunWith(this.SinkProbe<int>(), _materializer).EnsureSubscription();
        Refuses(() => sink.ExpectNextOrError());
    }

    [Fact]
    public async Task What_comes_can_be_collected()
    {
        var numbers = Source.From(Enumerable.Range(1, 5));
        var sink = numbers.RunWith(this.SinkProbe<int>(), _materializer);
        Assert.Equal([1, 2, 3, 4, 5], sink.ToStrict(RemainingOrDefault));
        sink = numbers.RunWith(this.SinkProbe<int>(), _materializer).Request(5);
        Assert.Equal(
            [1, 2, 3], sink.ReceiveWhile(filter: m => m is TestSubscriber.OnNext<int> n ? n.Element : 0, msgs: 3));
        Assert.Equal([4, 5], sink.ReceiveWithin<int>(TimeSpan.FromSeconds(1), 2));
        sink = numbers.RunWith(this.SinkProbe<int>(), _materializer).Request(5);
        Assert.Equal([1, 2, 3, 4, 5], sink.ReceiveWhile<int>());
        sink = numbers.RunWith(this.SinkProbe<int>(), _materializer).Request(5);
        var all = new List<int>();
        await foreach (var element in sink.ExpectNextNAsync(5))
        {
            all.Add(element);
        }

        Assert.Equal([1, 2, 3, 4, 5], all);
        sink = Source.Failed<int>(Boom).RunWith(this.SinkProbe<int>(), _materializer);
        Refuses(() => sink.ToStrict(RemainingOrDefault));
    }

    [Fact]
    public void A_publisher_probe_counts_what_is_pending_and_waits_when_nothing_is()
    {
        var (source, sink) = Both();
        Assert.Equal(16, source.ExpectRequest());
        source.SendNext(1);
        Assert.Equal(15, source.Pending);
        sink.Request(8);
        for (var i = 2; i <= 8; i++)
        {
            source.SendNext(i);
        }

        sink.ExpectNextN(8);
        Assert.Equal(8, source.ExpectRequest());
        Assert.Equal(16, source.Pending);
        Refuses(() => source.ExpectEvent());
    }

    [Fact]
    public void All_stages_stop_or_the_test_fails()
    {
        this.AssertAllStagesStopped(() => Source.Single(1).RunWith(Sink.Ignore<int>(), _materializer), _materializer);
        var name = Assert.ThrowsAny<XunitException>(() => this.AssertAllStagesStopped(
            () => { Source.Never<int>().Named("lingering").RunWith(Sink.Ignore<int>(), _materializer); },
            _materializer,
            TimeSpan.FromMilliseconds(200))).Message;
        Assert.Contains("StreamSupervisor", name, StringComparison.Ordinal);
        Assert.Equal(5, this.AssertAllStagesStopped(() => 5, _materializer));
        Assert.Throws<ArgumentException>(() => this.AssertAllStagesStopped(() => 5, null!));
    }

    [Fact]
    public async Task All_stages_stop_in_their_time()
    {
        await this.AssertAllStagesStoppedAsync(
            () => Source.Single(1).RunWith(Sink.Ignore<int>(), _materializer), _materializer);
        await Assert.ThrowsAnyAsync<XunitException>(() => this.AssertAllStagesStoppedAsync(
            () =>
            {
                Source.Never<int>().RunWith(Sink.Ignore<int>(), _materializer);
                return Task.CompletedTask;
            },
            _materializer,
            TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public void Sub_streams_can_be_probed_one_by_one()
    {
        var groups = Source.From([1, 2, 1]).GroupBy(2, x => x).To(Sink.ForEach<int>(x => TestActor.Tell(x, TestActor)));
        groups.Run(_materializer);
        Assert.Equal([1, 1, 2], ReceiveN(3).Cast<int>().Order());
    }

    private static void Refuses(Func<object?> expectation) => Assert.ThrowsAny<XunitException>(() => expectation());

    private (TestPublisher.Probe<int>, TestSubscriber.Probe<int>) Both() => this.SourceProbe<int>()
        .Select(x => x * 10).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(_materializer);
}
