using System.Diagnostics;

namespace Akka.Actor.Internal;

/// <summary>A child and how often it was restarted.</summary>
public class ChildRestartStats
{
    private uint _retries;
    private long _windowStart;
    private bool _windowOpen;

    /// <summary>Counts from a given state.</summary>
    public ChildRestartStats(
        IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        _retries = maxNrOfRetriesCount;
        _windowStart = restartTimeWindowStartTicks;
        _windowOpen = restartTimeWindowStartTicks != 0;
    }

    /// <summary>The child.</summary>
    public IInternalActorRef Child { get; }

    /// <summary>The uid of the child.</summary>
    public long Uid => Child.Path.Uid;

    /// <summary>How many restarts were counted.</summary>
    public uint MaxNrOfRetriesCount => _retries;

    /// <summary>Counts a restart and says whether it is allowed.</summary>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
        {
            return false;
        }

        var limited = maxNrOfRetries > 0;
        if (withinTimeMilliseconds > 0)
        {
            return IsAllowedInWindow(limited ? maxNrOfRetries : 1, withinTimeMilliseconds);
        }

        return !limited || ++_retries <= maxNrOfRetries;
    }

    private bool IsAllowedInWindow(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        var now = Stopwatch.GetTimestamp();
        if (!_windowOpen)
        {
            _windowOpen = true;
            _windowStart = now;
        }

        if (Stopwatch.GetElapsedTime(_windowStart, now).TotalMilliseconds <= withinTimeMilliseconds)
        {
            return ++_retries <= maxNrOfRetries;
        }

        _retries = 1;
        _windowStart = now;
        return true;
    }
}

/// <summary>Reads the window of a strategy.</summary>
internal static class SupervisorWindow
{
    public static int Milliseconds(TimeSpan? window) =>
        window is { } w && w != Timeout.InfiniteTimeSpan ? (int)w.TotalMilliseconds : -1;
}
