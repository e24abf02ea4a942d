using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Stages;
using Akka.Streams.Stage;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>A sink that a test works by hand.</summary>
public static class TestSink
{
    /// <summary>Materializes the probe that asks for elements and sees what comes.</summary>
    public static Sink<T, TestSubscriber.Probe<T>> SinkProbe<T>(this TestKitBase testKit)
    {
        ArgumentNullException.ThrowIfNull(testKit);
        return Sink.FromGraph(new Stage<T>(testKit));
    }

    private sealed class Stage<T>(TestKitBase testKit)
        : GraphStageWithMaterializedValue<SinkShape<T>, TestSubscriber.Probe<T>>
    {
        public override SinkShape<T> Shape { get; } = new(new Inlet<T>("TestSink.in"));

        public override ILogicAndMaterializedValue<TestSubscriber.Probe<T>> CreateLogicAndMaterializedValue(
            Attributes inheritedAttributes)
        {
            var probe = testKit.CreateSubscriberProbe<T>();
            var logic = new SubscriberSinkLogic<T>(Shape, probe);
            return new LogicAndMaterializedValue<TestSubscriber.Probe<T>>(logic, probe);
        }
    }
}
