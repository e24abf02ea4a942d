using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.TestKit;

namespace Akka.Streams.Tests.Operators;

/// <summary>What every operator does with demand, completion, failure and cancellation.</summary>
public class OperatorContractSpecs : Akka.TestKit.Xunit2.TestKit
{
    private const int Many = 40;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(30);
    private static readonly TestException Boom = new("boom");
    private readonly ActorMaterializer _materializer;

    public OperatorContractSpecs()
        : base("""
            akka.loglevel = OFF
            akka.stream.materializer.max-input-buffer-size = 4
            akka.stream.materializer.initial-input-buffer-size = 4
            """)
    {
        _materializer = Sys.Materializer();
    }

    public static TheoryData<string> All => [.. OperatorTable.Operators.Keys];

    public static TheoryData<string> BackPressured =>
        [.. OperatorTable.Operators.Where(o => o.Value.AheadMax is not null).Select(o => o.Key)];

    public static TheoryData<string> PassingFailure =>
        [.. OperatorTable.Operators.Where(o => o.Value.PassesFailure).Select(o => o.Key)];

    public static TheoryData<string> PassingCancellation =>
        [.. OperatorTable.Operators.Where(o => !o.Value.HasSide).Select(o => o.Key)];

    public static TheoryData<string> Deterministic =>
        [.. OperatorTable.Operators.Where(o => o.Value.IsDeterministic).Select(o => o.Key)];

    public static TheoryData<string> Supervised =>
        [.. OperatorTable.Operators.Where(o => o.Value.IsSupervised).Select(o => o.Key)];

    [Theory]
    [MemberData(nameof(BackPressured))]
    public void Upstream_is_not_asked_for_more_than_downstream_wants_and_the_operator_holds(string name)
    {
        var entry = OperatorTable.Operators[name];
        var (source, sink) = Run(entry.Flow);
        sink.EnsureSubscription();
        var subscription = source.ExpectSubscription();

        // The source itself takes four elements ahead of the stream.
        var asked = subscription.ExpectRequest();
        Assert.Equal(4, asked);
        var sent = 0;
        do
        {
            while (sent < asked)
            {
                subscription.SendNext(++sent);
            }

            asked += source.Probe.ReceiveOne(Moment) is TestPublisher.RequestMore more ? more.NrOfElements : 0;
        }
        while (sent < asked);

        Assert.InRange(asked, 4, 4 + entry.AheadMax!.Value);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Completion_comes_through_and_leaves_nothing_behind(string name) => this.AssertAllStagesStopped(
        () =>
        {
            var all = Source.From(Enumerable.Range(1, Many)).Via(OperatorTable.Operators[name].Flow)
                .RunWith(Sink.Seq<object>(), _materializer);
            Assert.True(all.Wait(RemainingOrDefault), $"{name} did not complete");
        },
        _materializer);

    [Theory]
    [MemberData(nameof(All))]
    public void A_stream_without_elements_ends(string name) => this.AssertAllStagesStopped(
        () =>
        {
            Source.Empty<int>().Via(OperatorTable.Operators[name].Flow).RunWith(
                Sink.OnComplete<object>(() => TestActor.Tell("end", TestActor), e => TestActor.Tell(e, TestActor)),
                _materializer);
            var end = ExpectMsg<object>();
            Assert.True(end is "end" or NoSuchElementException, $"{name}: {end}");
        },
        _materializer);

    [Theory]
    [MemberData(nameof(PassingFailure))]
    public void Failure_comes_through_and_leaves_nothing_behind(string name) => this.AssertAllStagesStopped(
        () =>
        {
            var (source, sink) = Run(OperatorTable.Operators[name].Flow);
            sink.Request(1);
            source.ExpectSubscription().SendError(Boom);
            Assert.Same(Boom, sink.FishForError());
        },
        _materializer);

    [Theory]
    [MemberData(nameof(PassingCancellation))]
    public void Cancellation_goes_up_and_leaves_nothing_behind(string name) => this.AssertAllStagesStopped(
        () =>
        {
            var (source, sink) = Run(OperatorTable.Operators[name].Flow);
            var subscription = source.ExpectSubscription();
            sink.Cancel();
            subscription.ExpectCancellation();
        },
        _materializer);

    [Theory]
    [MemberData(nameof(Deterministic))]
    public void A_boundary_changes_nothing_but_the_thread(string name)
    {
        var entry = OperatorTable.Operators[name];
        var numbers = Source.From(Enumerable.Range(1, Many));
        var fused = numbers.Via(entry.Flow).RunWith(Sink.Seq<object>(), _materializer);
        var split = numbers.Async().Via(entry.Flow).Async().Select(x => x).RunWith(Sink.Seq<object>(), _materializer);
        Assert.True(fused.Wait(RemainingOrDefault) && split.Wait(RemainingOrDefault));
        Assert.Equal(fused.Result.Select(Text), split.Result.Select(Text));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_value_of_the_left_side_is_kept(string name)
    {
        var graph = Source.Single(1).MapMaterializedValue(_ => 17).Via(OperatorTable.Operators[name].Flow)
            .To(Sink.Ignore<object>());
        Assert.Equal(17, graph.Run(_materializer));
    }

    [Theory]
    [MemberData(nameof(Supervised))]
    public void An_error_in_the_function_stops_the_stream_unless_the_decider_resumes(string name)
    {
        var flow = OperatorTable.Operators[name].Flow;
        var source = Source.From([1, OperatorTable.Bad, 3]).Via(flow);
        var error = Assert.Throws<AggregateException>(
            () => source.RunWith(Sink.Ignore<object>(), _materializer).Wait(RemainingOrDefault));
        Assert.IsType<TestException>(error.GetBaseException());
        var resumed = source.WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider))
            .RunWith(Sink.Seq<object>(), _materializer);
        Assert.True(resumed.Wait(RemainingOrDefault), name);
        var restarted = source.WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider))
            .RunWith(Sink.Seq<object>(), _materializer);
        Assert.True(restarted.Wait(RemainingOrDefault), name);
    }

    private static string Text(object element) =>
        element is IEnumerable<int> list ? string.Join('-', list) : $"{element}";

    private (TestPublisher.ManualProbe<int> Source, TestSubscriber.Probe<object> Sink) Run(
        Flow<int, object, NotUsed> flow)
    {
        var source = this.CreateManualPublisherProbe<int>();
        var sink = Source.FromPublisher(source).Via(flow).RunWith(this.SinkProbe<object>(), _materializer);
        return (source, sink);
    }
}

/// <summary>What probes are asked here and nowhere else.</summary>
internal static class ProbeQuestions
{
    /// <summary>The error that ends the stream, after what may come before it.</summary>
    public static Exception FishForError<T>(this TestSubscriber.Probe<T> probe)
    {
        while (true)
        {
            if (probe.ExpectEvent() is TestSubscriber.OnError error)
            {
                return error.Cause;
            }
        }
    }
}
