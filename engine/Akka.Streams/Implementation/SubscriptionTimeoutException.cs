using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>A sub-stream was offered and nobody ran it in time.</summary>
public class SubscriptionTimeoutException : Exception
{
    public SubscriptionTimeoutException(string message)
        : base(message)
    {
    }

    // What the settings say of a sub-stream whose time is over: fail it, or only warn.
    internal static SubscriptionTimeoutException? After(
        StreamSubscriptionTimeoutSettings settings, bool isTaken, ILoggingAdapter log)
    {
        if (isTaken)
        {
            return null;
        }

        var problem = $"Substream Source has not been materialized in {settings.Timeout}.";
        if (settings.Mode == StreamSubscriptionTimeoutTerminationMode.CancelTermination)
        {
            return new SubscriptionTimeoutException(problem);
        }

        log.Warning("{0}", problem);
        return null;
    }
}
