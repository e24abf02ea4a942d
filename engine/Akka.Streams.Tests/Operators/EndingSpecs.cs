using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;
using Akka.Util;

namespace Akka.Streams.Tests.Operators;

public class EndingSpecs : StreamSpec
{
    private static readonly InvalidOperationException Boom = new("boom");

    private static Source<int, NotUsed> TwoThenBoom => ThenFail(Boom, 1, 2);

    [Fact]
    public async Task Recover_gives_one_last_element_or_lets_it_fail()
    {
        Assert.Equal([1, 2, 9], await AllOf(TwoThenBoom.Recover(_ => 9)));
        Assert.Same(Boom, await ErrorOf(TwoThenBoom.Recover(_ => Option<int>.None)));
    }

    [Fact]
    public async Task Recover_with_switches_sources_as_often_as_told()
    {
        Assert.Equal([1, 2, 1, 2, 7], await AllOf(Switching(2)));
        Assert.Same(Boom, await ErrorOf(Switching(1)));
        Assert.Same(Boom, await ErrorOf(Switching(0)));
        Assert.Equal([1, 2, 1, 2, 7], await AllOf(Switching(-1)));
        Assert.Same(Boom, await ErrorOf(TwoThenBoom.RecoverWithRetries(_ => null, -1)));

        static Source<int, NotUsed> Switching(int attempts)
        {
            var calls = 0;
            return TwoThenBoom.RecoverWithRetries(
                _ => ++calls == 1 ? TwoThenBoom : Source.Single(7), attempts);
        }
    }

    [Fact]
    public async Task Recover_with_passes_demand_and_cancellation_on_to_the_new_source()
    {
        HandSource<int>.Hand? inner = null;
        var replacement = Source.FromGraph(new HandSource<int>()).MapMaterializedValue(h =>
        {
            inner = h;
            return NotUsed.Instance;
        });
        var sink = Source.Failed<int>(Boom).RecoverWithRetries(_ => replacement, 1)
            .RunWith(Sink.FromGraph(new HandSink<int>()), Materializer);
        await Eventually(() => Volatile.Read(ref inner) is not null, "switched");
        sink.Request();
        await Eventually(() => inner!.Pulls == 1, "demand arrives");
        inner!.Push(5);
        Assert.Equal(5, await sink.Next());
        sink.Cancel(Boom);
        Assert.Same(Boom, await inner.Cancelled);
    }

    [Fact]
    public async Task Select_error_changes_the_error_only()
    {
        var error = await ErrorOf(TwoThenBoom.SelectError(e => new ArgumentException("other", e)));
        Assert.Same(Boom, Assert.IsType<ArgumentException>(error).InnerException);
        Assert.Equal([1], await AllOf(Source.Single(1).SelectError(_ => throw new InvalidOperationException())));
    }

    [Fact]
    public async Task Watch_termination_tells_how_a_stream_ended()
    {
        var flow = Flow.Create<int>().WatchTermination((_, ended) => ended);
        var (ended, _) = Run(Source.Single(1), Sink.Ignore<int>());
        Assert.Same(Done.Instance, await ended.WaitAsync(Patience));
        (ended, _) = Run(Source.Failed<int>(Boom), Sink.Ignore<int>());
        Assert.Same(Boom, await Assert.ThrowsAsync<InvalidOperationException>(() => ended.WaitAsync(Patience)));
        (ended, _) = Run(Source.Never<int>(), Sink.Cancelled<int>());
        Assert.Same(Done.Instance, await ended.WaitAsync(Patience));

        (Task<Done> Ended, TMat Sink) Run<TMat>(Source<int, NotUsed> source, Sink<int, TMat> sink) =>
            source.ViaMaterialized(flow, Keep.Right).ToMaterialized(sink, Keep.Both).Run(Materializer);
    }

    [Fact]
    public async Task A_unique_switch_ends_its_stream()
    {
        var (source, killer, sink) = Switched();
        killer.Shutdown();
        await sink.ExpectComplete();
        await source.Cancelled;
        (source, killer, sink) = Switched();
        killer.Abort(Boom);
        Assert.Same(Boom, await sink.ExpectError());
        Assert.Same(Boom, await source.Cancelled);
        killer.Shutdown();
    }

    [Fact]
    public async Task A_shared_switch_ends_all_its_streams_and_those_that_come_later()
    {
        var killer = KillSwitches.Shared("all");
        var flow = killer.Flow<int>();
        var first = Source.Never<int>().Via(flow).RunWith(Sink.Ignore<int>(), Materializer);
        var second = Source.Never<int>().Via(flow).RunWith(Sink.Ignore<int>(), Materializer);
        Assert.False(first.IsCompleted);
        killer.Shutdown();
        await Task.WhenAll(first, second).WaitAsync(Patience);
        killer.Abort(Boom);
        Assert.Empty(await AllOf(Source.Never<int>().Via(flow)));
    }

    [Fact]
    public async Task A_token_ends_a_stream_gracefully_or_not()
    {
        using var token = new CancellationTokenSource();
        var graceful = Source.Never<int>().Via(token.Token.AsFlow<int>(cancelGracefully: true))
            .RunWith(Sink.Ignore<int>(), Materializer);
        var harsh = Source.Never<int>().Via(token.Token.AsFlow<int>()).RunWith(Sink.Ignore<int>(), Materializer);
        await token.CancelAsync();
        await graceful.WaitAsync(Patience);
        await Assert.ThrowsAsync<OperationCanceledException>(() => harsh.WaitAsync(Patience));
    }

    private (HandSource<int>.Hand Source, UniqueKillSwitch Killer, HandSink<int>.Hand Sink) Switched()
    {
        var ((source, killer), sink) = Source.FromGraph(new HandSource<int>())
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Both)
            .ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both).Run(Materializer);
        return (source, killer, sink);
    }
}
