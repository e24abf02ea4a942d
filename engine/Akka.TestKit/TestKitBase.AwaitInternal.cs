using System.Diagnostics;
using Akka.Event;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Waits until a condition holds, without a test kit.</summary>
    /// <param name="conditionIsFulfilled">The condition; called at once and then after each pause.</param>
    /// <param name="max">How long to wait; not dilated.</param>
    /// <param name="interval">The pause between two looks; 100 ms when null.</param>
    /// <param name="fail">Called with a format and its arguments when the time is up.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it came to that.</returns>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    /// <summary>Waits until a condition holds, without a test kit, and logs how long it took.</summary>
    /// <param name="conditionIsFulfilled">The condition; called at once and then after each pause.</param>
    /// <param name="max">How long to wait; not dilated.</param>
    /// <param name="interval">The pause between two looks; 100 ms when null.</param>
    /// <param name="fail">Called with a format and its arguments when the time is up.</param>
    /// <param name="logger">Takes debug entries; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it came to that.</returns>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter? logger,
        CancellationToken cancellationToken = default)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!conditionIsFulfilled())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (PauseOrFail(max, begin, interval, fail, logger) is not { } pause)
            {
                return false;
            }

            Thread.Sleep(pause);
        }

        LogFulfilled(logger, begin);
        return true;
    }

    /// <summary>Waits until a condition holds, without a test kit.</summary>
    /// <param name="conditionIsFulfilled">The condition; called at once and then after each pause.</param>
    /// <param name="max">How long to wait; not dilated.</param>
    /// <param name="interval">The pause between two looks; 100 ms when null.</param>
    /// <param name="fail">Called with a format and its arguments when the time is up.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it came to that.</returns>
    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    /// <summary>Waits until a condition holds, without a test kit, and logs how long it took.</summary>
    /// <param name="conditionIsFulfilled">The condition; called at once and then after each pause.</param>
    /// <param name="max">How long to wait; not dilated.</param>
    /// <param name="interval">The pause between two looks; 100 ms when null.</param>
    /// <param name="fail">Called with a format and its arguments when the time is up.</param>
    /// <param name="logger">Takes debug entries; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it came to that.</returns>
    protected static async Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter? logger,
        CancellationToken cancellationToken = default)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await conditionIsFulfilled())
        {
            if (PauseOrFail(max, begin, interval, fail, logger) is not { } pause)
            {
                return false;
            }

            await Task.Delay(pause, cancellationToken);
        }

        LogFulfilled(logger, begin);
        return true;
    }

    private static TimeSpan? PauseOrFail(
        TimeSpan max, long begin, TimeSpan? interval, Action<string, object[]> fail, ILoggingAdapter? logger)
    {
        var pause = Pause(max, begin, interval ?? DefaultPause);
        if (pause is null)
        {
            const string Format = "Timeout {0} expired while waiting for condition.";
            logger?.Debug(Format, max);
            fail(Format, [max]);
        }

        return pause;
    }

    private static void LogFulfilled(ILoggingAdapter? logger, long begin) =>
        logger?.Debug("Condition fulfilled after {0}", Stopwatch.GetElapsedTime(begin));
}
