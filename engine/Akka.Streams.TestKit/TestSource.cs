using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Stages;
using Akka.Streams.Stage;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>A source that a test works by hand.</summary>
public static class TestSource
{
    /// <summary>Materializes the probe that gives elements and sees demand and cancellation.</summary>
    public static Source<T, TestPublisher.Probe<T>> SourceProbe<T>(this TestKitBase testKit)
    {
        ArgumentNullException.ThrowIfNull(testKit);
        return Source.FromGraph(new Stage<T>(testKit));
    }

    private sealed class Stage<T>(TestKitBase testKit)
        : GraphStageWithMaterializedValue<SourceShape<T>, TestPublisher.Probe<T>>
    {
        public override SourceShape<T> Shape { get; } = new(new Outlet<T>("TestSource.out"));

        public override ILogicAndMaterializedValue<TestPublisher.Probe<T>> CreateLogicAndMaterializedValue(
            Attributes inheritedAttributes)
        {
            var probe = testKit.CreatePublisherProbe<T>();
            var logic = new SubscriberSourceLogic<T>(Shape, inheritedAttributes, probe);
            return new LogicAndMaterializedValue<TestPublisher.Probe<T>>(logic, probe);
        }
    }
}
