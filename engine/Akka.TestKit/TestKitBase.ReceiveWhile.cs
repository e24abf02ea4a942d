using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Receives as long as the filter returns something; the first message it refuses stays.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    /// <summary>Receives as long as the filter returns something and the pauses are short enough.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <summary>Receives as long as the filter returns something and the pauses are short enough.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class
    {
        var limit = RemainingOrDilated(max);
        var begin = Stopwatch.GetTimestamp();
        var received = new List<T>();
        var last = _last;
        while (received.Count < msgs
            && TryPeekOne(out var envelope, Shorter(LeftOf(limit, begin), idle), cancellationToken)
            && filter(envelope.Message) is { } accepted)
        {
            TryReceiveOne(out last, TimeSpan.Zero, cancellationToken);
            received.Add(accepted);
        }

        _last = last;
        _lastWasNoMsg = true;
        return received;
    }

    /// <summary>Receives as long as the predicate holds; messages of other types are skipped, or end it.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var begin = Stopwatch.GetTimestamp();
        var received = new List<T>();
        while (received.Count < msgs
            && TryPeekOne(out var envelope, Shorter(LeftOf(limit, begin), idle), cancellationToken))
        {
            if (!Continues(envelope.Message, shouldContinue, shouldIgnoreOtherMessageTypes, received))
            {
                break;
            }

            TryReceiveOne(out _, TimeSpan.Zero, cancellationToken);
        }

        _lastWasNoMsg = true;
        return received;
    }

    /// <summary>Receives as long as the filter returns something; the first message it refuses stays.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    /// <summary>Receives as long as the filter returns something and the pauses are short enough.</summary>
    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        var limit = RemainingOrDilated(max);
        var begin = Stopwatch.GetTimestamp();
        for (var count = 0; count < msgs; count++)
        {
            var (success, envelope) = await TryPeekOneAsync(Shorter(LeftOf(limit, begin), idle), cancellationToken);
            if (!success || filter(envelope.Message) is not { } accepted)
            {
                break;
            }

            TryReceiveOne(out _, TimeSpan.Zero, cancellationToken);
            yield return accepted;
        }

        _lastWasNoMsg = true;
    }

    private static bool Continues<T>(
        object message, Predicate<T> shouldContinue, bool ignoreOthers, List<T> received)
    {
        if (message is not T typed)
        {
            return ignoreOthers;
        }

        if (!shouldContinue(typed))
        {
            return false;
        }

        received.Add(typed);
        return true;
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan? idle) =>
        idle is { } pause && pause >= TimeSpan.Zero && pause < left ? pause : left;
}
