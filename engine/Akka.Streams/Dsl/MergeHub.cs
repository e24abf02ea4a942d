using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>
/// A source whose materialized value is a sink that can be run any number of times: what goes into these sinks comes
/// out of the source, and each keeps its own order. The source does not complete; when it ends, all its producers are
/// cancelled, and so are those that come later. A producer that fails is left out, and the others go on.
/// </summary>
public static class MergeHub
{
    private const int DefaultBufferSize = 16;

    /// <summary>A hub with room for 16 elements of each producer.</summary>
    public static Source<T, Sink<T, NotUsed>> Source<T>() => Source<T>(DefaultBufferSize);

    /// <summary>A hub with room for so many elements of each producer.</summary>
    public static Source<T, Sink<T, NotUsed>> Source<T>(int perProducerBufferSize) =>
        Dsl.Source.FromGraph(new MergeHubSource<T>(Checked.Positive(perProducerBufferSize)));

    /// <summary>The upstream of a producer has failed; the hub goes on without it.</summary>
    public sealed class ProducerFailed : Exception
    {
        public ProducerFailed(string message, Exception cause)
            : base(message, cause)
        {
        }
    }
}
