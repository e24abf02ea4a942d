using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>
/// A sink whose materialized value is a source that can be run any number of times: each of these consumers gets all
/// elements from its start on, at the pace of the slowest. Without consumers the hub fills its buffer and then holds
/// upstream back. The consumers complete and fail with upstream, those that come later at once.
/// </summary>
public class BroadcastHub
{
    private const int DefaultBufferSize = 256;
    private const int MaxBufferSize = 4096;

    /// <summary>A hub whose fastest consumer is at most 256 elements ahead of the slowest.</summary>
    public static Sink<T, Source<T, NotUsed>> Sink<T>() => Sink<T>(DefaultBufferSize);

    /// <summary>
    /// A hub whose fastest consumer is at most so many elements ahead of the slowest; a power of two below 4096.
    /// </summary>
    public static Sink<T, Source<T, NotUsed>> Sink<T>(int bufferSize)
    {
        Checked.Positive(bufferSize);
        if (bufferSize >= MaxBufferSize)
        {
            throw new ArgumentException(
                $"Buffer size larger than {MaxBufferSize - 1} is not allowed", nameof(bufferSize));
        }

        if ((bufferSize & (bufferSize - 1)) != 0)
        {
            throw new ArgumentException("Buffer size must be a power of two", nameof(bufferSize));
        }

        return Dsl.Sink.FromGraph(new BroadcastHubSink<T>(bufferSize));
    }
}
