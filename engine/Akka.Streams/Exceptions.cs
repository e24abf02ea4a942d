using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams;

/// <summary>A stage was stopped before it could finish: its actor or its materializer went away.</summary>
public sealed class AbruptStageTerminationException : Exception
{
    public AbruptStageTerminationException(GraphStageLogic logic)
        : base($"GraphStage {logic} terminated abruptly, caused by for example materializer or actor system "
            + "termination.")
    {
    }
}

/// <summary>An actor of a stream was stopped before it could finish.</summary>
public class AbruptTerminationException : Exception
{
    public readonly IActorRef Actor;

    public AbruptTerminationException(IActorRef actor)
        : base($"Processor actor [{actor}] terminated abruptly")
    {
        Actor = actor;
    }
}

/// <summary>A buffer with the strategy Fail was full.</summary>
public class BufferOverflowException : Exception
{
    public BufferOverflowException(string message)
        : base(message)
    {
    }

    public BufferOverflowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A graph could not be materialized.</summary>
public class MaterializationException : Exception
{
    public MaterializationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A stream that had to give an element gave none.</summary>
public class NoSuchElementException : Exception
{
    public NoSuchElementException(string message)
        : base(message)
    {
    }
}

/// <summary>The stream on the other side has ended.</summary>
public class StreamDetachedException : Exception
{
    public static readonly StreamDetachedException Instance = new("Stream is terminated");

    public StreamDetachedException(string message)
        : base(message)
    {
    }

    public StreamDetachedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>More elements came than the limit allows.</summary>
public class StreamLimitReachedException : Exception
{
    public StreamLimitReachedException(long max)
        : base($"Limit of {max} reached")
    {
    }
}

/// <summary>More different keys came than sub-streams are allowed.</summary>
public class TooManySubstreamsOpenException : InvalidOperationException
{
    public TooManySubstreamsOpenException()
        : base("Cannot open a new substream as there are too many substreams open")
    {
    }
}

/// <summary>The actor a stream depended on has stopped.</summary>
public class WatchedActorTerminatedException : AkkaException
{
    public WatchedActorTerminatedException(string stageName, IActorRef actorRef)
        : base($"Actor watched by [{stageName}] has terminated! Was: {actorRef}")
    {
    }
}

/// <summary>Why a subscription was cancelled, when it was not an error.</summary>
public static class SubscriptionWithCancelException
{
    /// <summary>An ordinary cancellation.</summary>
    public abstract class NonFailureCancellation : Exception
    {
        public sealed override string StackTrace => "";
    }

    /// <summary>Downstream has all it wanted.</summary>
    public sealed class NoMoreElementsNeeded : NonFailureCancellation
    {
        public static readonly NoMoreElementsNeeded Instance = new();

        private NoMoreElementsNeeded()
        {
        }
    }

    /// <summary>The stage that was downstream has completed.</summary>
    public sealed class StageWasCompleted : NonFailureCancellation
    {
        public static readonly StageWasCompleted Instance = new();

        private StageWasCompleted()
        {
        }
    }
}
