using Akka.Util;

namespace Akka.Streams;

/// <summary>What became of an element that was offered to a queue.</summary>
public interface IQueueOfferResult
{
}

/// <summary>The possible results of an offer.</summary>
public sealed class QueueOfferResult
{
    private QueueOfferResult()
    {
    }

    /// <summary>The stream has the element.</summary>
    public sealed class Enqueued : IQueueOfferResult
    {
        public static readonly Enqueued Instance = new();

        private Enqueued()
        {
        }
    }

    /// <summary>The stream dropped the element.</summary>
    public sealed class Dropped : IQueueOfferResult
    {
        public static readonly Dropped Instance = new();

        private Dropped()
        {
        }
    }

    /// <summary>The stream failed.</summary>
    public sealed class Failure : IQueueOfferResult
    {
        public Failure(Exception cause)
        {
            Cause = cause;
        }

        public Exception Cause { get; }
    }

    /// <summary>The stream was completed.</summary>
    public sealed class QueueClosed : IQueueOfferResult
    {
        public static readonly QueueClosed Instance = new();

        private QueueClosed()
        {
        }
    }
}

/// <summary>A queue whose elements are a stream.</summary>
public interface ISourceQueue<in T>
{
    /// <summary>
    /// Offers an element. The task fails when the stream has ended, and when an earlier offer still waits for room.
    /// </summary>
    Task<IQueueOfferResult> OfferAsync(T element);

    /// <summary>Ends as the stream ends.</summary>
    Task WatchCompletionAsync();
}

/// <summary>A queue that can be ended.</summary>
public interface ISourceQueueWithComplete<in T> : ISourceQueue<T>
{
    /// <summary>Completes the stream once the buffer is empty.</summary>
    void Complete();

    /// <summary>Fails the stream at once.</summary>
    void Fail(Exception ex);

    new Task WatchCompletionAsync();
}

/// <summary>A queue that is filled by a stream.</summary>
public interface ISinkQueue<T>
{
    /// <summary>The next element; none when the stream has completed; the stream's failure when it failed.</summary>
    Task<Option<T>> PullAsync();
}
