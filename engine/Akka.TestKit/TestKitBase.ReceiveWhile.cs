using System.Collections;
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
        CancellationToken cancellationToken = default) =>
        ReceiveWhile(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    /// <summary>Receives as long as the filter returns something and the pauses are short enough.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <summary>Receives as long as the filter returns something and the pauses are short enough.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
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
        CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    /// <summary>Receives as long as the filter returns something and the pauses are short enough.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) => ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <summary>Receives as long as the filter returns something and the pauses are short enough.</summary>
    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
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

    /// <summary>Receives as long as the predicate holds; messages of other types are skipped, or end it.</summary>
    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var begin = Stopwatch.GetTimestamp();
        var received = new List<T>();
        while (received.Count < msgs)
        {
            var (success, envelope) = await TryPeekOneAsync(Shorter(LeftOf(limit, begin), idle), cancellationToken);
            var before = received.Count;
            if (!success || !Continues(envelope.Message, shouldContinue, shouldIgnoreOtherMessageTypes, received))
            {
                break;
            }

            TryReceiveOne(out _, TimeSpan.Zero, cancellationToken);
            if (received.Count > before)
            {
                yield return received[before];
            }
        }

        _lastWasNoMsg = true;
    }

    /// <summary>Drops messages until none comes any more.</summary>
    /// <param name="max">How long there has to be silence; what is left, or the default time, when null.</param>
    /// <param name="maxMessages">How many messages may come before; any number when null.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages that came before the silence.</returns>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var silence = RemainingOrDilated(max);
        var received = new ArrayList();
        while (await TryReceiveOneAsync(silence, cancellationToken) is { Success: true } next)
        {
            received.Add(next.Envelope.Message);
            if (received.Count > maxMessages)
            {
                Assertions.Fail(
                    "Failed: Expected silence of {0} after at most {1} messages, but more came", silence, maxMessages);
            }
        }

        _lastWasNoMsg = true;
        return received;
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
