using System.Globalization;

namespace Akka.TestKit.Extensions;

/// <summary>Limits how long a test waits for a task. Times are not dilated.</summary>
public static class TaskExtensions
{
    /// <summary>True when the task ended in time; a failure of the task comes out here.</summary>
    public static async Task<bool> AwaitWithTimeout(
        this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (!await EndsWithin(parentTask, timeout, cancellationToken))
        {
            return false;
        }

        await parentTask;
        return true;
    }

    /// <summary>The result of a task that has to end in time.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public static async Task<T> WithTimeout<T>(
        this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        await EndsWithin(parentTask, timeout, cancellationToken)
            ? await parentTask
            : throw new TimeoutException($"Task timed out after {timeout.TotalSeconds} seconds");

    /// <summary>The result of a task that has to succeed in time.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<T> ShouldCompleteWithin<T>(
        this Task<T> task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        await ShouldCompleteWithin((Task)task, timeout, because, becauseArgs);
        return await task;
    }

    /// <summary>Waits for a task that has to succeed in time.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task ShouldCompleteWithin(
        this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        if (!await EndsWithin(task, timeout, CancellationToken.None))
        {
            throw new TimeoutException(
                $"Expected the task to complete within {timeout}{Because(because, becauseArgs)}, but it did not.");
        }

        await task;
    }

    /// <summary>Waits for a task that has to succeed in time with a result.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">The result was another.</exception>
    public static async Task ShouldCompleteWithin<T>(
        this Task<T> task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        var result = await ShouldCompleteWithin(task, timeout, because, becauseArgs);
        if (!EqualityComparer<T>.Default.Equals(result, expected))
        {
            throw new InvalidOperationException(
                $"Expected the task to result in {expected}{Because(because, becauseArgs)}, but found {result}.");
        }
    }

    /// <summary>What a task failed with that has to fail in time, with an exception of a type.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">It succeeded, or failed with another exception.</exception>
    public static async Task<T> ShouldThrowWithin<T>(
        this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        var reason = Because(because, becauseArgs);
        if (!await EndsWithin(task, timeout, CancellationToken.None))
        {
            throw new TimeoutException($"Expected {typeof(T)} within {timeout}{reason}, but the task did not end.");
        }

        try
        {
            await task;
        }
        catch (T e)
        {
            return e;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Expected {typeof(T)}{reason}, but found {e.GetType()}.", e);
        }

        throw new InvalidOperationException($"Expected {typeof(T)}{reason}, but the task succeeded.");
    }

    /// <summary>Waits for a task that has to fail in time with one exception and no other.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">It succeeded, or failed with another exception.</exception>
    public static async Task ShouldThrowWithin<T>(
        this Task task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        var thrown = await ShouldThrowWithin<T>(task, timeout, because, becauseArgs);
        if (!thrown.Equals(expected))
        {
            throw new InvalidOperationException(
                $"Expected the exception {expected.Message}{Because(because, becauseArgs)}.", thrown);
        }
    }

    private static async Task<bool> EndsWithin(Task task, TimeSpan timeout, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var first = await Task.WhenAny(task, Task.Delay(timeout, stop.Token));
        await stop.CancelAsync();
        token.ThrowIfCancellationRequested();
        return first == task;
    }

    private static string Because(string because, object[] args) => because.Length == 0
        ? string.Empty
        : " because " + string.Format(CultureInfo.InvariantCulture, because, args);
}
