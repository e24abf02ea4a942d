using System.Diagnostics;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats an assertion until it holds.</summary>
    public void AwaitAssert(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(duration);
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Pause(limit, begin, interval ?? DefaultPause) is { } pause)
            {
                Thread.Sleep(pause);
            }
        }
    }

    /// <summary>Repeats an assertion until it holds.</summary>
    public Task AwaitAssertAsync(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(
            () =>
            {
                assertion();
                return Task.CompletedTask;
            },
            duration,
            interval,
            cancellationToken);

    /// <summary>Repeats an assertion until it holds.</summary>
    public async Task AwaitAssertAsync(
        Func<Task> assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(duration);
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            TimeSpan pause;
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Pause(limit, begin, interval ?? DefaultPause) is not null)
            {
                pause = Pause(limit, begin, interval ?? DefaultPause) ?? TimeSpan.Zero;
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        string? message,
        CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        if (!AwaitConditionNoThrow(conditionIsFulfilled, limit, interval, cancellationToken))
        {
            FailCondition(limit, message);
        }
    }

    /// <summary>Waits until a condition holds, and says whether it came to that.</summary>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!conditionIsFulfilled())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Pause(max, begin, interval ?? DefaultPause) is not { } pause)
            {
                return false;
            }

            Thread.Sleep(pause);
        }

        return true;
    }

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Lift(conditionIsFulfilled), null, null, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        string? message,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Lift(conditionIsFulfilled), max, null, message, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        string? message,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Lift(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        if (!await AwaitConditionNoThrowAsync(conditionIsFulfilled, limit, interval, cancellationToken))
        {
            FailCondition(limit, message);
        }
    }

    /// <summary>Waits until a condition holds, and says whether it came to that.</summary>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(Lift(conditionIsFulfilled), max, interval, cancellationToken);

    /// <summary>Waits until a condition holds, and says whether it came to that.</summary>
    public async Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await conditionIsFulfilled())
        {
            if (Pause(max, begin, interval ?? DefaultPause) is not { } pause)
            {
                return false;
            }

            await Task.Delay(pause, cancellationToken);
        }

        return true;
    }

    private static Func<Task<bool>> Lift(Func<bool> condition) => () => Task.FromResult(condition());

    // The pause before the next attempt; null when the time is up.
    private static TimeSpan? Pause(TimeSpan limit, long begin, TimeSpan interval)
    {
        var left = limit - Stopwatch.GetElapsedTime(begin);
        return left <= TimeSpan.Zero ? null : left < interval ? left : interval;
    }

    private void FailCondition(TimeSpan limit, string? message) =>
        Assertions.Fail("Timeout {0} expired while waiting for condition. {1}", limit, message ?? string.Empty);
}
